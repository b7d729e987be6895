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

package dev.rtmpkit.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rtmpkit.testkit.FfmpegProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as its build has processed it ahead of time, which is what a native
 * image is made from, in a process of its own.
 */
@Timeout(120)
class AheadOfTimeTests {

	private static final Pattern WEB_PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Pattern RTMP_PORT = Pattern.compile("RTMP server started on port (\\d+)");

	private final List<String> lines = new ArrayList<>();

	private Process process;

	private BufferedReader output;

	private void start(Path recordings) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		this.process = new ProcessBuilder(java, "-Dspring.aot.enabled=true", "-cp",
				System.getProperty("java.class.path"), SampleApplication.class.getName(), "--server.port=0",
				"--rtmp.server.port=0", "--rtmp.recording.directory=" + recordings)
			.redirectErrorStream(true)
			.start();
		this.output = this.process.inputReader();
	}

	@AfterEach
	void end() {
		if (this.process != null) {
			this.process.destroyForcibly();
		}
	}

	@Test
	void takesPublishersAnswersAndEnds(@TempDir Path recordings) throws Exception {
		start(recordings);
		Web web = new Web(Integer.parseInt(await(WEB_PORT).group(1)));
		int port = Integer.parseInt(await(RTMP_PORT).group(1));
		await(Pattern.compile("Started SampleApplication"));
		assertThat(this.lines).anyMatch((line) -> line.contains("Starting AOT-processed SampleApplication"));
		try (FfmpegProcess encoder = Encoder.publish(port, "demo-key")) {
			await(Pattern.compile("demo: started by"));
			assertThat(web.get("/actuator/rtmp").body()).contains("\"name\":\"demo\"");
			assertThat(web.get("/actuator/health").body()).contains("\"rtmp\":{").contains("\"rtmpRecording\":{");
			assertThat(web.get("/actuator/prometheus").body()).contains("rtmp_server_publishers_active_publishers 1.0");
			// unlike the process itself, its handle leaves the output open
			this.process.toHandle().destroy();
			await(Pattern.compile("demo: recorded"));
			await(Pattern.compile("demo: stopped \\(server_shutdown\\)"));
			await(Pattern.compile("Graceful shutdown of the RTMP server complete"));
		}
		assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.lines).noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
	}

	@Test
	void metadataNamesWhatIsBoundAndWhatIsDescribed() throws IOException {
		try (InputStream metadata = getClass()
			.getResourceAsStream("/META-INF/native-image/dev.rtmpkit/sample-app/reachability-metadata.json")) {
			String types = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
			for (String type : List.of("autoconfigure.RtmpServerProperties$Shutdown", "autoconfigure.RtmpSslProperties",
					"autoconfigure.RtmpTimeoutProperties", "autoconfigure.RtmpLimitProperties",
					"autoconfigure.RtmpRecordingProperties", "actuate.endpoint.RtmpDescriptor$BanDescriptor",
					"actuate.endpoint.StreamDescriptor$VideoTrackDescriptor")) {
				assertThat(types).contains("\"dev.rtmpkit.spring.boot." + type + "\"");
			}
		}
	}

	private Matcher await(Pattern pattern) throws IOException {
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			this.lines.add(line);
			Matcher matcher = pattern.matcher(line);
			if (matcher.find()) {
				return matcher;
			}
		}
		throw new AssertionError(
				"The process ended without saying '" + pattern + "':\n" + String.join("\n", this.lines));
	}

}
