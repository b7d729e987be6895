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
import java.util.Optional;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DemoStream}.
 */
@SampleTest
@TestPropertySource(properties = { "sample.demo-stream=true", "rtmp.recording.enabled=false" })
class DemoStreamTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Autowired
	private DemoStream demo;

	@Autowired
	private RtmpServer server;

	@Autowired
	private EventRecorder events;

	@Test
	void whenItIsStoppedEndsAsEncodersDo() {
		LiveStream stream = live(null);
		Awaitility.await().atMost(TIMEOUT).until(() -> stream.statistics().video().frameRate() > 0);
		assertThat(stream.statistics().video().frameRate()).isBetween(14.0, 16.0);
		assertThat(stream.statistics().audio().packets()).isPositive();
		assertThat(stream.metadata()).isNotNull();
		this.demo.stop();
		assertThat(stopReason(stream)).isEqualTo(StopReason.UNPUBLISHED);
		this.demo.start();
		live(stream);
	}

	@Test
	void whenItIsDisconnectedComesBack() {
		LiveStream stream = live(null);
		assertThat(this.server.disconnect(stream.publisher().sessionId())).isTrue();
		assertThat(stopReason(stream)).isEqualTo(StopReason.DISCONNECTED);
		live(stream);
	}

	private LiveStream live(LiveStream previous) {
		return Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> this.server.stream("demo"), (stream) -> stream != null && stream != previous);
	}

	private StopReason stopReason(LiveStream stream) {
		return Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> this.events.events(RtmpPublishStoppedEvent.class)
				.stream()
				.filter((event) -> event.sessionId().equals(stream.publisher().sessionId()))
				.findFirst(), Optional::isPresent)
			.orElseThrow()
			.reason();
	}

}
