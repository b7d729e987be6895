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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Continued;
import dev.rtmpkit.testkit.TestServer.Event;
import dev.rtmpkit.testkit.TestServer.Interrupted;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import dev.rtmpkit.testkit.TestServer.StreamEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * A publisher that is lost and comes back, with a reconnect grace.
 */
class ReconnectGraceTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final Duration SHORT = Duration.ofMillis(100);

	private final List<MediaPacket> packets = Collections.synchronizedList(new ArrayList<>());

	private final AtomicInteger handled = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(strings = { "FIN", "RST" })
	@Tag("V7")
	void whenThePublisherComesBackItsStreamGoesOn(String end) {
		try (TestServer server = server(LONG)) {
			RawRtmpClient old = publishing(server, "key");
			LiveStream stream = server.await(Started.class).stream();
			old.audio(0, sound(1)).audio(20, sound(2));
			awaitPackets(2);
			lose(old, end);
			Interrupted interrupted = server.await(Interrupted.class);
			assertThat(interrupted.stream()).isSameAs(stream);
			assertThat(interrupted.reason()).isEqualTo(StopReason.CONNECTION_LOST);
			assertThat(stream.isInterrupted()).isTrue();
			assertThat(server.server().streams()).containsExactly(stream);
			assertThat(server.server().statistics().activePublishers()).isOne();
			try (RawRtmpClient client = publishing(server, "key")) {
				assertThat(server.await(Continued.class).stream()).isSameAs(stream);
				assertThat(stream.isInterrupted()).isFalse();
				client.audio(0, sound(3)).audio(20, sound(4)).deleteStream(1);
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.stream()).isSameAs(stream);
				assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
			assertThat(this.packets).extracting(MediaPacket::timestamp).containsExactly(0L, 20L, 21L, 41L);
			assertThat(this.packets).extracting((packet) -> packet.payload().get(1))
				.containsExactly((byte) 1, (byte) 2, (byte) 3, (byte) 4);
			assertThat(stream.statistics().audio().packets()).isEqualTo(4);
			assertThat(this.handled).hasValue(1);
			assertThat(server.server().statistics().startedPublishes()).isOne();
			assertThat(server.server().statistics().stoppedPublishes(StopReason.UNPUBLISHED)).isOne();
		}
	}

	@Test
	void whenThePublisherIsBackTheConnectionsFactsAreNewAndThePublishsStay() {
		AtomicInteger decisions = new AtomicInteger();
		try (TestServer server = server(LONG, (builder) -> builder
			.validator((request) -> PublishDecision.accept("name", Map.of("decision", decisions.incrementAndGet()))))) {
			RawRtmpClient old = publishing(server, "key");
			LiveStream stream = server.await(Started.class).stream();
			PublisherInfo before = stream.publisher();
			lose(old, "RST");
			server.await(Interrupted.class);
			try (RawRtmpClient client = publishing(server, "key")) {
				PublisherInfo after = server.await(Continued.class).stream().publisher();
				assertThat(after.sessionId()).isEqualTo(before.sessionId());
				assertThat(after.startedAt()).isEqualTo(before.startedAt());
				assertThat(after.attributes()).isEqualTo(before.attributes()).containsEntry("decision", 1);
				assertThat(after.remoteAddress()).isNotEqualTo(before.remoteAddress());
				assertThat(server.server().disconnect(after.sessionId())).isTrue();
				client.awaitStatus("NetConnection.Connect.Closed");
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.DISCONNECTED);
			}
		}
	}

	@Test
	@Tag("V7")
	void whenThePublisherIsBackBeforeItsLossIsSeenItsStreamGoesOn() {
		try (TestServer server = server(LONG); RawRtmpClient dead = publishing(server, "key")) {
			LiveStream stream = server.await(Started.class).stream();
			dead.audio(0, sound(1));
			awaitPackets(1);
			try (RawRtmpClient client = publishing(server, "key")) {
				assertThat(server.await(Continued.class).stream()).isSameAs(stream);
				dead.awaitStatus("NetConnection.Connect.Closed");
				dead.awaitClose();
				client.audio(0, sound(2)).deleteStream(1);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
			assertThat(this.packets).extracting(MediaPacket::timestamp).containsExactly(0L, 1L);
			assertThat(server.server().statistics().stoppedPublishes(StopReason.REPLACED)).isZero();
		}
	}

	@Test
	@Tag("V7")
	void whenNobodyComesBackThePublishStopsOnceWithTheReasonOfTheLoss() {
		try (TestServer server = server(SHORT)) {
			lose(publishing(server, "key"), "RST");
			server.await(Started.class);
			server.await(Interrupted.class);
			Stopped stopped = server.await(Stopped.class);
			assertThat(stopped.reason()).isEqualTo(StopReason.CONNECTION_LOST);
			assertThat(stopped.duration()).isGreaterThanOrEqualTo(SHORT);
			assertThat(stopped.stream().isInterrupted()).isFalse();
			assertThat(server.server().streams()).isEmpty();
			try (RawRtmpClient client = publishing(server, "key")) {
				assertThat(server.await(Started.class).stream()).isNotSameAs(stopped.stream());
				client.deleteStream(1);
				server.await(Stopped.class);
			}
		}
	}

	@Test
	@Tag("V7")
	void whenNoMediaComesForTooLongThePublisherMayComeBack() {
		try (TestServer server = server(LONG, (builder) -> builder.idleTimeout(SHORT).firstMediaTimeout(SHORT));
				RawRtmpClient silent = publishing(server, "key")) {
			server.await(Started.class);
			silent.awaitStatus("NetStream.Publish.Idle");
			assertThat(server.await(Interrupted.class).reason()).isEqualTo(StopReason.IDLE);
			try (RawRtmpClient client = publishing(server, "key")) {
				server.await(Continued.class);
				client.deleteStream(1);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
		}
	}

	@Test
	void whenThePublisherSaysGoodByeNobodyWaits() {
		try (TestServer server = server(LONG); RawRtmpClient client = publishing(server, "key")) {
			LiveStream stream = server.await(Started.class).stream();
			client.deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(stream.isInterrupted()).isFalse();
		}
	}

	@Test
	void whenThePublisherBreaksTheProtocolNobodyWaits() {
		try (TestServer server = server(LONG); RawRtmpClient client = publishing(server, "key")) {
			server.await(Started.class);
			// a chunk size of 0
			client.sendBytes(new byte[] { 2, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0 });
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.PROTOCOL_ERROR);
		}
	}

	@ParameterizedTest
	@EnumSource(DuplicatePublisherPolicy.class)
	@Tag("D11")
	void whenThePublisherComesBackFromAnotherAddressItsStreamGoesOn(DuplicatePublisherPolicy policy) throws Exception {
		try (TestServer server = server(LONG,
				(builder) -> builder.duplicatePublisher(policy)
					.validator((request) -> PublishDecision.acceptKeyAsName()));
				RawRtmpClient roaming = RawRtmpClient.open(InetAddress.getByName("127.0.0.2"), server.port())) {
			lose(publishing(server, "roam"), "RST");
			LiveStream stream = server.await(Started.class).stream();
			server.await(Interrupted.class);
			roaming.handshake().connect("live", 0).publish(1, "roam").awaitStatus("NetStream.Publish.Start");
			assertThat(server.await(Continued.class).stream()).isSameAs(stream);
			// Alive again, it is the new address that counts
			try (RawRtmpClient other = RawRtmpClient.connected(server.port(), "live")) {
				other.publish(1, "roam")
					.awaitStatus((policy == DuplicatePublisherPolicy.REPLACE) ? "NetStream.Publish.Start"
							: "NetStream.Publish.BadName");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(DuplicatePublisherPolicy.class)
	@Tag("D11")
	void whenThePublisherComesBackWithAnotherTokenItsStreamGoesOn(DuplicatePublisherPolicy policy) {
		try (TestServer server = server(LONG, (builder) -> builder.duplicatePublisher(policy)
			.validator((request) -> PublishDecision.accept(request.streamKey().value(), Map.of("owner", "jo"))))) {
			lose(publishing(server, "cam1?token=first"), "RST");
			LiveStream stream = server.await(Started.class).stream();
			server.await(Interrupted.class);
			try (RawRtmpClient client = publishing(server, "cam1?token=second")) {
				assertThat(server.await(Continued.class).stream()).isSameAs(stream);
				client.deleteStream(1);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(DuplicatePublisherPolicy.class)
	@Tag("D11")
	void whenTheNextOneIsGrantedOtherAttributesItBeginsAnew(DuplicatePublisherPolicy policy) {
		try (TestServer server = server(LONG,
				(builder) -> builder.duplicatePublisher(policy)
					.validator((request) -> PublishDecision.accept(request.streamKey().value(),
							Map.of("owner", request.parameters().get("token")))))) {
			lose(publishing(server, "cam1?token=jo"), "RST");
			LiveStream stream = server.await(Started.class).stream();
			server.await(Interrupted.class);
			try (RawRtmpClient client = publishing(server, "cam1?token=al")) {
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.stream()).isSameAs(stream);
				assertThat(stopped.reason()).isEqualTo(StopReason.CONNECTION_LOST);
				assertThat(server.await(Started.class).stream().publisher().attributes()).containsEntry("owner", "al");
				client.deleteStream(1);
			}
		}
	}

	@Test
	@Tag("D11")
	void whenThePublisherWasAskedToReconnectAndItsTokenIsNewItsStreamGoesOn() {
		try (TestServer server = server(LONG,
				(builder) -> builder.validator((request) -> PublishDecision.acceptKeyAsName()));
				RawRtmpClient old = publishing(server, "cam1?token=first", 1)) {
			LiveStream stream = server.await(Started.class).stream();
			stream.requestReconnect(null, LONG);
			old.awaitStatus("NetConnection.Connect.ReconnectRequest");
			try (RawRtmpClient client = publishing(server, "cam1?token=second", 1)) {
				old.deleteStream(1);
				server.await(Interrupted.class);
				assertThat(server.await(Continued.class).stream()).isSameAs(stream);
				client.deleteStream(1);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(DuplicatePublisherPolicy.class)
	@Tag("V5")
	@Tag("D11")
	void whenThePublisherIsWaitedForAnotherOneBeginsAnew(DuplicatePublisherPolicy policy) {
		try (TestServer server = server(LONG,
				(builder) -> builder.duplicatePublisher(policy).validator(ReconnectGraceTests::shared))) {
			lose(publishing(server, "mine"), "RST");
			LiveStream stream = server.await(Started.class).stream();
			server.await(Interrupted.class);
			try (RawRtmpClient stranger = publishing(server, "another")) {
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.stream()).isSameAs(stream);
				assertThat(stopped.reason()).isEqualTo(StopReason.CONNECTION_LOST);
				assertThat(server.await(Started.class).stream()).isNotSameAs(stream);
				stranger.deleteStream(1);
				server.await(Stopped.class);
			}
		}
	}

	@Test
	@Tag("V5")
	void whenThePolicyIsToRejectALivePublisherIsNotContinued() {
		try (TestServer server = server(LONG, (builder) -> builder.duplicatePublisher(DuplicatePublisherPolicy.REJECT));
				RawRtmpClient first = publishing(server, "key");
				RawRtmpClient second = RawRtmpClient.connected(server.port(), "live")) {
			server.await(Started.class);
			second.publish(1, "key").awaitStatus("NetStream.Publish.BadName");
			server.await(Rejected.class);
			first.deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	void whenTheServerShutsDownNobodyIsWaitedFor() throws Exception {
		try (TestServer server = server(LONG)) {
			lose(publishing(server, "key"), "RST");
			server.await(Started.class);
			server.await(Interrupted.class);
			assertThat(server.server().shutdown(LONG).get()).isTrue();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.CONNECTION_LOST);
		}
	}

	@Test
	void whenDisconnectedWhileWaitedForThePublishStops() {
		try (TestServer server = server(LONG)) {
			lose(publishing(server, "key"), "RST");
			LiveStream stream = server.await(Started.class).stream();
			server.await(Interrupted.class);
			assertThat(stream.requestReconnect(null, LONG)).isFalse();
			assertThat(stream.ping()).isCompletedExceptionally();
			assertThat(server.server().disconnect(stream.publisher().sessionId())).isTrue();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.DISCONNECTED);
		}
	}

	@Test
	@Tag("RC5")
	void whenThePublisherWasAskedToReconnectItsStreamGoesOn() {
		try (TestServer server = server(LONG); RawRtmpClient old = publishing(server, "key", 1)) {
			LiveStream stream = server.await(Started.class).stream();
			old.audio(0, sound(1));
			stream.requestReconnect(null, LONG);
			old.awaitStatus("NetConnection.Connect.ReconnectRequest");
			try (RawRtmpClient client = publishing(server, "key", 1)) {
				client.audio(40, sound(3));
				old.audio(20, sound(2)).deleteStream(1);
				server.await(Interrupted.class);
				assertThat(server.await(Continued.class).stream()).isSameAs(stream);
				client.deleteStream(1);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
			assertThat(this.packets).extracting(MediaPacket::timestamp).containsExactly(0L, 20L, 40L);
		}
	}

	@Test
	@Tag("V7")
	void whenOneOfTwoPublishesOfAConnectionIsContinuedTheOtherIsWaitedFor() {
		try (TestServer server = server(LONG); RawRtmpClient dead = publishing(server, "one")) {
			LiveStream one = server.await(Started.class).stream();
			dead.command(0, "createStream", 2, AmfNull.INSTANCE).awaitCommand("_result");
			dead.publish(2, "two").awaitStatus("NetStream.Publish.Start");
			LiveStream two = server.await(Started.class).stream();
			try (RawRtmpClient client = publishing(server, "one"); RawRtmpClient other = publishing(server, "two")) {
				List<Event> events = List.of(server.await(Event.class), server.await(Event.class),
						server.await(Event.class));
				assertThat(events).extracting(Event::getClass, (event) -> ((StreamEvent) event).stream())
					.containsExactlyInAnyOrder(tuple(Continued.class, one), tuple(Interrupted.class, two),
							tuple(Continued.class, two));
				assertThat(events).filteredOn(Interrupted.class::isInstance)
					.extracting((event) -> ((Interrupted) event).reason())
					.containsExactly(StopReason.REPLACED);
				client.deleteStream(1);
				assertThat(server.await(Stopped.class).stream()).isSameAs(one);
				other.deleteStream(1);
				assertThat(server.await(Stopped.class).stream()).isSameAs(two);
			}
		}
	}

	@Test
	void whenSomebodySubscribesInBetweenTheNextMediaReachesIt() {
		List<MediaPacket> late = Collections.synchronizedList(new ArrayList<>());
		try (TestServer server = server(LONG)) {
			RawRtmpClient old = publishing(server, "key");
			LiveStream stream = server.await(Started.class).stream();
			old.audio(0, sound(1));
			awaitPackets(1);
			lose(old, "RST");
			server.await(Interrupted.class);
			stream.subscribe(SubscriptionOptions.live(), late::add);
			try (RawRtmpClient client = publishing(server, "key")) {
				server.await(Continued.class);
				client.audio(0, sound(2)).deleteStream(1);
				server.await(Stopped.class);
			}
			assertThat(late).extracting(MediaPacket::timestamp).containsExactly(1L);
		}
	}

	@Test
	@Tag("V6")
	@Tag("V7")
	void whenThePublisherComesAndGoesAllTheTimeNothingIsLostAndNothingStays() {
		int rounds = 200;
		try (TestServer server = server(LONG, (builder) -> {
			TestServer.crowded(builder);
			return builder;
		})) {
			for (int round = 0; round < rounds; round++) {
				RawRtmpClient client = publishing(server, "key");
				Event event = server.await(Event.class);
				assertThat(event).isInstanceOf((round == 0) ? Started.class : Continued.class);
				client.audio(0, sound(1)).audio(20, sound(2));
				awaitPackets(2 * round + 2);
				if (round < rounds - 1) {
					lose(client, "RST");
					server.await(Interrupted.class);
				}
				else {
					client.deleteStream(1).close();
				}
			}
			Stopped stopped = server.await(Stopped.class);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(this.packets).extracting(MediaPacket::timestamp).isSorted().doesNotHaveDuplicates();
			assertThat(this.handled).hasValue(1);
			assertThat(server.server().statistics().activePublishers()).isZero();
			assertThat(server.server().streams()).isEmpty();
		}
	}

	@Test
	@Tag("V5")
	@Tag("V7")
	void whenSeveralWantToContinueAtOnceOneDoes() {
		try (TestServer server = server(LONG, (builder) -> {
			TestServer.crowded(builder);
			return builder;
		})) {
			for (int round = 0; round < 100; round++) {
				String key = "key" + round;
				RawRtmpClient old = publishing(server, key);
				LiveStream stream = server.await(Started.class).stream();
				List<RawRtmpClient> successors = List.of(RawRtmpClient.connected(server.port(), "live"),
						RawRtmpClient.connected(server.port(), "live"), RawRtmpClient.connected(server.port(), "live"));
				if (round % 2 == 0) {
					lose(old, "RST");
					server.await(Interrupted.class);
				}
				successors.parallelStream().forEach((successor) -> successor.publish(1, key));
				for (int i = 0; i < 3; i++) {
					assertThat(server.await(Continued.class).stream()).isSameAs(stream);
				}
				assertThat(server.server().streams()).containsExactly(stream);
				// some of them at the same time as the others
				successors.parallelStream().forEach(RawRtmpClient::reset);
				old.close();
				server.await(Interrupted.class);
				assertThat(server.server().disconnect(stream.publisher().sessionId())).isTrue();
				Event last = server.await(Stopped.class);
				assertThat(((Stopped) last).stream()).isSameAs(stream);
			}
			assertThat(server.server().statistics().activePublishers()).isZero();
			assertThat(server.server().statistics().startedPublishes()).isEqualTo(100);
		}
	}

	private TestServer server(Duration grace) {
		return server(grace, UnaryOperator.identity());
	}

	private TestServer server(Duration grace, UnaryOperator<RtmpServerBuilder> customizer) {
		return new TestServer((builder) -> customizer.apply(builder).reconnectGrace(grace).handler((stream) -> {
			this.handled.incrementAndGet();
			stream.subscribe(SubscriptionOptions.lossless(), this.packets::add);
		}));
	}

	private static PublishDecision shared(PublishRequest request) {
		return PublishDecision.accept("shared");
	}

	private void awaitPackets(int count) {
		while (this.packets.size() < count) {
			Thread.onSpinWait();
		}
	}

	private static void lose(RawRtmpClient client, String end) {
		if (end.equals("FIN")) {
			client.close();
		}
		else {
			client.reset();
		}
	}

	/** MP3. */
	private static byte[] sound(int content) {
		return new byte[] { 0x2F, (byte) content };
	}

	private static RawRtmpClient publishing(TestServer server, String key) {
		return publishing(server, key, 0);
	}

	private static RawRtmpClient publishing(TestServer server, String key, int capsEx) {
		return RawRtmpClient.publishing(server.port(), "live", key, capsEx);
	}

}
