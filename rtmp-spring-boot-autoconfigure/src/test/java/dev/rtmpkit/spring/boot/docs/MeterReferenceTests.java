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

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.observation.RtmpServerObservationDocumentation.LowCardinalityKeyNames;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.RawRtmpClient;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/metrics.md} in step with the meters of a server that was published
 * to.
 */
class MeterReferenceTests {

	private static final ReferencePage PAGE = ReferencePage.of("metrics.md");

	/** What a running server has, by name. */
	private static final Map<String, Found> FOUND = new TreeMap<>();

	@BeforeAll
	static void publish(@TempDir Path recordings) {
		RtmpContextRunner.create()
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
							SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withPropertyValues("rtmp.server.applications=live", "rtmp.recording.enabled=true",
					"rtmp.recording.directory=" + recordings)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				try (RawRtmpClient client = RawRtmpClient.publishing(context.getBean(RtmpServer.class).port(), "live",
						"demo-key")) {
					registry.getMeters().forEach(MeterReferenceTests::found);
				}
				context.stop();
				registry.getMeters().forEach(MeterReferenceTests::found);
			});
	}

	private static void found(Meter meter) {
		Meter.Id id = meter.getId();
		if (id.getName().startsWith("rtmp.") || id.getName().startsWith("netty.")) {
			Found found = FOUND.computeIfAbsent(id.getName(), (name) -> Found.of(id));
			id.getTags().forEach(found::add);
		}
	}

	@Test
	void everyMeterIsInTheTableAndNothingElse() {
		assertThat(PAGE.rows("meter").keySet()).as("Meters of docs/metrics.md")
			.containsExactlyInAnyOrderElementsOf(FOUND.keySet());
	}

	@Test
	void tellsKindUnitAndTags() {
		Map<String, List<String>> rows = PAGE.rows("meter");
		SoftAssertions.assertSoftly((softly) -> FOUND.forEach((name, found) -> {
			List<String> cells = rows.getOrDefault(name, List.of(name, "", "", ""));
			softly.assertThat(cells.get(1)).as("Kind of '%s' in docs/metrics.md", name).isEqualTo(found.kind());
			softly.assertThat(ReferencePage.codes(cells.get(2)))
				.as("Tags of '%s' in docs/metrics.md", name)
				.containsExactlyInAnyOrderElementsOf(found.tags().keySet());
		}));
	}

	@Test
	void tellsEveryValueOfOurTags() {
		Map<String, List<String>> rows = PAGE.rows("tag");
		Set<String> tags = new TreeSet<>();
		FOUND.forEach((name, found) -> found.tags().forEach((tag, values) -> {
			if (name.startsWith("rtmp.")) {
				String key = name + "{" + tag + "}";
				tags.add(key);
				assertThat(rows).as("Tags of docs/metrics.md").containsKey(key);
				assertThat(told(rows.get(key).get(1))).as("Values of '%s' in docs/metrics.md", key).containsAll(values);
			}
		}));
		assertThat(rows.keySet()).as("Tags of docs/metrics.md").containsExactlyInAnyOrderElementsOf(tags);
	}

	@Test
	void tellsNoValueThatDoesNotExist() {
		FOUND.forEach((name, found) -> found.tags().forEach((tag, values) -> {
			String key = name + "{" + tag + "}";
			if (name.startsWith("rtmp.") && !name.equals("rtmp.server.publish") && !name.contains(".decision")) {
				assertThat(told(PAGE.rows("tag").get(key).get(1))).as("Values of '%s' in docs/metrics.md", key)
					.containsExactlyInAnyOrderElementsOf(values);
			}
		}));
	}

	@Test
	void tellsEveryReasonOfAnEnd() {
		assertThat(told(PAGE.rows("tag").get("rtmp.server.publish{outcome}").get(1)))
			.containsExactlyInAnyOrderElementsOf(Stream.of(StopReason.values()).map(StopReason::tag).toList());
	}

	@Test
	void tellsKeysOfObservation() {
		assertThat(FOUND.get("rtmp.server.publish.decision").tags().keySet())
			.containsAll(Stream.of(LowCardinalityKeyNames.values()).map(LowCardinalityKeyNames::asString).toList());
	}

	/** Return the values in a cell, those of tables in failures.md included. */
	private static List<String> told(String cell) {
		ReferencePage failures = ReferencePage.of("failures.md");
		return ReferencePage.codes(cell)
			.stream()
			.flatMap((code) -> (Character.isUpperCase(code.charAt(0)) && !code.equals("UNKNOWN"))
					? failures.rows(code).keySet().stream() : Stream.of(code))
			.toList();
	}

	/**
	 * What is known of the meters of a name.
	 *
	 * @param kind what kind of meter it is, with its unit
	 * @param tags the values of its tags
	 */
	record Found(String kind, Map<String, Set<String>> tags) {

		static Found of(Meter.Id id) {
			String type = id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
			String unit = id.getBaseUnit();
			boolean time = id.getType() == Meter.Type.TIMER || id.getType() == Meter.Type.LONG_TASK_TIMER;
			return new Found((unit != null && !time) ? type + ", " + unit : type, new TreeMap<>());
		}

		void add(Tag tag) {
			this.tags.computeIfAbsent(tag.getKey(), (key) -> new TreeSet<>()).add(tag.getValue());
		}

	}

}
