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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.HandshakeOutcome;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerPort;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamState;
import dev.rtmpkit.testkit.PlantedKey;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus reads of the application while it is published to, and what the
 * dashboard in the documentation makes of it.
 */
@SampleTest
class MetricsTests {

	private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");

	private static final Pattern SELECTOR = Pattern.compile("(\\w+)\\{instance=~\"\\$instance\"}");

	private static final Pattern METRIC = Pattern.compile("\\b(?:rtmp|netty)_\\w+");

	private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}|by \\(([\\w, ]+)\\)");

	@TempDir
	private static Path recordings;

	@LocalRtmpServerPort
	private int rtmpPort;

	@LocalServerPort
	private int webPort;

	private RawRtmpClient publisher;

	@DynamicPropertySource
	static void recordToTemporaryDirectory(DynamicPropertyRegistry registry) {
		registry.add("rtmp.recording.directory", () -> recordings);
	}

	@BeforeEach
	void publish() {
		RawRtmpClient.publishing(this.rtmpPort, "live", "demo-key").deleteStream(1).close();
		try (RawRtmpClient stranger = RawRtmpClient.connected(this.rtmpPort, "live/" + PlantedKey.KEY)) {
			stranger.publish(1, PlantedKey.KEY).awaitStatus("NetStream.Publish.Denied");
		}
		Awaitility.await().until(() -> scrape().names().contains("rtmp_server_publish_seconds_count"));
		this.publisher = RawRtmpClient.publishing(this.rtmpPort, "live", "demo-key");
		this.publisher.video(0, new byte[] { 0x17, 1, 0, 0, 0, 1 });
	}

	@AfterEach
	void leave() {
		this.publisher.close();
	}

	@Test
	void whileEncoderPublishesNamesAndUnitsAreThoseOfPrometheus() {
		assertThat(scrape().types()).contains(
				Map.entry("rtmp_server_connections_accepted_connections_total", "counter"),
				Map.entry("rtmp_server_connections_active_connections", "gauge"),
				Map.entry("rtmp_server_connections_rejected_connections_total", "counter"),
				Map.entry("rtmp_server_data_received_bytes_total", "counter"),
				Map.entry("rtmp_server_errors_connections_total", "counter"),
				Map.entry("rtmp_server_handshake_seconds", "summary"),
				Map.entry("rtmp_server_publish_seconds", "summary"),
				Map.entry("rtmp_server_publish_active_seconds", "summary"),
				Map.entry("rtmp_server_publish_decision_seconds", "summary"),
				Map.entry("rtmp_server_publish_rejected_publishers_total", "counter"),
				Map.entry("rtmp_server_publishers_active_publishers", "gauge"),
				Map.entry("rtmp_server_streams", "gauge"), Map.entry("rtmp_server_subscriptions_queued_bytes", "gauge"),
				Map.entry("rtmp_server_subscriptions_stalled_subscriptions_total", "counter"),
				Map.entry("rtmp_server_packets_dropped_packets_total", "counter"),
				Map.entry("rtmp_recordings_active_recordings", "gauge"),
				Map.entry("rtmp_recordings_ended_recordings_total", "counter"),
				Map.entry("rtmp_server_io_tasks_pending", "gauge"), Map.entry("netty_allocator_memory_used", "gauge"));
	}

	@Test
	void whileEncoderPublishesItCounts() {
		Awaitility.await().untilAsserted(() -> {
			Scrape scrape = scrape();
			assertThat(scrape.value("rtmp_server_publishers_active_publishers", Map.of())).isEqualTo(1);
			assertThat(scrape.value("rtmp_server_publish_active_seconds_count", Map.of())).isEqualTo(1);
			assertThat(scrape.value("rtmp_server_data_received_bytes_total", Map.of("media", "video"))).isPositive();
			assertThat(scrape.value("rtmp_server_publish_seconds_count", Map.of("outcome", "unpublished")))
				.isPositive();
			assertThat(scrape.value("rtmp_server_publish_rejected_publishers_total", Map.of("reason", "denied")))
				.isPositive();
			assertThat(scrape.value("rtmp_server_publish_decision_seconds_count", Map.of("outcome", "denied")))
				.isPositive();
			assertThat(scrape.value("rtmp_server_handshake_seconds_count", Map.of("outcome", "completed")))
				.isGreaterThanOrEqualTo(3);
			assertThat(scrape.value("rtmp_server_handshake_seconds_sum", Map.of("outcome", "completed"))).isPositive();
		});
	}

	@Test
	void whileEncoderPublishesEveryTagIsOneOfAClosedSet() {
		Scrape scrape = scrape();
		assertThat(scrape.samples().stream().filter((sample) -> sample.name().startsWith("rtmp_"))).isNotEmpty()
			.allSatisfy((sample) -> assertThat(sample.labels().keySet()).isSubsetOf("reason", "media", "outcome",
					"state", "mode", "action", "app", "error"));
		assertThat(scrape.labels("rtmp_server_connections_rejected_connections_total", "reason"))
			.isEqualTo(tags(ConnectionRejection.values(), ConnectionRejection::tag));
		assertThat(scrape.labels("rtmp_server_publish_rejected_publishers_total", "reason"))
			.isEqualTo(tags(RejectReason.values(), RejectReason::tag));
		Set<String> errors = new HashSet<>(tags(ProtocolError.values(), ProtocolError::tag));
		errors.addAll(tags(Deadline.values(), Deadline::tag));
		assertThat(scrape.labels("rtmp_server_errors_connections_total", "reason")).isEqualTo(errors);
		assertThat(scrape.labels("rtmp_server_streams", "state"))
			.isEqualTo(tags(StreamState.values(), StreamState::tag).stream()
				.filter((tag) -> !tag.equals("ended"))
				.collect(Collectors.toSet()));
		assertThat(scrape.labels("rtmp_server_subscriptions_queued_bytes", "mode"))
			.containsExactlyInAnyOrder("lossless", "live");
		assertThat(scrape.labels("rtmp_server_subscriptions_stalled_subscriptions_total", "action"))
			.containsExactlyInAnyOrder("close_subscription", "stop_publisher");
		assertThat(scrape.labels("rtmp_recordings_ended_recordings_total", "outcome"))
			.containsExactlyInAnyOrder("completed", "failed");
		assertThat(scrape.labels("rtmp_server_data_received_bytes_total", "media")).containsExactlyInAnyOrder("audio",
				"video", "data", "control");
		assertThat(scrape.labels("rtmp_server_handshake_seconds_count", "outcome"))
			.isEqualTo(tags(HandshakeOutcome.values(), HandshakeOutcome::tag));
		assertThat(scrape.labels("rtmp_server_publish_seconds_count", "outcome"))
			.isSubsetOf(tags(StopReason.values(), StopReason::tag));
		assertThat(scrape.labels("rtmp_server_publish_decision_seconds_count", "outcome"))
			.containsExactlyInAnyOrder("accepted", "denied");
		assertThat(scrape.labels("rtmp_server_publish_decision_seconds_count", "app")).containsExactly("UNKNOWN");
		assertThat(scrape.labels("rtmp_server_publish_decision_seconds_count", "error")).containsExactly("none");
	}

	@Test
	void whileEncoderPublishesNoKeyIsShown() {
		String text = scrape().text();
		PlantedKey.assertAbsent("Prometheus", text);
		assertThat(text).doesNotContain("demo-key");
	}

	@Test
	void whateverDashboardAsksForIsThere() throws IOException {
		Scrape scrape = scrape();
		List<Map<String, String>> targets = dashboard().read("$.panels[*].targets[*]");
		assertThat(targets).hasSizeGreaterThan(10).allSatisfy((target) -> {
			String expression = target.get("expr");
			Set<String> names = matches(SELECTOR, expression).collect(Collectors.toSet());
			assertThat(names).as(expression).isNotEmpty().isSubsetOf(scrape.names());
			assertThat(matches(METRIC, expression)).as("all of them for the chosen instance").isSubsetOf(names);
			Set<String> labels = matches(LABEL, expression + " " + target.get("legendFormat"))
				.flatMap((label) -> Arrays.stream(label.split(", ")))
				.filter((label) -> !label.equals("instance"))
				.collect(Collectors.toSet());
			for (String name : names) {
				for (String label : labels) {
					assertThat(scrape.labels(name, label)).as(name + " by " + label).doesNotContain("null");
				}
			}
		});
		List<String> variables = dashboard().read("$.templating.list[*].definition");
		assertThat(variables).hasSize(1)
			.allSatisfy((variable) -> assertThat(matches(METRIC, variable)).isNotEmpty().isSubsetOf(scrape.names()));
	}

	@Test
	void dashboardCanBeImported() throws IOException {
		DocumentContext dashboard = dashboard();
		assertThat(dashboard.<List<String>>read("$.__inputs[*].name")).containsExactly("DS_PROMETHEUS");
		assertThat(dashboard.<List<String>>read("$..datasource.uid")).isNotEmpty().allMatch("${DS_PROMETHEUS}"::equals);
		assertThat(dashboard.<Integer>read("$.schemaVersion")).isGreaterThanOrEqualTo(36);
		assertThat(dashboard.<Object>read("$.id")).isNull();
		List<Integer> ids = dashboard.read("$.panels[*].id");
		assertThat(ids).doesNotHaveDuplicates();
		List<String> titles = dashboard.read("$.panels[*].title");
		assertThat(titles).contains("Publishers", "Connections", "Connections rejected by reason",
				"Publishes refused by reason", "Data rate by media", "Publish decision latency", "Handshake latency",
				"Errors by reason", "I/O tasks pending", "Streams by state", "Queued for consumers",
				"Packets dropped, subscriptions stalled", "Recordings");
	}

	private Scrape scrape() {
		return Scrape.of(new Web(this.webPort).get("/actuator/prometheus").body());
	}

	private static DocumentContext dashboard() throws IOException {
		return JsonPath.parse(Files.readString(DASHBOARD));
	}

	private static Stream<String> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((match) -> {
			for (int i = 1; i <= match.groupCount(); i++) {
				if (match.group(i) != null) {
					return match.group(i);
				}
			}
			return match.group();
		});
	}

	private static <E> Set<String> tags(E[] values, Function<E, String> tag) {
		return Arrays.stream(values).map(tag).collect(Collectors.toSet());
	}

}
