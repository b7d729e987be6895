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
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.rtmpkit.amf.AmfByteArray;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Metadata;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Data messages reach handlers with name and values, and late subscribers if they are set
 * to stay.
 */
class DataTests {

	private static final AmfString SET = new AmfString("@setDataFrame");

	private static final AmfString CLEAR = new AmfString("@clearDataFrame");

	@ParameterizedTest
	@MethodSource
	@Tag("DM5")
	void handlersGetNameAndValues(String name, List<AmfValue> values) {
		List<AmfValue> body = new ArrayList<>(List.of(new AmfString(name)));
		body.addAll(values);
		assertThat(delivered(Amf0Encoder.encode(body))).usingRecursiveFieldByFieldElementComparator()
			.containsExactly(DataPacket.of(1234, name, values.toArray(AmfValue[]::new)));
	}

	@Test
	@Tag("DM5")
	void imageDataIsAnArrayOfBytes() {
		String body = """
				02 000B 6F6E496D61676544617461 // onImageData
				03 0007 747261636B6964 00 3FF0000000000000 // trackid: 1
				   0004 64617461 11 0C 09 89504E47 // data: AMF3, byte array of 4
				   000009
				""";
		assertThat(delivered(ByteBuffer.wrap(Hex.bytes(body)))).singleElement()
			.isInstanceOfSatisfying(DataPacket.class, (packet) -> {
				assertThat(packet.name()).isEqualTo("onImageData");
				assertThat(packet.payload()).isEqualTo(ByteBuffer.wrap(Hex.bytes(body)));
				assertThat(packet.values()).containsExactly(AmfObject.builder()
					.put("trackid", 1)
					.put("data", new AmfByteArray(ByteBuffer.wrap(Hex.bytes("89504E47"))))
					.build());
			});
	}

	private static List<MediaPacket> delivered(ByteBuffer body) {
		return delivered(body, false);
	}

	private static List<MediaPacket> delivered(ByteBuffer body, boolean metadata) {
		List<MediaPacket> packets = Collections.synchronizedList(new ArrayList<>());
		try (TestServer server = new TestServer((builder) -> builder
			.handler((stream) -> stream.subscribe(SubscriptionOptions.lossless(), packets::add)));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.send(new DataMessage(1, 1234, false, body)).deleteStream(1);
			if (metadata) {
				server.await(Metadata.class);
			}
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
		return packets;
	}

	static Stream<Arguments> handlersGetNameAndValues() {
		AmfObject text = AmfObject.builder().put("text", "Hello").put("language", "eng").put("trackid", 1).build();
		AmfObject caption = AmfObject.builder().put("type", "708").put("data", "tgDzHCAAAAA=").build();
		AmfEcmaArray cue = AmfEcmaArray.builder()
			.put("name", "scte35")
			.put("type", "event")
			.put("time", 12.5)
			.put("parameters",
					AmfObject.builder().put("cue", "/DAlAAAAAAAAAP/wFAUAAAABf+/+LRQrAP4BI9MIAAEBAQAAfxV6SQ==").build())
			.build();
		AmfObject media = AmfObject.builder()
			.put("additionalMedia",
					AmfObject.builder().put("stream0", AmfObject.builder().put("type", "audio").build()).build())
			.put("processingIntents", new AmfStrictArray(List.of(new AmfString("ArchiveProgramNarrationAudio"))))
			.build();
		return Stream.of(arguments("onTextData", List.of(text)), arguments("onCaption", List.of(caption)),
				arguments("onCaptionInfo", List.of(caption)), arguments("onCuePoint", List.of(cue)),
				arguments("onXMPData",
						List.of(AmfObject.builder().put("liveXML", "<x:xmpmeta/>".repeat(5000)).build())),
				arguments("onFI",
						List.of(AmfObject.builder().put("sd", "23-11-2026").put("st", "05:15:49.040").build())),
				arguments("onExpectAdditionalMedia", List.of(media)), arguments("additionalMedia", List.of(media)),
				arguments("anything", List.of(new AmfNumber(1), text, new AmfString("two"))),
				arguments("onNothing", List.of()));
	}

	@Test
	@Tag("DM1")
	void whenDataFramesAreSetLateSubscribersGetTheNewestOfEachName() throws Exception {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			data(client, SET, new AmfString("onMetaData"), AmfObject.builder().put("width", 640).build());
			data(client, SET, new AmfString("onTextData"), new AmfString("old"));
			data(client, SET, new AmfString("onCuePoint"), new AmfString("cue"));
			data(client, new AmfString("onTextData"), new AmfString("once"));
			data(client, SET, new AmfString("onTextData"), new AmfString("new"));
			assertThat(late(client, stream, 5)).extracting(DataPacket::name)
				.containsExactly("onMetaData", "onCuePoint", "onTextData");
			data(client, CLEAR, new AmfString("onCuePoint"));
			data(client, CLEAR, new AmfString("onMetaData"));
			List<DataPacket> left = late(client, stream, 8);
			assertThat(left).extracting(DataPacket::name).containsExactly("onTextData");
			assertThat(left.get(0).values()).containsExactly(new AmfString("new"));
			data(client, CLEAR, new AmfString("onTextData"));
			assertThat(late(client, stream, 10)).isEmpty();
			assertThat(stream.metadata()).isNull();
		}
	}

	@Test
	@Tag("DM1")
	void whenPublishedAgainNothingIsLeftOfTheDataFramesBefore() throws Exception {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			data(client, SET, new AmfString("onTextData"), new AmfString("old"));
			client.command(1, "closeStream", 0, AmfNull.INSTANCE).awaitStatus("NetStream.Unpublish.Success");
			server.await(Stopped.class);
			client.publish(1, "key").awaitStatus("NetStream.Publish.Start");
			assertThat(late(client, server.await(Started.class).stream(), 0)).isEmpty();
		}
	}

	@Test
	@Tag("DM6")
	void whenDataHasNoNameItIsCountedAndThePublishGoesOn() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			for (String body : List.of("", "00 3FF0000000000000 00 4000000000000000 // two numbers",
					"01 02 03 04 // a time code", "02 0010 // cut off")) {
				client.send(new DataMessage(1, 0, false, ByteBuffer.wrap(Hex.bytes(body))));
			}
			data(client, new AmfNumber(1), new AmfNumber(2), new AmfString("onTextData"), new AmfString("text"));
			client.deleteStream(1);
			Stopped stopped = server.await(Stopped.class);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(stopped.stream().statistics().packets()).isOne();
			assertThat(server.server().statistics().ignoredMessages()).isEqualTo(4);
		}
	}

	/** As editors write it into FLV files: the positions of all key frames. */
	@ParameterizedTest
	@ValueSource(ints = { 4_000, 57_000 })
	@Tag("D16")
	void whenMetadataHasALargeIndexItArrivesWhole(int keyFrames) {
		List<AmfValue> times = IntStream.range(0, keyFrames).<AmfValue>mapToObj((i) -> new AmfNumber(2.0 * i)).toList();
		AmfEcmaArray metadata = AmfEcmaArray.builder()
			.put("duration", 2.0 * keyFrames)
			.put("keyframes",
					AmfObject.builder()
						.put("times", new AmfStrictArray(times))
						.put("filepositions", new AmfStrictArray(times))
						.build())
			.build();
		ByteBuffer body = Amf0Encoder.encode(new AmfString("onMetaData"), metadata);
		assertThat(body.remaining()).isBetween(65 << 10, 1 << 20);
		List<MediaPacket> packets = delivered(body, true);
		assertThat(packets).hasSize(1);
		assertThat(packets.get(0).payload()).isEqualTo(body);
		assertThat(((DataPacket) packets.get(0)).values().equals(List.of(metadata))).isTrue();
	}

	@Test
	@Tag("D16")
	void whenAnImageIsLargeItArrivesWhole() {
		byte[] image = new byte[900_000];
		new Random(1).nextBytes(image);
		ByteBuffer body = ByteBuffer.allocate(1 << 20)
			.put(Hex.bytes("02 000B 6F6E496D61676544617461")) // onImageData
			.put(Hex.bytes("11 0C EDEE41")) // AMF3, byte array of 900,000
			.put(image)
			.flip();
		assertThat(delivered(body)).singleElement()
			.isInstanceOfSatisfying(DataPacket.class,
					(packet) -> assertThat(packet.values()).containsExactly(new AmfByteArray(ByteBuffer.wrap(image))));
	}

	@Test
	@Tag("D16")
	void whenTextIsLongItArrivesWhole() {
		AmfString text = new AmfString("x".repeat(1_000_000));
		assertThat(delivered(Amf0Encoder.encode(new AmfString("onXMPData"), text))).singleElement()
			.isInstanceOfSatisfying(DataPacket.class, (packet) -> assertThat(packet.values()).containsExactly(text));
	}

	@Test
	@Tag("D16")
	void whenADataMessageOrACommandIsTooLongItIsDroppedAndCountedAndThePublishGoesOn() {
		List<MediaPacket> packets = Collections.synchronizedList(new ArrayList<>());
		try (TestServer server = new TestServer((builder) -> builder
			.handler((stream) -> stream.subscribe(SubscriptionOptions.lossless(), packets::add)));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.send(new SetChunkSize(65536));
			client.send(new DataMessage(1, 0, false, ByteBuffer.allocate((1 << 20) + 1)));
			client.send(new DataMessage(1, 0, true, ByteBuffer.allocate(5 << 20)));
			client.audio(10, (byte) 0x2F, (byte) 1);
			client.command(0, "someCall", 7, AmfNull.INSTANCE, new AmfString("x".repeat(70_000)));
			client.audio(20, (byte) 0x2F, (byte) 1).deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(packets).extracting(MediaPacket::timestamp).containsExactly(10L, 20L);
			assertThat(server.server().statistics().droppedMessages()).isEqualTo(3);
			assertThat(server.server().statistics().ignoredMessages()).isZero();
		}
	}

	@Test
	@Tag("D16")
	void whenTheLimitIsLowerItHolds() {
		try (TestServer server = new TestServer((builder) -> builder.maxDataMessageSize(100));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			Started started = server.await(Started.class);
			data(client, new AmfString("x".repeat(97)));
			data(client, new AmfString("x".repeat(98)));
			client.deleteStream(1);
			server.await(Stopped.class);
			assertThat(started.stream().statistics().packets()).isOne();
			assertThat(server.server().statistics().droppedMessages()).isOne();
		}
	}

	/** As GStreamer does, which notes the time of writing, too. */
	@Test
	@Tag("D5")
	void whenMetadataIsRepeatedListenersHearOfItOnce() {
		List<MediaPacket> packets = Collections.synchronizedList(new ArrayList<>());
		try (TestServer server = new TestServer((builder) -> builder
			.handler((stream) -> stream.subscribe(SubscriptionOptions.lossless(), packets::add)));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			for (int i = 0; i < 12; i++) {
				data(client, SET, new AmfString("onMetaData"),
						AmfEcmaArray.builder()
							.put("width", 1280)
							.put("creationdate", "Sat Nov 28 06:00:0" + i / 4 + " 2026")
							.build());
				client.send(new DataMessage(1, 0, true, ByteBuffer.wrap(Hex.bytes("""
						00 // AMF0 all the same
						02 000A 6F6E4D65746144617461 // onMetaData
						03 0005 7769647468 00 4094000000000000 000009 // width: 1280
						"""))));
			}
			client.deleteStream(1);
			assertThat(server.await(Metadata.class).metadata().width()).isEqualTo(1280);
			server.await(Stopped.class);
			assertThat(packets).hasSize(24);
		}
	}

	@Test
	@Tag("D5")
	void whenMetadataChangesListenersHearOfIt() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			for (int width : new int[] { 1280, 640, 1280 }) {
				for (int i = 0; i < 3; i++) {
					data(client, SET, new AmfString("onMetaData"), AmfEcmaArray.builder().put("width", width).build());
				}
				assertThat(server.await(Metadata.class).metadata().width()).isEqualTo(width);
			}
			data(client, CLEAR, new AmfString("onMetaData"));
			data(client, SET, new AmfString("onMetaData"), AmfEcmaArray.builder().put("width", 1280).build());
			assertThat(server.await(Metadata.class).metadata().width()).isEqualTo(1280);
		}
	}

	private static void data(RawRtmpClient client, AmfValue... values) {
		client.send(new DataMessage(1, 0, false, Amf0Encoder.encode(values)));
	}

	/**
	 * Subscribe when so many packets have come, and return what comes before one more.
	 */
	private static List<DataPacket> late(RawRtmpClient client, LiveStream stream, int published)
			throws InterruptedException {
		awaitTrue(() -> stream.statistics().packets() == published);
		List<DataPacket> packets = new ArrayList<>();
		try (PacketReader reader = stream.openReader(SubscriptionOptions.live())) {
			awaitTrue(() -> stream.statistics().subscriptions() == 1);
			data(client, new AmfString("onEnd"));
			while (reader.next() instanceof DataPacket packet && !packet.name().equals("onEnd")) {
				packets.add(packet);
			}
		}
		awaitTrue(() -> stream.statistics().subscriptions() == 0);
		return packets;
	}

	private static void awaitTrue(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
