/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.rtmpkit.spring.boot.docs;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.server.RtmpServerException;
import dev.rtmpkit.stream.StopReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/failures.md} in step with the reasons and the reports.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureReferenceTests {

	private static final ReferencePage PAGE = ReferencePage.of("failures.md");

	private static final Pattern REPORT = Pattern.compile("Description:\\s+(.+?)\\s+Action:\\s+(.+?)\n\n",
			Pattern.DOTALL);

	private static final Pattern ORIGIN = Pattern.compile("\\(originating from '.+'\\)");

	private static final String TAKEN = "{taken}";

	private static final List<Start> STARTS = List
		.of(new Start("RTMP server failed to start. Port 1935", "rtmp.server.port=" + TAKEN),
				new Start("RTMP server failed to start. Port 1936", "rtmp.server.ssl.bundle=stream",
						"rtmp.server.ssl.port=" + TAKEN),
				new Start("Invalid value '70000'", "rtmp.server.port=70000"),
				new Start("Failed to bind", "rtmp.server.timeouts.idle=soon"),
				new Start("Invalid value '[10.0.0.0/8, balancer]'",
						"rtmp.server.proxy-protocol.trusted-proxies[0]=10.0.0.0/8",
						"rtmp.server.proxy-protocol.trusted-proxies[1]=balancer"),
				new Start("Invalid value '******'", "rtmp.server.stream-keys.one=secret",
						"rtmp.server.stream-keys.two=secret"),
				new Start("Invalid value '******'", "rtmp.server.stream-keys.one=Zm9v/YmFy"),
				new Start("Invalid value '1MB'", "rtmp.server.limits.memory=1MB"),
				new Start("Invalid value 'unknown'", "rtmp.server.ssl.bundle=unknown"),
				new Start("Invalid value 'stream'", "rtmp.server.ssl.bundle=stream",
						"rtmp.server.ssl.client-auth=need"),
				new Start("Invalid value '-1'", "rtmp.server.port=-1"),
				new Start("Invalid value 'true'", "rtmp.server.ssl.enabled=true"),
				new Start("Invalid value '1936'", "rtmp.server.ssl.bundle=stream", "rtmp.server.port=1936"),
				new Start("Invalid value '/dev/null/", "rtmp.recording.enabled=true",
						"rtmp.recording.directory=/dev/null/recordings"));

	@Test
	void everyProtocolErrorIsExplained() {
		assertConstants("ProtocolError", ProtocolError.values(), ProtocolError::tag);
	}

	@Test
	void everyDeadlineIsExplained() {
		assertConstants("Deadline", Deadline.values(), Deadline::tag);
	}

	@Test
	void everyConnectionRejectionIsExplained() {
		assertConstants("ConnectionRejection", ConnectionRejection.values(), ConnectionRejection::tag);
	}

	@Test
	void everyRejectReasonIsExplained() {
		assertConstants("RejectReason", RejectReason.values(), RejectReason::tag);
	}

	@Test
	void everyStopReasonIsExplained() {
		assertConstants("StopReason", StopReason.values(), StopReason::tag);
	}

	private static <E> void assertConstants(String table, E[] constants, Function<E, String> tag) {
		List<String> tags = Stream.of(constants).map(tag).toList();
		assertThat(PAGE.rows(table).keySet()).as("Rows of table '%s' in docs/failures.md", table)
			.containsExactlyInAnyOrderElementsOf(tags);
		PAGE.rows(table)
			.forEach((name, cells) -> assertThat(cells).as("Cells of '%s' in docs/failures.md", name)
				.allMatch((cell) -> !cell.isBlank()));
	}

	@Test
	void everyReportIsQuotedAndNothingElse(CapturedOutput output) throws IOException {
		List<String> reports = new ArrayList<>();
		reports.add(reportOfAddress());
		for (Start start : STARTS) {
			int before = output.length();
			try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				int port = taken.getLocalPort();
				FailedStart.with(start.properties(port));
				reports.add(report(output.toString().substring(before), start, port));
			}
		}
		assertThat(PAGE.blocks()).as("Reports in docs/failures.md").containsExactlyInAnyOrderElementsOf(reports);
	}

	/** No test listens anywhere but on the loopback interface. */
	private static String reportOfAddress() {
		FailureAnalyzer analyzer = (FailureAnalyzer) BeanUtils.instantiateClass(
				ClassUtils.resolveClassName("dev.rtmpkit.spring.boot.autoconfigure.RtmpServerFailureAnalyzer", null));
		FailureAnalysis analysis = analyzer.analyze(new RtmpServerException("Cannot listen on /192.0.2.1:1935",
				new BindException("Cannot assign requested address")));
		return analysis.getDescription() + "\n\nAction:\n\n" + analysis.getAction();
	}

	private static String report(String output, Start start, int port) {
		Matcher matcher = REPORT.matcher(output + "\n\n");
		assertThat(matcher.find()).as("Report of %s in: %s", start, output).isTrue();
		String documented = (start.beginning().contains("1936")) ? "1936" : "1935";
		String description = ORIGIN.matcher(matcher.group(1)).replaceAll("(originating from …)");
		String report = (description + "\n\nAction:\n\n" + matcher.group(2)).replace(String.valueOf(port), documented)
			.replaceAll("Origin: .*", "Origin: …");
		assertThat(report).startsWith(start.beginning());
		return report;
	}

	@Test
	void everyAnalyzerIsShown() throws IOException {
		Path factories = Path.of("src", "main", "resources", "META-INF", "spring.factories");
		List<String> names = Stream.of(Files.readString(factories).split("[=,\\\\\\s]+"))
			.filter((name) -> name.startsWith("dev.rtmpkit"))
			.map((name) -> name.substring(name.lastIndexOf('.') + 1))
			.toList();
		assertThat(names).as("Analyzers that have a start in this test")
			.containsExactly("RtmpPortInUseFailureAnalyzer", "RtmpPropertyFailureAnalyzer",
					"RtmpServerFailureAnalyzer");
	}

	/**
	 * A start that fails.
	 *
	 * @param beginning how the report begins
	 * @param given what is set
	 */
	record Start(String beginning, List<String> given) {

		Start(String beginning, String... given) {
			this(beginning, List.of(given));
		}

		List<String> properties(int taken) {
			List<String> properties = new ArrayList<>(FailedStart.BUNDLE);
			properties.add("rtmp.server.address=127.0.0.1");
			properties.add("rtmp.server.port=0");
			this.given.forEach((property) -> properties.add(property.replace(TAKEN, String.valueOf(taken))));
			return properties;
		}

	}

}
