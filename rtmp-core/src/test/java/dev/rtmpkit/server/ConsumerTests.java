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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.stream.GopCaching;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StallPolicy;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamSettings;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What handlers and listeners get, and what they can do to a publisher.
 */
class ConsumerTests {

	@Test
	void whenHandlerReadsItGetsEveryPacketThoughItBlocks() {
		List<Long> timestamps = Collections.synchronizedList(new ArrayList<>());
		try (TestServer server = new TestServer((builder) -> builder.handler((stream) -> {
			try (PacketReader reader = stream.openReader(SubscriptionOptions.lossless())) {
				MediaPacket packet;
				while ((packet = reader.next()) != null) {
					timestamps.add(packet.timestamp());
				}
			}
		})); RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			for (int i = 0; i < 1000; i++) {
				client.audio(i, new byte[100]);
			}
			client.deleteStream(1);
			server.await(Started.class);
			server.await(Stopped.class);
			assertThat(timestamps).as("all there when stopped is told").hasSize(1000).isSorted();
		}
	}

	@Test
	@Tag("S1")
	void whenLosslessConsumerIsSlowThePublisherWaitsAndNothingIsLost() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		AtomicLong bytes = new AtomicLong();
		int packets = 400;
		int size = 100_000;
		try (TestServer server = new TestServer((builder) -> builder
			.handler((stream) -> stream.subscribe(SubscriptionOptions.lossless().queueBytes(1 << 20), (packet) -> {
				release.await();
				bytes.addAndGet(packet.size());
			}))); RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			Thread publisher = new Thread(() -> {
				for (int i = 0; i < packets; i++) {
					client.audio(i, new byte[size]);
				}
				client.deleteStream(1);
			});
			publisher.start();
			// Sockets hold some megabytes, so that much less than all 40 MB can have
			// arrived
			while (stream.statistics().bytes() < 1 << 20) {
				Thread.onSpinWait();
			}
			publisher.join(300);
			assertThat(publisher.isAlive()).as("publisher waits").isTrue();
			assertThat(stream.statistics().bytes()).isLessThan((long) packets * size / 2);
			release.countDown();
			publisher.join();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(bytes.get()).isEqualTo((long) packets * size);
		}
	}

	@Test
	@Tag("S1")
	void whenConsumerHangsThePublisherIsStoppedIfConfigured() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		SubscriptionOptions options = SubscriptionOptions.lossless()
			.queueBytes(1000)
			.stallDeadline(Duration.ofMillis(100))
			.onStall(StallPolicy.STOP_PUBLISHER);
		try (TestServer server = new TestServer((builder) -> builder.idleTimeout(Duration.ofMillis(400))
			.drainTimeout(Duration.ofMillis(100))
			.handler((stream) -> stream.subscribe(options, (packet) -> release.await())));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			// The first one is in the consumer's hands, the others wait for it
			client.audio(0, new byte[5000]).audio(1, new byte[5000]).audio(2, new byte[5000]);
			client.awaitStatus("NetStream.Failed");
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.CONSUMER_STALLED);
			release.countDown();
		}
	}

	@Test
	@Tag("S1")
	@LogsFailure({ IOException.class, IllegalStateException.class })
	void whenHandlerOrConsumerThrowsOnlyThatOneIsConcerned() {
		AtomicLong packets = new AtomicLong();
		try (TestServer server = new TestServer((builder) -> builder.handler((stream) -> {
			throw new java.io.IOException("broken handler");
		}).handler((stream) -> stream.subscribe(SubscriptionOptions.lossless(), (packet) -> {
			throw new IllegalStateException("broken consumer");
		}))
			.handler((stream) -> stream.subscribe(SubscriptionOptions.lossless(),
					(packet) -> packets.incrementAndGet())));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			client.audio(0, new byte[10]).audio(1, new byte[10]).deleteStream(1);
			server.await(Started.class);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(packets).hasValue(2);
		}
	}

	@Test
	@Tag("S2")
	@LogsFailure(IllegalStateException.class)
	void whenListenerThrowsTheOthersHearAndThePublishGoesOn() {
		try (TestServer server = new TestServer((builder) -> builder.listener(new RtmpServerListener() {

			@Override
			public void publishStarted(PublishEvent event) {
				throw new IllegalStateException("broken listener");
			}

			@Override
			public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
				throw new IllegalStateException("broken listener");
			}

		})); RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.deleteStream(1);
			server.await(Stopped.class);
			assertThat(server.server().statistics().activePublishers()).isZero();
		}
	}

	@Test
	@Tag("V6")
	void whenOneNameIsPublishedAgainAndAgainEventsArePairedInOrder() {
		try (TestServer server = new TestServer(TestServer::crowded)) {
			for (int i = 0; i < 50; i++) {
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key");
				if (i % 2 == 0) {
					client.reset();
				}
				else {
					client.deleteStream(1).close();
				}
				while (server.server().statistics().activePublishers() > 0) {
					Thread.onSpinWait();
				}
			}
			for (int i = 0; i < 50; i++) {
				LiveStream started = server.await(Started.class).stream();
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.stream().publisher().sessionId()).isEqualTo(started.publisher().sessionId());
				assertThat(stopped.reason())
					.isEqualTo((i % 2 == 0) ? StopReason.CONNECTION_LOST : StopReason.UNPUBLISHED);
			}
		}
	}

	@Test
	@Tag("NS9")
	@Tag("NC11")
	void whenOneConnectionPublishesTwoStreamsTheyAreApart() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "one")) {
			LiveStream one = server.await(Started.class).stream();
			client.command(0, "createStream", 7, AmfNull.INSTANCE);
			client.awaitCommand("_result");
			client.publish(2, "two").awaitStatus("NetStream.Publish.Start");
			LiveStream two = server.await(Started.class).stream();
			client.audio(0, new byte[10]).audio(1, new byte[10]).deleteStream(1);
			assertThat(server.await(Stopped.class).stream()).isSameAs(one);
			assertThat(one.statistics().audio().packets()).isEqualTo(2);
			assertThat(two.statistics().audio().packets()).isZero();
			assertThat(two.stopReason()).isNull();
			client.deleteStream(2);
			assertThat(server.await(Stopped.class).stream()).isSameAs(two);
		}
	}

	@Test
	@Tag("AV7")
	void whenConfigurationChangesLateSubscribersGetTheNewOne() throws Exception {
		try (TestServer server = new TestServer(
				(builder) -> builder.streams(StreamSettings.DEFAULT.gopCaching(GopCaching.ALWAYS)));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream stream = server.await(Started.class).stream();
			client.video(0, Hex.bytes("17 00 000000 01 64 00 1F // first avcC"))
				.video(40, Hex.bytes("17 01 000000 65 // key frame"))
				.video(80, Hex.bytes("17 00 000000 01 42 00 1E // another avcC"))
				.video(80, Hex.bytes("17 01 000000 66 // key frame"));
			while (stream.statistics().video().packets() < 4) {
				Thread.onSpinWait();
			}
			try (PacketReader reader = stream.openReader(SubscriptionOptions.live())) {
				assertThat(reader.next()).extracting(MediaPacket::payload)
					.isEqualTo(ByteBuffer.wrap(Hex.bytes("17 00 000000 01 42 00 1E")));
				assertThat(reader.next()).extracting(MediaPacket::payload)
					.isEqualTo(ByteBuffer.wrap(Hex.bytes("17 01 000000 66")));
			}
		}
	}

	@Test
	@Tag("DM3")
	void whenMetadataLiesAboutTheCodecTheMediaIsBelieved() {
		// A FourCC as text, as a number, byte-swapped, both ways, or no codec at all
		AmfValue[] lies = { new AmfString("av01"), new AmfNumber(828601953), new AmfString("10va"),
				new AmfNumber(0x31637668), new AmfNumber(0x68766331), new AmfNumber(2), new AmfNumber(-1),
				new AmfNumber(Double.NaN), new AmfString(""), new AmfBoolean(true), AmfNull.INSTANCE,
				AmfUndefined.INSTANCE, AmfObject.builder().build() };
		for (AmfValue lie : lies) {
			try (TestServer server = new TestServer();
					RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
				LiveStream stream = server.await(Started.class).stream();
				AmfValue metadata = AmfObject.builder()
					.put("width", 640)
					.put("videocodecid", lie)
					.put("audiocodecid", lie)
					.build();
				client.send(new DataMessage(1, 0, false,
						Amf0Encoder.encode(new AmfString("@setDataFrame"), new AmfString("onMetaData"), metadata)));
				client.video(0, Hex.bytes("17 01 000000 65")).audio(0, Hex.bytes("AF 01 21"));
				server.await(TestServer.Metadata.class);
				client.deleteStream(1);
				server.await(Stopped.class);
				assertThat(stream.statistics().video().codec()).isEqualTo(VideoCodec.AVC);
				assertThat(stream.statistics().audio().codec()).isEqualTo(AudioCodec.AAC);
				assertThat(stream.metadata()).isNotNull().extracting(StreamMetadata::width).isEqualTo(640);
			}
		}
	}

}
