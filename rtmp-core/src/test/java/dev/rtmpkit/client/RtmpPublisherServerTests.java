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

package dev.rtmpkit.client;

import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.amf.Amf0Encoder;
import dev.rtmpkit.amf.AmfLimits;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.session.PublishDecision;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RtmpPublisher} with our own server.
 */
class RtmpPublisherServerTests {

	private static final long TIMEOUT_SECONDS = 20;

	@Test
	void whatIsSentIsWhatTheHandlerGets() throws Exception {
		CompletableFuture<List<MediaPacket>> received = new CompletableFuture<>();
		CompletableFuture<StopReason> stopped = new CompletableFuture<>();
		List<MediaPacket> sent = packets(new Random(1));
		try (RtmpServer server = start((stream) -> {
			List<MediaPacket> packets = new ArrayList<>();
			PacketReader reader = stream.openReader(SubscriptionOptions.lossless());
			MediaPacket packet;
			while ((packet = reader.next()) != null) {
				packets.add(packet);
			}
			received.complete(packets);
			stopped.complete(stream.stopReason());
		})) {
			try (RtmpPublisher publisher = RtmpPublisher.connect(uri(server, "key"))) {
				for (MediaPacket packet : sent) {
					publisher.send(packet);
				}
			}
			assertThat(received.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isEqualTo(sent);
			assertThat(stopped.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	void whenServerRejectsTellsWhy() {
		try (RtmpServer server = start((stream) -> {
		})) {
			assertThatExceptionOfType(PublishRefusedException.class)
				.isThrownBy(() -> RtmpPublisher.connect(uri(server, "wrong")))
				.satisfies((ex) -> assertThat(ex.code()).startsWith("NetStream.Publish."))
				.satisfies((ex) -> assertThat(ex.description()).contains("Not this one"));
		}
	}

	private static RtmpServer start(StreamHandler handler) {
		RtmpServer server = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> (request.streamKey().value().equals("key")) ? PublishDecision.accept()
					: PublishDecision.reject("Not this one"))
			.handler(handler)
			.build();
		server.start();
		return server;
	}

	private static URI uri(RtmpServer server, String key) {
		return URI.create("rtmp://127.0.0.1:" + server.port() + "/live/" + key);
	}

	/**
	 * Packets of all kinds and sizes, with time that stands still, jumps and needs
	 * extended timestamps.
	 */
	private static List<MediaPacket> packets(Random random) {
		List<MediaPacket> packets = new ArrayList<>();
		packets.add(DataPacket.parse(0,
				Amf0Encoder.encode(new AmfString("onMetaData"), AmfObject.builder().put("width", 1920).build()),
				AmfLimits.DATA));
		packets.add(VideoPacket.parse(0, payload(random, 40, 0x17, 0)));
		packets.add(AudioPacket.parse(0, payload(random, 4, 0xAF, 0)));
		long timestamp = 0;
		for (int i = 0; i < 300; i++) {
			timestamp += (i == 100) ? 0xFFFFF0 : random.nextInt(3) * 20;
			packets.add(VideoPacket.parse(timestamp, payload(random, 5 + random.nextInt(20_000), 0x27, 1)));
			packets.add(AudioPacket.parse(timestamp, payload(random, 200, 0xAF, 1)));
		}
		return packets;
	}

	private static ByteBuffer payload(Random random, int size, int first, int second) {
		byte[] payload = new byte[size];
		random.nextBytes(payload);
		payload[0] = (byte) first;
		payload[1] = (byte) second;
		return ByteBuffer.wrap(payload);
	}

}
