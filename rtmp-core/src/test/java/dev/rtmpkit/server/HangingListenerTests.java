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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.Stubborn;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Metadata;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners that hang or fail while another publisher is live.
 */
@Tag("S2")
class HangingListenerTests {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	@LogsFailure({ IllegalStateException.class, StackOverflowError.class, LinkageError.class })
	void whenListenerThrowsAnythingAnywhereTheOthersHearAndTheSlotIsReturned() {
		try (TestServer server = server(new Failing())) {
			for (int i = 0; i < 3; i++) {
				try (RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
					client.send(metadata());
					client.audio(0, new byte[10]).deleteStream(1);
					server.await(Started.class);
					server.await(Metadata.class);
					assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
				}
			}
			try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "no")) {
				client.awaitStatus("NetStream.Publish.Denied");
				assertThat(server.await(Rejected.class).reason()).isEqualTo(RejectReason.DENIED);
			}
			RtmpServerStatistics statistics = server.server().statistics();
			assertThat(statistics.startedPublishes()).isEqualTo(3);
			assertThat(statistics.stoppedPublishes(StopReason.UNPUBLISHED)).isEqualTo(3);
			assertThat(statistics.activePublishers()).isZero();
			assertThat(server.server().streams()).isEmpty();
		}
	}

	@Test
	void whenStartedHangsThePublishEndsInTimeAndEventsStayPaired() {
		try (TestServer server = server(new Hanging("started"));
				RawRtmpClient good = publishingGood(server);
				RawRtmpClient bad = RawRtmpClient.connected(server.port(), "live").publish(1, "bad")) {
			bad.awaitStatus("NetStream.Failed");
			bad.awaitClose();
			RtmpServerStatistics statistics = server.server().statistics();
			assertThat(statistics.stoppedPublishes(StopReason.HANDLER_UNAVAILABLE)).isOne();
			assertThat(server.server().stream("public-bad")).as("slot").isNull();
			assertGoesOn(server, good);
			this.release.countDown();
			server.await(Started.class);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.HANDLER_UNAVAILABLE);
			RawRtmpClient.publishing(server.port(), "live", "bad").close();
		}
	}

	@Test
	void whenStartedHangsAndEncodersComeAndGoWhatWaitsIsBounded() {
		try (TestServer server = server(new Hanging("started"))) {
			RtmpServerStatistics statistics = server.server().statistics();
			while (statistics.rejectedPublishes(RejectReason.BUSY) == 0) {
				long known = statistics.startedPublishes() + statistics.rejectedPublishes(RejectReason.BUSY);
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "bad");
				await(() -> statistics.startedPublishes() + statistics.rejectedPublishes(RejectReason.BUSY) > known);
				client.reset();
				await(() -> statistics.activePublishers() == 0);
			}
			// each has a start and a stop to be told
			assertThat(statistics.startedPublishes()).isEqualTo(8);
			this.release.countDown();
			assertThat(nextOfStream(server)).isInstanceOf(Started.class);
			for (int i = 0; i < 7; i++) {
				assertThat(nextOfStream(server)).isInstanceOf(Stopped.class);
				assertThat(nextOfStream(server)).isInstanceOf(Started.class);
			}
			assertThat(nextOfStream(server)).isInstanceOf(Stopped.class);
		}
	}

	@Test
	void whenMetadataHangsMediaFlowsAndTheStopIsToldAfterwards() {
		try (TestServer server = server(new Hanging("metadata"));
				RawRtmpClient bad = RawRtmpClient.publishing(server.port(), "live", "bad")) {
			LiveStream stream = server.await(Started.class).stream();
			for (int i = 0; i < 100; i++) {
				bad.send(metadata());
			}
			bad.audio(0, new byte[10]);
			await(() -> stream.statistics().audio().packets() == 1);
			bad.deleteStream(1).awaitStatus("NetStream.Unpublish.Success");
			assertThat(server.server().streams()).isEmpty();
			this.release.countDown();
			TestServer.Event event = server.await(TestServer.Event.class);
			int told = 0;
			while (event instanceof Metadata) {
				told++;
				event = server.await(TestServer.Event.class);
			}
			assertThat(event).isInstanceOf(Stopped.class);
			assertThat(told).as("one was under way, one waited").isLessThanOrEqualTo(2);
		}
	}

	@Test
	void whenStoppedHangsTheSlotIsReturnedAndTheNextOneOfTheNameWaitsInVain() {
		try (TestServer server = server(new Hanging("stopped")); RawRtmpClient good = publishingGood(server)) {
			RawRtmpClient.publishing(server.port(), "live", "bad").close();
			server.await(Started.class);
			RtmpServerStatistics statistics = server.server().statistics();
			await(() -> statistics.activePublishers() == 1);
			try (RawRtmpClient again = RawRtmpClient.connected(server.port(), "live").publish(1, "bad")) {
				again.awaitStatus("NetStream.Failed");
				again.awaitClose();
			}
			try (RawRtmpClient other = RawRtmpClient.publishing(server.port(), "live", "other")) {
				server.await(Started.class);
			}
			server.await(Stopped.class);
			assertGoesOn(server, good);
			this.release.countDown();
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.CONNECTION_LOST);
			server.await(Started.class);
			assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.HANDLER_UNAVAILABLE);
		}
	}

	@Test
	void whenRejectedHangsOnlySoManyThreadsHangAndClientsAreAnswered() {
		Hanging hanging = new Hanging("rejected");
		try (TestServer server = server(hanging); RawRtmpClient good = publishingGood(server)) {
			for (int i = 0; i < 10; i++) {
				try (RawRtmpClient client = RawRtmpClient.connected(server.port(), "live").publish(1, "no")) {
					client.awaitStatus("NetStream.Publish.Denied");
					client.awaitClose();
				}
			}
			assertGoesOn(server, good);
			assertThat(hanging.calls).hasValueLessThanOrEqualTo(4);
			this.release.countDown();
			server.await(Rejected.class);
		}
	}

	private static DataMessage metadata() {
		return new DataMessage(1, 0, false, Amf0Encoder.encode(new AmfString("@setDataFrame"),
				new AmfString("onMetaData"), AmfObject.builder().put("width", 640).build()));
	}

	private static TestServer.Event nextOfStream(TestServer server) {
		TestServer.Event event = server.await(TestServer.Event.class);
		while (event instanceof Rejected) {
			// told whenever there is a thread
			event = server.await(TestServer.Event.class);
		}
		return event;
	}

	/**
	 * The listener is called before that of the test server.
	 */
	private static TestServer server(RtmpServerListener listener) {
		return new TestServer(listener,
				(builder) -> TestServer.crowded(builder)
					.maxUnansweredDecisions(4)
					.failuresPerMinute(1000)
					.publishTimeout(SHORT)
					.firstMediaTimeout(Duration.ofSeconds(60)));
	}

	private static RawRtmpClient publishingGood(TestServer server) {
		RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "good");
		server.await(Started.class);
		return client;
	}

	private static void assertGoesOn(TestServer server, RawRtmpClient good) {
		good.audio(0, new byte[10]).deleteStream(1);
		Stopped stopped = server.await(Stopped.class);
		assertThat(stopped.stream().name()).isEqualTo("public-good");
		assertThat(stopped.stream().statistics().audio().packets()).isOne();
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

	private static final class Failing implements RtmpServerListener {

		private final List<Throwable> failures = List.of(new IllegalStateException(), new StackOverflowError(),
				new LinkageError());

		private final AtomicInteger next = new AtomicInteger();

		@Override
		public void publishStarted(PublishEvent event) {
			fail();
		}

		@Override
		public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
			fail();
		}

		@Override
		public void metadataReceived(PublishEvent event, StreamMetadata metadata) {
			fail();
		}

		@Override
		public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
			fail();
		}

		private void fail() {
			Throwable failure = this.failures.get(this.next.getAndIncrement() % this.failures.size());
			if (failure instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) failure;
		}

	}

	private final class Hanging implements RtmpServerListener {

		private final String where;

		private final AtomicInteger calls = new AtomicInteger();

		Hanging(String where) {
			this.where = where;
		}

		@Override
		public void publishStarted(PublishEvent event) {
			hang("started", event.stream().name());
		}

		@Override
		public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
			hang("rejected", "public-bad");
		}

		@Override
		public void metadataReceived(PublishEvent event, StreamMetadata metadata) {
			hang("metadata", event.stream().name());
		}

		@Override
		public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
			hang("stopped", event.stream().name());
		}

		private void hang(String place, String name) {
			if (place.equals(this.where) && name.equals("public-bad")) {
				this.calls.incrementAndGet();
				Stubborn.await(HangingListenerTests.this.release);
			}
		}

	}

}
