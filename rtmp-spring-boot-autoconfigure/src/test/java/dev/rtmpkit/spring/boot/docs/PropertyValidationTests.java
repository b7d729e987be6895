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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.docs.Metadata.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No value of a property ends in a stack trace: the application starts, or a report names
 * the property and what is wrong with it.
 */
@ExtendWith(OutputCaptureExtension.class)
class PropertyValidationTests {

	private static final String LARGEST_LONG = "9223372036854775807";

	/**
	 * What stands in conditions, where Spring Boot takes whatever is not true for false.
	 */
	private static final Set<String> SWITCHES = Set.of("rtmp.recording.enabled", "rtmp.server.enabled",
			"rtmp.server.observation.enabled");

	/** What is no network at all is refused with this in the report. */
	private static final String NO_ADDRESS = "is no IP address or range of addresses";

	@TempDir
	private static Path directory;

	@Test
	void everyPropertyHasCases() {
		Set<String> covered = new TreeSet<>(SWITCHES);
		cases().forEach((badValue) -> covered.add(badValue.property()));
		assertThat(covered).containsExactlyElementsOf(ours().map(Property::name).toList());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void whenValueIsBadReportNamesPropertyAndRule(BadValue badValue, CapturedOutput output) {
		fail(badValue);
		String report = output.toString();
		assertThat(report).contains("APPLICATION FAILED TO START")
			.containsPattern("(?i)property:? '?" + badValue.property().replace(".", "\\."))
			.contains(badValue.rule())
			.doesNotContain("\tat ", "not-to-be-shown");
	}

	@Test
	void whenTimesAndAmountsAreHugeServerRuns() {
		List<String> values = new ArrayList<>();
		ours().forEach((property) -> {
			if (property.type().equals("java.time.Duration")) {
				values.add(property.name() + "=" + LARGEST_LONG + "s");
			}
			else if (property.name().matches(".*\\.limits\\..*") && property.type().equals("java.lang.Integer")) {
				values.add(property.name() + "=" + Integer.MAX_VALUE);
			}
		});
		values.add("rtmp.server.limits.memory=" + LARGEST_LONG + "B");
		assertThat(values).hasSizeGreaterThan(10);
		RtmpContextRunner.create().withPropertyValues(values.toArray(String[]::new)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(RtmpServer.class).state()).isEqualTo(RtmpServer.State.RUNNING);
		});
	}

	@Test
	void whenValuesAreEmptyDefaultsCount() {
		List<String> values = ours()
			.filter((property) -> !Set.of("java.lang.Boolean", "java.lang.Integer").contains(property.type()))
			.map(Property::name)
			.filter((name) -> !Set.of("rtmp.server.address", "rtmp.server.stream-keys").contains(name))
			.map((name) -> name + "=")
			.toList();
		assertThat(values).hasSizeGreaterThan(10);
		RtmpContextRunner.create()
			.withPropertyValues(values.toArray(String[]::new))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void fail(BadValue badValue) {
		List<String> properties = new ArrayList<>(List.of("rtmp.server.address=127.0.0.1", "rtmp.server.port=0"));
		properties.addAll(badValue.others());
		properties.add(badValue.property() + badValue.suffix() + "=" + badValue.value());
		FailedStart.with(properties);
	}

	private static Stream<Property> ours() {
		return Metadata.properties().values().stream().filter((property) -> property.name().startsWith("rtmp."));
	}

	static List<BadValue> cases() {
		List<BadValue> cases = new ArrayList<>();
		ours().filter((property) -> !SWITCHES.contains(property.name())).forEach((property) -> {
			switch (property.type()) {
				case "java.lang.Integer" -> numbers(property.name(), cases);
				case "java.time.Duration" -> durations(property.name(), cases);
				case "org.springframework.util.unit.DataSize" -> sizes(property.name(), cases);
				case "java.lang.Boolean" -> cases.add(BadValue.of(property.name(), "perhaps", "Reason: "));
				default -> others(property, cases);
			}
		});
		contradictions(cases);
		return cases;
	}

	private static void numbers(String name, List<BadValue> cases) {
		cases.add(BadValue.of(name, "many", "Reason: "));
		cases.add(BadValue.of(name, "99999999999", "Reason: "));
		if (name.endsWith("port")) {
			cases.add(
					BadValue.encrypted(name, (name.contains("ssl")) ? "-1" : "-2", "port must be between 0 and 65535"));
			cases.add(BadValue.encrypted(name, "65536", "port must be between 0 and 65535"));
		}
		else if (name.endsWith("io-threads")) {
			cases.add(BadValue.of(name, "-1", "between 0 and 1024"));
			cases.add(BadValue.of(name, "1025", "between 0 and 1024"));
		}
		else {
			cases.add(BadValue.of(name, "0", "must be positive"));
			cases.add(BadValue.of(name, "-1", "must be positive"));
		}
	}

	private static void durations(String name, List<BadValue> cases) {
		cases.add(BadValue.of(name, "soon", "Reason: "));
		cases.add(BadValue.of(name, "99999999999999999999s", "Reason: "));
		boolean optional = name.endsWith("grace") || name.endsWith("grace-period");
		cases.add(BadValue.of(name, "-1s", (optional) ? "must not be negative" : "must be positive"));
		if (!optional) {
			cases.add(BadValue.of(name, "0", "must be positive"));
		}
	}

	private static void sizes(String name, List<BadValue> cases) {
		cases.add(BadValue.of(name, "much", "Reason: "));
		cases.add(BadValue.of(name, "0", "must be positive"));
		cases.add(BadValue.of(name, "-1KB", "must be positive"));
		if (!name.endsWith("limits.memory")) {
			cases.add(BadValue.of(name, "2GB", "a size must be less than 2 GB"));
		}
		if (name.endsWith("message-size")) {
			cases.add(BadValue.of(name, "16MB", "must be at most 16777215"));
		}
	}

	private static void others(Property property, List<BadValue> cases) {
		String name = property.name();
		if (!property.constants().isEmpty()) {
			cases.add(BadValue.of(name, "any", "Reason: "));
			return;
		}
		switch (name) {
			case "rtmp.recording.directory" -> cases.add(new BadValue(name, file() + "/sub",
					"the directory cannot be created", List.of("rtmp.recording.enabled=true")));
			case "rtmp.server.address" -> cases.add(BadValue.of(name, "no such host", "Reason: "));
			case "rtmp.server.addresses.allow", "rtmp.server.addresses.deny",
					"rtmp.server.proxy-protocol.trusted-proxies" ->
				networks(name, cases);
			case "rtmp.server.applications" -> {
				cases.add(BadValue.of(name, "live,/other", "nor begin or end with a slash"));
				cases.add(new BadValue(name, "/other", "nor begin or end with a slash", List.of(), "[0]"));
			}
			case "rtmp.server.shutdown.reconnect-url" -> cases.add(BadValue.of(name, "no url", "Illegal character"));
			case "rtmp.server.ssl.bundle" -> cases.add(BadValue.of(name, "unknown", "there is no SSL bundle"));
			case "rtmp.server.stream-keys" -> keys(name, cases);
			default -> throw new IllegalStateException("There is no bad value of " + name);
		}
	}

	private static void networks(String name, List<BadValue> cases) {
		cases.add(BadValue.of(name, "balancer", "'balancer' " + NO_ADDRESS));
		cases.add(BadValue.of(name, "10.0.0.0/8,10.0.0", "'10.0.0' " + NO_ADDRESS));
		cases.add(BadValue.of(name, "10.0.0.0/33", "has a prefix length that its address does not have"));
		cases.add(BadValue.of(name, "10.0.0.0/", "has no number of bits behind its slash"));
		cases.add(new BadValue(name, "balancer", "'balancer' " + NO_ADDRESS, List.of(), "[0]"));
	}

	private static void keys(String name, List<BadValue> cases) {
		cases.add(new BadValue(name, "not-to-be-shown?", "must not have '?'", List.of(), ".studio"));
		cases.add(new BadValue(name, "", "the stream key must not be blank", List.of(), ".studio"));
		cases.add(new BadValue(name, "not-to-be-shown", "must differ from that of stream",
				List.of(name + ".first=not-to-be-shown"), ".studio"));
		cases.add(new BadValue(name, "not-to-be-shown/", "must not have a slash", List.of(), ".studio"));
		cases.add(new BadValue(name, "not-to-be-shown".repeat(300), "which is 4096 bytes", List.of(), ".studio"));
	}

	private static void contradictions(List<BadValue> cases) {
		cases.add(BadValue.of("rtmp.server.ssl.enabled", "true", "set 'rtmp.server.ssl.bundle'"));
		cases.add(BadValue.encrypted("rtmp.server.ssl.port", "1935", "it must differ from 'rtmp.server.port'",
				"rtmp.server.port=1935"));
		cases.add(BadValue.of("rtmp.server.limits.memory", "1MB",
				"it must be at least 'rtmp.server.limits.media-message-size'"));
	}

	private static Path file() {
		Path file = directory.resolve("file");
		try {
			return Files.exists(file) ? file : Files.createFile(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A value that cannot be used.
	 *
	 * @param property the property
	 * @param value the value
	 * @param rule what the report says
	 * @param others what else is set
	 * @param suffix what follows the name of the property where it is set
	 */
	record BadValue(String property, String value, String rule, List<String> others, String suffix) {

		BadValue(String property, String value, String rule, List<String> others) {
			this(property, value, rule, others, "");
		}

		static BadValue of(String property, String value, String rule) {
			return new BadValue(property, value, rule, List.of());
		}

		static BadValue encrypted(String property, String value, String rule, String... others) {
			List<String> all = new ArrayList<>(FailedStart.BUNDLE);
			all.add("rtmp.server.ssl.bundle=stream");
			all.addAll(List.of(others));
			return new BadValue(property, value, rule, all);
		}

		@Override
		public String toString() {
			return this.property + this.suffix + "=" + this.value + " " + this.others;
		}

	}

}
