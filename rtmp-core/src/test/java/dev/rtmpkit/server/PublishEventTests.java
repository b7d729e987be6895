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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.Stubborn;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Continued;
import dev.rtmpkit.testkit.TestServer.Interrupted;
import dev.rtmpkit.testkit.TestServer.Metadata;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import dev.rtmpkit.testkit.TestServer.StreamEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of a publish is what was when it happened, however late it is told.
 */
class PublishEventTests {

	private static final Map<String, Object> ATTRIBUTES = Map.of("owner", 7);

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	@Tag("E1")
	@Tag("E2")
	void whenListenersAreLateTheyHearWhatWasWhenItHappened() {
		try (TestServer server = server(new Late())) {
			RawRtmpClient first = publishing(server, "127.0.0.2");
			first.send(metadata(640), metadata(1280)).audio(0, new byte[10]);
			LiveStream stream = server.await(Started.class).stream();
			await(() -> stream.statistics().audio().packets() == 1);
			first.reset();
			await(stream::isInterrupted);
			try (RawRtmpClient second = publishing(server, "127.0.0.3")) {
				second.deleteStream(1).awaitStatus("NetStream.Unpublish.Success");
			}
			Instant over = Instant.now();
			this.release.countDown();
			StreamEvent described = server.await(Metadata.class);
			StreamEvent newest = server.await(StreamEvent.class);
			StreamEvent interrupted = (newest instanceof Metadata) ? server.await(Interrupted.class) : newest;
			StreamEvent continued = server.await(Continued.class);
			StreamEvent stopped = server.await(Stopped.class);
			assertThat(List.of(described, interrupted)).allSatisfy((told) -> assertAddress(told, "127.0.0.2"));
			assertThat(List.of(continued, stopped)).allSatisfy((told) -> assertAddress(told, "127.0.0.3"));
			assertThat(List.of(described, newest, interrupted, continued, stopped)).allSatisfy((told) -> {
				assertThat(told.event().publisher().attributes()).isEqualTo(ATTRIBUTES);
				assertThat(told.event().publisher().sessionId()).isEqualTo(stream.publisher().sessionId());
				assertThat(told.event().time()).isBeforeOrEqualTo(over);
			})
				.extracting((told) -> told.event().time())
				.isSorted()
				.first()
				.satisfies((time) -> assertThat(time).isAfterOrEqualTo(stream.publisher().startedAt()));
		}
	}

	@Test
	@Tag("E1")
	void whenEncoderRoamsContinuedHasTheNewAddress() {
		try (TestServer server = server(new RtmpServerListener() {
		})) {
			RawRtmpClient client = publishing(server, "127.0.0.2");
			LiveStream stream = server.await(Started.class).stream();
			for (int i = 0; i < 20; i++) {
				client.reset();
				assertAddress(server.await(Interrupted.class), address(i));
				client = publishing(server, address(i + 1));
				assertAddress(server.await(Continued.class), address(i + 1));
				assertThat(stream.publisher().remoteAddress().getAddress().getHostAddress()).isEqualTo(address(i + 1));
			}
			client.close();
		}
	}

	@Test
	@Tag("E2")
	void whenStartIsToldItsTimeIsThatOfThePublish() {
		try (TestServer server = server(new RtmpServerListener() {
		}); RawRtmpClient client = publishing(server, "127.0.0.2")) {
			PublishEvent event = server.await(Started.class).event();
			assertThat(event.time()).isEqualTo(event.publisher().startedAt());
			assertThat(event.publisher()).isEqualTo(event.stream().publisher());
			client.deleteStream(1);
			assertThat(server.await(Stopped.class).event().time()).isAfterOrEqualTo(event.time());
		}
	}

	@Test
	@Tag("E2")
	void whenPublishFollowsAnotherItStartsAfterThatHasStopped() {
		try (TestServer server = new TestServer((builder) -> {
		})) {
			RawRtmpClient first = publishing(server, "127.0.0.2");
			server.await(Started.class);
			try (RawRtmpClient second = publishing(server, "127.0.0.2")) {
				Instant stopped = server.await(Stopped.class).event().time();
				assertThat(server.await(Started.class).event().time()).isAfterOrEqualTo(stopped);
				first.close();
				second.deleteStream(1);
			}
		}
	}

	@Test
	@Tag("E2")
	void whenListenersAreLateTheTimeOfARefusalIsThatOfTheRefusal() {
		try (TestServer server = server(new Late());
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			Instant before = Instant.now();
			client.publish(1, "no").awaitStatus("NetStream.Publish.Denied");
			Instant after = Instant.now();
			this.release.countDown();
			assertThat(server.await(Rejected.class).time()).isBetween(before, after);
		}
	}

	private TestServer server(RtmpServerListener first) {
		return new TestServer(first,
				(builder) -> builder.reconnectGrace(Duration.ofMinutes(1)).validator(PublishEventTests::decide));
	}

	private static PublishDecision decide(PublishRequest request) {
		return (request.streamKey().value().equals("no")) ? PublishDecision.reject("No")
				: PublishDecision.accept("name", ATTRIBUTES);
	}

	private static RawRtmpClient publishing(TestServer server, String from) {
		RawRtmpClient client = RawRtmpClient.open(inet(from), server.port()).handshake().connect("live", 0);
		client.publish(1, "key").awaitStatus("NetStream.Publish.Start");
		return client;
	}

	private static InetAddress inet(String address) {
		try {
			return InetAddress.getByName(address);
		}
		catch (UnknownHostException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String address(int turn) {
		return "127.0.0." + (2 + turn % 2);
	}

	private static void assertAddress(StreamEvent told, String address) {
		assertThat(told.event().publisher().remoteAddress().getAddress().getHostAddress()).as("%s", told)
			.isEqualTo(address);
	}

	private static DataMessage metadata(int width) {
		return new DataMessage(1, 0, false, Amf0Encoder.encode(new AmfString("@setDataFrame"),
				new AmfString("onMetaData"), AmfObject.builder().put("width", width).build()));
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

	/** Hears of nothing but starts before it is released. */
	private final class Late implements RtmpServerListener {

		@Override
		public void metadataReceived(PublishEvent event, StreamMetadata metadata) {
			Stubborn.await(PublishEventTests.this.release);
		}

		@Override
		public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
			Stubborn.await(PublishEventTests.this.release);
		}

	}

}
