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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Event;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A second publisher of a live stream.
 */
class DuplicatePublisherTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final String START = "NetStream.Publish.Start";

	private static final String BAD_NAME = "NetStream.Publish.BadName";

	@Test
	@Tag("V5")
	@Tag("V7")
	void whenTheKeyIsTheSameTheOldConnectionIsToldAndReplaced() {
		try (TestServer server = new TestServer(); RawRtmpClient old = publishing(server, "key")) {
			LiveStream first = server.await(Started.class).stream();
			old.audio(0, new byte[10]);
			awaitAudio(first, 1);
			try (RawRtmpClient client = publishing(server, "key")) {
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.stream()).isSameAs(first);
				assertThat(stopped.reason()).isEqualTo(StopReason.REPLACED);
				LiveStream second = server.await(Started.class).stream();
				assertThat(second.publisher().sessionId()).isNotEqualTo(first.publisher().sessionId());
				assertThat(old.awaitStatus("NetConnection.Connect.Closed").arguments().get(0).toString())
					.contains("new connection");
				old.awaitClose();
				client.audio(0, new byte[10]).deleteStream(1);
				assertThat(server.await(Stopped.class).stream()).isSameAs(second);
				assertThat(second.statistics().audio().packets()).isOne();
			}
		}
	}

	@Test
	@Tag("V5")
	void whenTheKeyIsAnotherItIsRefusedAndSubscriptionsStay() {
		List<MediaPacket> packets = new ArrayList<>();
		try (TestServer server = new TestServer(
				(builder) -> builder.validator((request) -> PublishDecision.accept("shared"))
					.handler((stream) -> stream.subscribe(SubscriptionOptions.lossless(), packets::add)));
				RawRtmpClient first = publishing(server, "mine");
				RawRtmpClient stranger = RawRtmpClient.connected(server.port(), "live")) {
			LiveStream stream = server.await(Started.class).stream();
			first.audio(0, new byte[10]);
			stranger.publish(1, "another").awaitStatus(BAD_NAME);
			assertThat(server.await(Rejected.class).reason()).isEqualTo(RejectReason.NAME_IN_USE);
			first.audio(20, new byte[10]).deleteStream(1);
			Stopped stopped = server.await(Stopped.class);
			assertThat(stopped.stream()).isSameAs(stream);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(packets).extracting(MediaPacket::timestamp).containsExactly(0L, 20L);
		}
	}

	@Test
	@Tag("V5")
	void whenTheNameIsNoSecretTheTokenHasToBeTheSame() {
		try (TestServer server = new TestServer(
				(builder) -> builder.validator((request) -> PublishDecision.acceptKeyAsName()));
				RawRtmpClient first = publishing(server, "name?token=one")) {
			server.await(Started.class);
			refused(server, "name?token=two");
			refused(server, "name");
			try (RawRtmpClient again = publishing(server, "name?token=one")) {
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.REPLACED);
				server.await(Started.class);
				first.awaitClose();
				again.deleteStream(1);
				server.await(Stopped.class);
			}
		}
	}

	@Test
	@Tag("V5")
	void whenThePolicyIsToRejectNobodyReplaces() {
		try (TestServer server = withPolicy(DuplicatePublisherPolicy.REJECT);
				RawRtmpClient first = publishing(server, "key")) {
			server.await(Started.class);
			refused(server, "key");
			first.deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	@Tag("V5")
	void whenThePolicyIsToReplaceAnyAcceptedOneDoes() {
		try (TestServer server = new TestServer(
				(builder) -> builder.duplicatePublisher(DuplicatePublisherPolicy.REPLACE)
					.validator((request) -> (request.streamKey().matches("no"))
							? PublishDecision.reject("Not this key.") : PublishDecision.accept("shared")));
				RawRtmpClient first = publishing(server, "one");
				RawRtmpClient refused = RawRtmpClient.connected(server.port(), "live")) {
			LiveStream stream = server.await(Started.class).stream();
			refused.publish(1, "no").awaitStatus("NetStream.Publish.Denied");
			server.await(Rejected.class);
			try (RawRtmpClient second = publishing(server, "two")) {
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.stream()).isSameAs(stream);
				assertThat(stopped.reason()).isEqualTo(StopReason.REPLACED);
				server.await(Started.class);
				first.awaitClose();
				second.deleteStream(1);
				server.await(Stopped.class);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(DuplicatePublisherPolicy.class)
	@Tag("V5")
	void whenItIsTheSameConnectionItIsRefused(DuplicatePublisherPolicy policy) {
		try (TestServer server = withPolicy(policy); RawRtmpClient client = publishing(server, "key")) {
			server.await(Started.class);
			client.command(0, "createStream", 2, AmfNull.INSTANCE).awaitCommand("_result");
			client.publish(2, "key").awaitStatus(BAD_NAME);
			server.await(Rejected.class);
			client.deleteStream(1);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	@Tag("V7")
	void whenTheOldOneReadsNothingTheNewOneDoesNotWaitForIt() {
		try (TestServer server = new TestServer((builder) -> builder.idleTimeout(LONG));
				RawRtmpClient dead = publishing(server, "key")) {
			server.await(Started.class);
			try (RawRtmpClient client = publishing(server, "key")) {
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.REPLACED);
				server.await(Started.class);
				client.deleteStream(1);
				server.await(Stopped.class);
			}
			dead.awaitClose();
		}
	}

	@Test
	@Tag("V5")
	void whenTheOldOneIsReplacedItsHandlersAreDoneBeforeTheNewOnesBegin() {
		List<String> calls = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch release = new CountDownLatch(1);
		try (TestServer server = new TestServer((builder) -> builder.handler((stream) -> {
			calls.add("begin");
			stream.openReader(SubscriptionOptions.lossless()).next();
			release.await();
			calls.add("end");
		})); RawRtmpClient old = publishing(server, "key")) {
			server.await(Started.class);
			try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "key")) {
				old.awaitClose();
				assertThat(calls).containsExactly("begin");
				release.countDown();
				client.awaitStatus(START);
				server.await(Stopped.class);
				server.await(Started.class);
				assertThat(calls).containsExactly("begin", "end", "begin");
			}
		}
	}

	@Test
	@Tag("V5")
	void whenSeveralWantToFollowAtOnceOneIsLiveAndEventsArePaired() {
		try (TestServer server = new TestServer(TestServer::crowded)) {
			for (int round = 0; round < 100; round++) {
				String key = "key" + round;
				RawRtmpClient old = publishing(server, key);
				List<RawRtmpClient> successors = IntStream.range(0, 3)
					.mapToObj((i) -> RawRtmpClient.connected(server.port(), "live"))
					.toList();
				successors.parallelStream().forEach((successor) -> successor.publish(1, key));
				// one after the other, the old one first
				for (int i = 0; i < 3; i++) {
					server.await(Started.class);
					assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.REPLACED);
				}
				LiveStream last = server.await(Started.class).stream();
				assertThat(server.server().statistics().activePublishers()).isOne();
				assertThat(server.server().stream("public-" + key)).isNotNull();
				old.awaitClose();
				old.close();
				successors.forEach(RawRtmpClient::close);
				assertThat(server.await(Stopped.class).stream()).isSameAs(last);
			}
			assertThat(server.server().statistics().activePublishers()).isZero();
		}
	}

	@Test
	@Tag("V6")
	void whenOneKeyReconnectsAHundredTimesEventsArePairedAndItIsRefusedInTheEnd() {
		try (TestServer server = new TestServer(TestServer::crowded)) {
			List<RawRtmpClient> clients = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				clients.add(RawRtmpClient.connected(server.port(), "live").publish(1, "key"));
			}
			int started = 0;
			int stopped = 0;
			int rejected = 0;
			LiveStream live = null;
			while (started + rejected < 100) {
				Event event = server.await(Event.class);
				if (event instanceof Started start) {
					assertThat(started++).isEqualTo(stopped);
					live = start.stream();
				}
				else if (event instanceof Stopped stop) {
					assertThat(++stopped).isEqualTo(started);
					assertThat(stop.stream()).isSameAs(live);
				}
				else if (event instanceof Rejected rejection) {
					rejected++;
					assertThat(rejection.reason()).isIn(RejectReason.NAME_IN_USE, RejectReason.BUSY);
				}
			}
			assertThat(started).isBetween(2, 50);
			assertThat(server.server().statistics().activePublishers()).isOne();
			clients.forEach(RawRtmpClient::reset);
			assertThat(server.await(Stopped.class).stream()).isSameAs(live);
			while (server.server().statistics().activeConnections() > 0) {
				Thread.onSpinWait();
			}
			assertThat(server.server().streams()).isEmpty();
			assertThat(server.server().statistics().activePublishers()).isZero();
		}
	}

	@Test
	@Tag("RC5")
	@Tag("V5")
	void whenTwoFollowAfterAReconnectRequestOneIsLive() {
		try (TestServer server = new TestServer(TestServer::crowded)) {
			for (int round = 0; round < 50; round++) {
				RawRtmpClient old = publishing(server, "key" + round, 1);
				server.await(Started.class).stream().requestReconnect(null, LONG);
				old.awaitStatus("NetConnection.Connect.ReconnectRequest");
				RawRtmpClient one = publishing(server, "key" + round, 1);
				RawRtmpClient two = publishing(server, "key" + round, 1);
				old.deleteStream(1);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
				server.await(Started.class);
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.REPLACED);
				server.await(Started.class);
				assertThat(server.server().statistics().activePublishers()).isOne();
				List.of(old, one, two).forEach(RawRtmpClient::close);
				server.await(Stopped.class);
			}
		}
	}

	private static void refused(TestServer server, String key) {
		try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			client.publish(1, key).awaitStatus(BAD_NAME);
			client.awaitClose();
			assertThat(server.await(Rejected.class).reason()).isEqualTo(RejectReason.NAME_IN_USE);
		}
	}

	private static void awaitAudio(LiveStream stream, long packets) {
		while (stream.statistics().audio().packets() < packets) {
			Thread.onSpinWait();
		}
	}

	private static TestServer withPolicy(DuplicatePublisherPolicy policy) {
		return new TestServer((builder) -> builder.duplicatePublisher(policy));
	}

	private static RawRtmpClient publishing(TestServer server, String key) {
		return publishing(server, key, 0);
	}

	private static RawRtmpClient publishing(TestServer server, String key, int capsEx) {
		return RawRtmpClient.publishing(server.port(), "live", key, capsEx);
	}

}
