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

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.PublisherInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KeyFrameMonitor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeyFrameMonitorTests {

	private static final String KEY_FRAME = "17 01 000000 FF";

	private static final String INTER_FRAME = "27 01 000000 FF";

	private static final String SEQUENCE_HEADER = "17 00 000000 FF";

	private final KeyFrameMonitor monitor = new KeyFrameMonitor();

	private final LiveStream stream = mock();

	private PacketConsumer consumer;

	@BeforeEach
	void subscribe() {
		given(this.stream.name()).willReturn("demo");
		given(this.stream.publisher()).willReturn(new PublisherInfo("1", "live",
				InetSocketAddress.createUnresolved("encoder", 1), null, false, Instant.EPOCH, Map.of()));
		this.monitor.handle(this.stream);
		ArgumentCaptor<PacketConsumer> captor = ArgumentCaptor.captor();
		then(this.stream).should().subscribe(any(), captor.capture());
		this.consumer = captor.getValue();
	}

	@Test
	void whenTwoKeyFramesHavePassedIntervalIsKnown(CapturedOutput output) throws Exception {
		send(0, SEQUENCE_HEADER);
		send(40, KEY_FRAME);
		assertThat(this.monitor.interval(this.stream)).isNull();
		send(1000, INTER_FRAME);
		send(2040, KEY_FRAME);
		assertThat(this.monitor.interval(this.stream)).isEqualTo(Duration.ofSeconds(2));
		assertThat(output).isEmpty();
	}

	@Test
	void whenKeyFramesAreFarApartWarnsOnce(CapturedOutput output) throws Exception {
		send(0, KEY_FRAME);
		send(8000, KEY_FRAME);
		send(16000, KEY_FRAME);
		assertThat(output.getOut().lines()).singleElement().asString().contains("WARN", "demo: 8000 ms");
	}

	@Test
	void whenStreamEndsForgetsIt() throws Exception {
		send(0, KEY_FRAME);
		send(2000, KEY_FRAME);
		this.consumer.onEnd(null);
		assertThat(this.monitor.interval(this.stream)).isNull();
	}

	private void send(long timestamp, String hex) throws Exception {
		byte[] payload = HexFormat.of().parseHex(hex.replace(" ", ""));
		this.consumer.onPacket(VideoPacket.parse(timestamp, ByteBuffer.wrap(payload)));
	}

}
