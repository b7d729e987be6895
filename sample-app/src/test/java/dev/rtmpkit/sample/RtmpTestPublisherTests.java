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

import java.time.Duration;

import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.spring.boot.context.RtmpPublishRejectedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerPort;
import dev.rtmpkit.spring.boot.test.RtmpTestPublisher;
import dev.rtmpkit.stream.StopReason;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests as users write them, without an encoder: {@code docs/testing.md} shows one.
 */
@SampleTest
@TestPropertySource(properties = "rtmp.recording.enabled=false")
class RtmpTestPublisherTests {

	@Autowired
	private EventRecorder events;

	@LocalRtmpServerPort
	private int port;

	@BeforeEach
	void forgetEvents() {
		this.events.clear();
	}

	@Test
	void whenKeyIsKnownStreamIsPublished() {
		try (RtmpTestPublisher publisher = RtmpTestPublisher.publish(this.port, "live/demo-key")) {
			publisher.send(Duration.ofSeconds(2));
		}
		RtmpPublishStoppedEvent stopped = await(RtmpPublishStoppedEvent.class);
		assertThat(stopped.streamName()).isEqualTo("demo");
		assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
		assertThat(stopped.statistics().video().keyFrames()).isEqualTo(2);
	}

	@Test
	void whenKeyIsUnknownStreamIsRefused() {
		assertThat(RtmpTestPublisher.assertRefused(this.port, "live/guessed").description())
			.isEqualTo("Unknown stream key");
		assertThat(await(RtmpPublishRejectedEvent.class).reason()).isEqualTo(RejectReason.DENIED);
	}

	private <T> T await(Class<T> type) {
		Awaitility.await().until(() -> !this.events.events(type).isEmpty());
		return this.events.events(type).get(0);
	}

}
