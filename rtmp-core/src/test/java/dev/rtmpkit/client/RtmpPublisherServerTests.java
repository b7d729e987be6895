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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.Tag;
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
			assertThat(received.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).usingRecursiveFieldByFieldElementComparator()
				.isEqualTo(sent);
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

	@Test
	@Tag("RC3")
	@Tag("RC4")
	void whenServerAsksToReconnectNothingIsLost() throws Exception {
		BlockingQueue<LiveStream> streams = new LinkedBlockingQueue<>();
		BlockingQueue<List<MediaPacket>> received = new LinkedBlockingQueue<>();
		StreamHandler collector = (stream) -> {
			PacketReader reader = stream.openReader(SubscriptionOptions.lossless());
			streams.add(stream);
			List<MediaPacket> packets = new ArrayList<>();
			MediaPacket packet;
			while ((packet = reader.next()) != null) {
				packets.add(packet);
			}
			received.add(packets);
		};
		List<MediaPacket> sent = new ArrayList<>();
		List<MediaPacket> headers = packets(new Random(2)).subList(0, 3);
		try (RtmpServer first = start(collector);
				RtmpServer second = start(collector);
				RtmpPublisher publisher = RtmpPublisher.builder()
					.followReconnectRequests(true)
					.connect(uri(first, "key"))) {
			for (MediaPacket header : headers) {
				publisher.send(header);
			}
			LiveStream stream = streams.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			assertThat(stream).isNotNull();
			assertThat(stream.requestReconnect("rtmp://127.0.0.1:" + second.port() + "/live", Duration.ofMinutes(1)))
				.isTrue();
			long timestamp = 0;
			while (streams.isEmpty()) {
				MediaPacket packet = VideoPacket.parse(timestamp,
						payload(new Random(3), 500, (timestamp % 10 == 0) ? 0x17 : 0x27, 1));
				publisher.send(packet);
				sent.add(packet);
				timestamp++;
			}
			publisher.close();
			List<MediaPacket> before = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			List<MediaPacket> after = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			assertThat(before).isNotNull();
			assertThat(after).isNotNull();
			// each begins with the headers
			assertThat(after.subList(0, 3)).extracting(MediaPacket::payload)
				.isEqualTo(before.subList(0, 3).stream().map(MediaPacket::payload).toList());
			assertThat(((VideoPacket) after.get(3)).isKeyFrame()).isTrue();
			List<MediaPacket> media = new ArrayList<>(before.subList(3, before.size()));
			media.addAll(after.subList(3, after.size()));
			assertThat(media).usingRecursiveFieldByFieldElementComparator().isEqualTo(sent);
			assertThat(stream.stopReason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	@Tag("RC4")
	void whenTheNewServerCannotBeReachedTheOldOneStays() throws Exception {
		BlockingQueue<LiveStream> streams = new LinkedBlockingQueue<>();
		try (RtmpServer server = start(streams::add); RtmpServer gone = start((stream) -> {
		});
				RtmpPublisher publisher = RtmpPublisher.builder()
					.followReconnectRequests(true)
					.connect(uri(server, "key"))) {
			int port = gone.port();
			gone.close();
			LiveStream stream = streams.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			assertThat(stream).isNotNull();
			stream.requestReconnect("//127.0.0.1:" + port + "/live", Duration.ofMinutes(1));
			for (int timestamp = 0; timestamp < 2000; timestamp++) {
				publisher.send(VideoPacket.parse(timestamp, payload(new Random(3), 500, 0x17, 1)));
			}
			assertThat(publisher.isOpen()).isTrue();
			assertThat(stream.stopReason()).isNull();
		}
	}

	private static RtmpServer start(StreamHandler handler) {
		RtmpServer server = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> (request.streamKey().value().equals("key")) ? PublishDecision.acceptKeyAsName()
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
				Amf0Encoder.encode(new AmfString("onMetaData"), AmfObject.builder().put("width", 1920).build())));
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
