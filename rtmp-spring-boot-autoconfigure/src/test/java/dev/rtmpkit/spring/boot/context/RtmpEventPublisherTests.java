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

package dev.rtmpkit.spring.boot.context;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.StreamKey;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamStatistics;
import dev.rtmpkit.testkit.LogsFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class RtmpEventPublisherTests {

	private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 5000);

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant TIME = START.plusSeconds(1);

	private final List<Object> events = new ArrayList<>();

	private final RtmpEventPublisher publisher = new RtmpEventPublisher(this.events::add);

	private final LiveStream stream = mock(LiveStream.class);

	private final PublishEvent event = happened("live");

	@BeforeEach
	void describeStream() {
		given(this.stream.name()).willReturn("demo");
	}

	private PublishEvent happened(String app) {
		return new PublishEvent(this.stream,
				new PublisherInfo("s-1", app, ADDRESS, "encoder", false, START, Map.of("tenant", 7)), TIME);
	}

	@Test
	void publishesStarted() {
		this.publisher.publishStarted(this.event);
		assertThat(this.events).containsExactly(new RtmpPublishStartedEvent("demo", this.event.publisher(), TIME));
	}

	@Test
	void publishesMetadata() {
		StreamMetadata metadata = StreamMetadata.of(AmfObject.builder()
			.put("width", 1280)
			.put("framerate", 29.97)
			.put("stereo", true)
			.put("title", "in the words of the encoder")
			.build());
		this.publisher.metadataReceived(this.event, metadata);
		assertThat(this.events).singleElement().isInstanceOfSatisfying(RtmpStreamMetadataEvent.class, (event) -> {
			assertIdentity(event);
			assertThat(event.metadata())
				.isEqualTo(new RtmpStreamMetadataEvent.Metadata(1280, null, 29.97, null, null, null, 2));
		});
	}

	@Test
	void publishesStopped() {
		StreamStatistics statistics = new StreamStatistics(new StreamStatistics.Audio(5, 50, List.of(), 0),
				new StreamStatistics.Video(7, 700, 1, List.of(), 0, 0), new StreamStatistics.Data(1, 10), 0, null, 0);
		given(this.stream.statistics()).willReturn(statistics);
		this.publisher.publishStopped(this.event, StopReason.IDLE, Duration.ofSeconds(3));
		assertThat(this.events).singleElement().isInstanceOfSatisfying(RtmpPublishStoppedEvent.class, (event) -> {
			assertIdentity(event);
			assertThat(event.reason()).isEqualTo(StopReason.IDLE);
			assertThat(event.duration()).isEqualTo(Duration.ofSeconds(3));
			assertThat(event.statistics()).isEqualTo(statistics);
			assertThat(event.bytes()).isEqualTo(760);
			assertThat(event.frames()).isEqualTo(12);
		});
	}

	@Test
	@Tag("L2")
	void textsOfEventsShowTheFirstSegmentOfTheApplicationOnly() {
		PublishEvent happened = happened("live/s3cret");
		this.publisher.publishStarted(happened);
		this.publisher.metadataReceived(happened, StreamMetadata.of(AmfObject.builder().build()));
		this.publisher.publishInterrupted(happened, StopReason.CONNECTION_LOST);
		this.publisher.publishContinued(happened);
		this.publisher.publishStopped(happened, StopReason.IDLE, Duration.ofSeconds(3));
		assertThat(this.events).hasSize(5)
			.allSatisfy((event) -> assertThat(event.toString()).startsWith(event.getClass().getSimpleName()
					+ "[sessionId=s-1, streamName=demo, app=live/***, " + "remoteAddress=127.0.0.1:5000, time="));
	}

	@Test
	void publishesInterrupted() {
		this.publisher.publishInterrupted(this.event, StopReason.CONNECTION_LOST);
		assertThat(this.events).singleElement().isInstanceOfSatisfying(RtmpPublishInterruptedEvent.class, (event) -> {
			assertIdentity(event);
			assertThat(event.reason()).isEqualTo(StopReason.CONNECTION_LOST);
		});
	}

	@Test
	void publishesContinued() {
		this.publisher.publishContinued(this.event);
		assertThat(this.events).singleElement()
			.isInstanceOfSatisfying(RtmpPublishContinuedEvent.class, RtmpEventPublisherTests::assertIdentity);
	}

	@Test
	void publishesRejectedWithoutKey() {
		PublishRequest request = new PublishRequest("live", StreamKey.of("top-secret"),
				Map.of("token", "another-secret"), PublishType.LIVE, new ClientInfo("c-1", ADDRESS, false, "encoder",
						"rtmp://localhost/live?token=another-secret", Capabilities.NONE, null));
		this.publisher.publishRejected(request, RejectReason.DENIED, "Unknown stream key", TIME);
		assertThat(this.events).singleElement().isInstanceOfSatisfying(RtmpPublishRejectedEvent.class, (event) -> {
			assertThat(event.connectionId()).isEqualTo("c-1");
			assertThat(event.app()).isEqualTo("live");
			assertThat(event.remoteAddress()).isEqualTo(ADDRESS);
			assertThat(event.reason()).isEqualTo(RejectReason.DENIED);
			assertThat(event.message()).isEqualTo("Unknown stream key");
			assertThat(event.time()).isEqualTo(TIME);
			assertThat(event.toString()).doesNotContain("secret");
		});
	}

	@Test
	@LogsFailure(IllegalStateException.class)
	void whenListenerThrowsLogsAndGoesOn(CapturedOutput output) {
		RtmpEventPublisher failing = new RtmpEventPublisher((event) -> {
			throw new IllegalStateException("on purpose");
		});
		assertThatNoException().isThrownBy(() -> failing.publishStarted(this.event));
		assertThat(output).contains("A listener of RtmpPublishStartedEvent failed").contains("on purpose");
	}

	private static void assertIdentity(RtmpStreamEvent event) {
		assertThat(event.sessionId()).isEqualTo("s-1");
		assertThat(event.streamName()).isEqualTo("demo");
		assertThat(event.app()).isEqualTo("live");
		assertThat(event.remoteAddress()).isEqualTo(ADDRESS);
		assertThat(event.time()).isEqualTo(TIME);
		assertThat(event.publisher().attributes()).isEqualTo(Map.of("tenant", 7));
	}

}
