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

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.media.VideoConfiguration;
import dev.rtmpkit.media.VideoTrack;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.spring.boot.context.RtmpPublishContinuedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishInterruptedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishRejectedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpRecordingCompletedEvent;
import dev.rtmpkit.spring.boot.context.RtmpRecordingFailedEvent;
import dev.rtmpkit.spring.boot.context.RtmpServerStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpServerStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpStreamMetadataEvent;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamStatistics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes each event to JSON, as an application of Spring Boot does, and keeps the
 * examples of {@code docs/events.md} in step.
 */
@Tag("E2")
class EventJsonTests {

	private static final Instant START = Instant.parse("2026-11-28T09:30:00.125Z");

	private static final Instant TIME = Instant.parse("2026-11-28T09:42:07.5Z");

	private static final Duration DURATION = Duration.ofMillis(727_375);

	private static final JsonMapper MAPPER = mapper();

	private static final Map<String, JsonNode> EXAMPLES = examples();

	@Test
	void everyEventHasAnExampleAndNothingElse() {
		assertThat(events()).extracting((event) -> event.getClass().getSimpleName())
			.as("Events that are written here")
			.containsExactlyInAnyOrderElementsOf(EventReferenceTests.types()
				.filter((type) -> !type.isInterface())
				.<String>map(Class::getSimpleName)
				.toList());
		assertThat(EXAMPLES.keySet()).as("Examples of docs/events.md")
			.containsExactlyInAnyOrderElementsOf(events().map((event) -> event.getClass().getSimpleName()).toList());
	}

	@ParameterizedTest
	@MethodSource("events")
	void isWrittenAsThePageSays(Object event) {
		String json = MAPPER.writeValueAsString(event);
		assertThat(MAPPER.readTree(json)).as("JSON of %s: %s", event, json)
			.isEqualTo(EXAMPLES.get(event.getClass().getSimpleName()));
	}

	@ParameterizedTest
	@MethodSource("events")
	void canBeReadAgain(Object event) {
		String json = MAPPER.writeValueAsString(event);
		Object read = MAPPER.readValue(json, event.getClass());
		assertThat(read).hasToString(event.toString());
		assertThat(MAPPER.writeValueAsString(read)).isEqualTo(json);
	}

	private static JsonMapper mapper() {
		try (var context = new AnnotationConfigApplicationContext(JacksonAutoConfiguration.class)) {
			return context.getBean(JsonMapper.class);
		}
	}

	private static Map<String, JsonNode> examples() {
		Map<String, JsonNode> examples = new LinkedHashMap<>();
		for (String block : ReferencePage.of("events.md").blocks("json")) {
			JsonNode example = MAPPER.readTree(block);
			assertThat(examples.put(example.get("type").asString(), example)).as("Second example of %s", example)
				.isNull();
		}
		return examples;
	}

	static Stream<Object> events() {
		InetSocketAddress address = new InetSocketAddress("192.0.2.1", 1935);
		InetSocketAddress encrypted = new InetSocketAddress("192.0.2.1", 1936);
		InetSocketAddress encoder = new InetSocketAddress("198.51.100.7", 51234);
		PublisherInfo publisher = new PublisherInfo("6f1c2a9e-12", "live", encoder, "FMLE/3.0 (compatible; FMSc/1.0)",
				false, START, Map.of("tenant", 7));
		PublisherInfo back = new PublisherInfo("6f1c2a9e-12", "live", new InetSocketAddress("203.0.113.20", 40112),
				"FMLE/3.0 (compatible; FMSc/1.0)", false, START, Map.of("tenant", 7));
		Path file = Path.of("/var/recordings/studio-20261128T093000.125Z.flv");
		return Stream.of(new RtmpServerStartedEvent(address, encrypted, START),
				new RtmpServerStoppedEvent(address, encrypted, TIME),
				new RtmpPublishStartedEvent("studio", publisher, START),
				new RtmpPublishRejectedEvent("6f1c2a9e-13", "live", encoder, TIME, RejectReason.DENIED,
						"Unknown stream key"),
				new RtmpStreamMetadataEvent("studio", publisher, TIME,
						new RtmpStreamMetadataEvent.Metadata(1920, 1080, 29.97, 6000.0, 160.0, 48_000, 2)),
				new RtmpPublishInterruptedEvent("studio", publisher, TIME, StopReason.CONNECTION_LOST),
				new RtmpPublishContinuedEvent("studio", back, TIME),
				new RtmpPublishStoppedEvent("studio", back, TIME, StopReason.UNPUBLISHED, DURATION, statistics()),
				new RtmpRecordingCompletedEvent("studio", back, TIME, file, 559_871_234, DURATION),
				new RtmpRecordingFailedEvent("studio", back, TIME, file, 559_871_234, DURATION,
						new RtmpRecordingFailedEvent.Failure("java.io.IOException", "No space left on device")));
	}

	private static StreamStatistics statistics() {
		return new StreamStatistics(
				new StreamStatistics.Audio(34_096, 14_547_500,
						List.of(new AudioTrack(0, AudioCodec.AAC, new AudioConfiguration(48_000, 2, "LC"))), 160_000),
				new StreamStatistics.Video(21_800, 545_323_000, 364,
						List.of(new VideoTrack(0, VideoCodec.AVC,
								new VideoConfiguration(1920, 1080, "High", "4.0", 29.97, 8))),
						29.97, 6_000_000),
				new StreamStatistics.Data(1, 420), 727_360, TIME.minusMillis(15), 1);
	}

}
