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

package dev.rtmpkit.server;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.message.AggregateMessage;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.stream.GopCaching;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamSettings;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Media as encoders in the field send it arrives as it was sent, and costs nobody a
 * session.
 */
class OddMediaTests {

	private static final StreamSettings CACHING = StreamSettings.DEFAULT.gopCaching(GopCaching.ALWAYS);

	private static final String CONFIGURATION = "17 00 00 00 00 01 64 00 1F FF E0 00";

	private static final String KEY_FRAME = "17 01 00 00 00 00 00 00 01 65";

	private static final String FRAME = "27 01 00 00 00 00 00 00 01 41";

	private static final String AAC_CONFIGURATION = "AF 00 12 10";

	private static final String AAC_FRAME = "AF 01 21 10";

	@Test
	@Tag("AV8")
	@Tag("AV3")
	@Tag("AV2")
	void whenMessagesAreEmptyOrHoldNothingTheyPassAsTheyAre() {
		assertThat(delivered((client) -> {
			video(client, 0, CONFIGURATION, KEY_FRAME);
			video(client, 40, "27 01 00 00 00 // no NALU", "27 01 00 00 00 00 00 00 00 // an empty one", "27", "");
			audio(client, 40, "", "AF", "AF 00", AAC_CONFIGURATION, AAC_FRAME, AAC_CONFIGURATION);
			video(client, 80, FRAME);
		})).containsExactly("0: " + CONFIGURATION, "0: " + KEY_FRAME, "40: 27 01 00 00 00",
				"40: 27 01 00 00 00 00 00 00 00", "40: 27", "40: ", "40: ", "40: AF", "40: AF 00",
				"40: " + AAC_CONFIGURATION, "40: " + AAC_FRAME, "40: " + AAC_CONFIGURATION, "80: " + FRAME);
	}

	@Test
	@Tag("AV8")
	void whenTimestampsStandStillEveryPacketPasses() {
		assertThat(delivered((client) -> {
			for (int i = 0; i < 50; i++) {
				video(client, 1234, (i % 10 == 0) ? KEY_FRAME : FRAME);
				audio(client, 1234, AAC_FRAME);
			}
		})).hasSize(100).allMatch((packet) -> packet.startsWith("1234: "));
	}

	@Test
	@Tag("AV8")
	void whenConfigurationComesAfterMediaLateSubscribersGetIt() throws Exception {
		try (TestServer server = new TestServer((builder) -> builder.streams(CACHING));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			audio(client, 0, AAC_FRAME);
			video(client, 0, KEY_FRAME, FRAME);
			video(client, 80, CONFIGURATION);
			audio(client, 80, AAC_CONFIGURATION, "AF 00 // a later, empty one changes nothing");
			video(client, 120, KEY_FRAME);
			assertThat(late(stream, 7, 3)).containsExactly("80: " + CONFIGURATION, "80: " + AAC_CONFIGURATION,
					"120: " + KEY_FRAME);
			client.deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	@Tag("AV8")
	void whenOnlyOneOfTheTracksArrivesLiveSubscribersGetThatOne() throws Exception {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			client.send(new DataMessage(1, 0, false, Amf0Encoder.encode(new AmfString("onMetaData"),
					AmfObject.builder().put("videocodecid", 7).put("audiocodecid", 10).build())));
			audio(client, 0, AAC_CONFIGURATION, AAC_FRAME);
			try (PacketReader reader = stream.openReader(SubscriptionOptions.live())) {
				// the headers show that the subscription has begun
				List<String> packets = new ArrayList<>();
				while (!packets.contains("0: " + AAC_CONFIGURATION)) {
					packets.add(text(reader.next()));
				}
				audio(client, 23, AAC_FRAME, AAC_FRAME);
				while (!packets.contains("23: " + AAC_FRAME)) {
					packets.add(text(reader.next()));
				}
			}
		}
	}

	@Test
	@Tag("NS5")
	@Tag("M5")
	void whenMediaComesBeforeTheDecisionItsConfigurationIsKept() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		try (TestServer server = new TestServer((builder) -> builder.streams(CACHING).validator((request) -> {
			release.await();
			return PublishDecision.acceptKeyAsName();
		})); RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
			video(client, 0, CONFIGURATION);
			audio(client, 0, AAC_CONFIGURATION, AAC_FRAME);
			video(client, 0, KEY_FRAME);
			release.countDown();
			LiveStream stream = server.await(Started.class).stream();
			assertThat(late(stream, 4, 3)).containsExactly("0: " + CONFIGURATION, "0: " + AAC_CONFIGURATION,
					"0: " + KEY_FRAME);
		}
	}

	@Test
	@Tag("AG1")
	void whenMediaComesInAggregatesItIsTakenApart() {
		assertThat(delivered((client) -> client.send(aggregate(5000, """
				08 000004 0003E8 00 000007 AF 00 12 10                0000000F // audio at 1000, stream 7
				09 00000A 0003FC 00 000000 17 01 00 00 00 00 00 00 01 65 00000015 // video at 1020
				"""), aggregate(6000, "08 000004 000064 00 000000 AF 01 21 10 0000000F"))))
			.containsExactly("5000: " + AAC_CONFIGURATION, "5020: " + KEY_FRAME, "6000: " + AAC_FRAME);
	}

	private static AggregateMessage aggregate(long timestamp, String hex) {
		return new AggregateMessage(1, timestamp, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static void audio(RawRtmpClient client, long timestamp, String... payloads) {
		for (String payload : payloads) {
			client.audio(timestamp, Hex.bytes(payload));
		}
	}

	private static void video(RawRtmpClient client, long timestamp, String... payloads) {
		for (String payload : payloads) {
			client.video(timestamp, Hex.bytes(payload));
		}
	}

	/**
	 * Publish and return what a handler gets.
	 */
	private static List<String> delivered(Consumer<RawRtmpClient> publisher) {
		List<String> packets = Collections.synchronizedList(new ArrayList<>());
		try (TestServer server = new TestServer((builder) -> builder.handler(
				(stream) -> stream.subscribe(SubscriptionOptions.lossless(), (packet) -> packets.add(text(packet)))));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			publisher.accept(client);
			client.deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
		return packets;
	}

	/**
	 * Subscribe when so many packets have come, and return the first few.
	 */
	private static List<String> late(LiveStream stream, int published, int count) throws InterruptedException {
		while (stream.statistics().packets() < published) {
			Thread.onSpinWait();
		}
		List<String> packets = new ArrayList<>();
		try (PacketReader reader = stream.openReader(SubscriptionOptions.live())) {
			while (packets.size() < count) {
				packets.add(text(reader.next()));
			}
		}
		return packets;
	}

	private static String text(MediaPacket packet) {
		byte[] bytes = new byte[packet.size()];
		packet.payload().get(bytes);
		return packet.timestamp() + ": " + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
	}

}
