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

package dev.rtmpkit.internal.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.ByteLedger;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import dev.rtmpkit.internal.wire.message.AggregateMessage;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.MessageEncoder;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.server.TestLimits;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.LogsFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when things meet at an awkward moment.
 */
class ConnectionTests {

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final ServerCounters counters = new ServerCounters();

	private final RtmpServerBuilder limits = RtmpServer.builder().drainTimeout(Duration.ofMillis(1));

	private StreamKeyValidator validator = (request) -> request.streamKey().value().equals("no")
			? PublishDecision.reject("No.") : PublishDecision.acceptKeyAsName();

	private List<StreamHandler> handlers = List.of();

	private RtmpServerListener firstListener = new RtmpServerListener() {
	};

	private Executor executor = Runnable::run;

	private Executor handlerExecutor = Runnable::run;

	private TestRun server;

	@Test
	@Tag("I8")
	@Tag("M4")
	@Tag("A6")
	@Tag("K6")
	void whenMoreComesThanIsAllowedTheSocketIsNotReadForAWhile() {
		this.limits.commandsPerSecond(20).dataMessagesPerSecond(20).chunksPerSecond(1000);
		start();
		for (RtmpMessage[] flood : List.of(times(30, new CommandMessage(1, "noise", 0, AmfNull.INSTANCE, List.of())),
				times(30, new DataMessage(1, 0, false, ByteBuffer.wrap(new byte[] { 5 }))),
				new RtmpMessage[] { new SetChunkSize(1), EmbeddedClient.audio(1, 2000) })) {
			try (EmbeddedClient client = EmbeddedClient.connected(this.server, 1)) {
				client.send(flood[0]);
				assertThat(client.channel().config().isAutoRead()).isTrue();
				client.send(flood);
				assertThat(client.channel().config().isAutoRead()).isFalse();
				passThrottles(client);
			}
		}
	}

	@Test
	@Tag("I8")
	@Tag("M4")
	void whenMoreComesInOneReadThanIsAllowedTheRestIsHeldBack() {
		this.limits.commandsPerSecond(20).dataMessagesPerSecond(20).chunksPerSecond(1000);
		start();
		CommandMessage noise = new CommandMessage(1, "noise", 0, AmfNull.INSTANCE, List.of());
		DataMessage data = new DataMessage(1, 0, false, ByteBuffer.wrap(new byte[] { 5 }));
		AudioMessage silence = EmbeddedClient.audio(1, 0);
		for (RtmpMessage[] flood : List.of(times(30, noise), times(30, data), times(1500, silence))) {
			try (EmbeddedClient client = EmbeddedClient.connected(this.server, 1)) {
				long before = this.counters.ignoredMessages();
				client.send(flood);
				assertThat(this.counters.ignoredMessages() - before).isLessThan(flood.length);
				passThrottles(client);
				assertThat(this.counters.ignoredMessages() - before).isEqualTo(flood.length);
			}
		}
	}

	@Test
	@Tag("I8")
	void whenSequenceHeadersComeInOneReadTheyAreChargedAsData() {
		this.limits.dataMessagesPerSecond(20);
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a");
			LiveStream stream = this.server.registry().find("a");
			assertThat(stream).isNotNull();
			client.send(times(40, new AudioMessage(1, 0, ByteBuffer.wrap(new byte[] { (byte) 0xAF, 1, 7 }))));
			assertThat(stream.statistics().packets()).as("frames are free").isEqualTo(40);
			assertThat(client.channel().config().isAutoRead()).isTrue();
			for (String header : List.of("AF 00 12 10", "95 04 4F707573 00 02", "17 00 000000 01", "94 61763031 00")) {
				byte[] payload = Hex.bytes(header);
				long before = stream.statistics().packets();
				client.send(times(40,
						(header.startsWith("A") || header.startsWith("95"))
								? new AudioMessage(1, 0, ByteBuffer.wrap(payload))
								: new VideoMessage(1, 0, ByteBuffer.wrap(payload))));
				assertThat(stream.statistics().packets() - before).as(header).isBetween(1L, 30L);
				passThrottles(client);
				assertThat(stream.statistics().packets() - before).as(header).isEqualTo(40);
			}
		}
	}

	@Test
	@Tag("I8")
	void whenATurnHoldsVeryManyMessagesOthersGetTheirTurnFirst() {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a");
			LiveStream stream = this.server.registry().find("a");
			assertThat(stream).isNotNull();
			client.send(times(10_000, EmbeddedClient.audio(1, 0)));
			assertThat(stream.statistics().packets()).isEqualTo(InputTurn.MESSAGES);
			passThrottles(client);
			assertThat(stream.statistics().packets()).isEqualTo(10_000);
		}
	}

	@Test
	@Tag("I8")
	@Tag("K5")
	void whenAMessageComesInVeryManyChunksOthersGetTheirTurnFirst() {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a");
			LiveStream stream = this.server.registry().find("a");
			assertThat(stream).isNotNull();
			client.send(new SetChunkSize(1), EmbeddedClient.audio(1, 50_000), EmbeddedClient.audio(1, 50_000));
			assertThat(stream.statistics().packets()).isZero();
			assertThat(client.channel().config().isAutoRead()).isFalse();
			passThrottles(client);
			assertThat(stream.statistics().packets()).isEqualTo(2);
			client.send(new SetChunkSize(4096), EmbeddedClient.audio(1, 50_000));
			assertThat(stream.statistics().packets()).isEqualTo(3);
		}
	}

	/** The rates have a clock of their own, which does not stand still. */
	private static void passThrottles(EmbeddedClient client) {
		while (!client.channel().config().isAutoRead()) {
			client.channel().advanceTimeBy(1, TimeUnit.SECONDS);
			client.channel().runScheduledPendingTasks();
		}
	}

	@Test
	@Tag("I9")
	void whenCommandsComeInAnAggregateThereIsOneDecisionAtATime() {
		List<String> asked = new ArrayList<>();
		Queue<Runnable> tasks = new ArrayDeque<>();
		boolean[] direct = { false };
		this.executor = (task) -> {
			if (direct[0]) {
				task.run();
			}
			else {
				tasks.add(task);
			}
		};
		this.validator = (request) -> {
			asked.add(request.streamKey().value());
			return PublishDecision.acceptKeyAsName();
		};
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "first");
			decide(client, tasks, asked);
			CommandMessage closeStream = new CommandMessage(1, "closeStream", 0, AmfNull.INSTANCE, List.of());
			client.send(aggregate(closeStream, EmbeddedClient.publishCommand(1, "second"), closeStream,
					EmbeddedClient.publishCommand(1, "third"), EmbeddedClient.audio(1, 100)));
			assertThat(this.counters.receivedBytes(TrafficKind.AUDIO)).as("held back").isZero();
			decide(client, tasks, asked);
			assertThat(asked).containsExactly("first", "second", "third");
			assertThat(this.server.registry().streams()).extracting(LiveStream::name).containsExactly("third");
			assertThat(this.counters.receivedBytes(TrafficKind.AUDIO)).isEqualTo(100);
			assertThat(this.told).contains("stopped first UNPUBLISHED", "stopped second UNPUBLISHED")
				.doesNotContain("stopped third UNPUBLISHED");
		}
		finally {
			direct[0] = true;
			tasks.forEach(Runnable::run);
		}
	}

	/**
	 * Run all tasks again and again, and let the event loop hear of it only in between:
	 * what is asked at once is asked while no other decision is known.
	 */
	private static void decide(EmbeddedClient client, Queue<Runnable> tasks, List<String> asked) {
		while (!tasks.isEmpty()) {
			int before = asked.size();
			for (Runnable task; (task = tasks.poll()) != null;) {
				task.run();
			}
			assertThat(asked).as("at most one more").hasSizeLessThanOrEqualTo(before + 1);
			client.channel().runPendingTasks();
		}
	}

	@Test
	@Tag("I9")
	void whenMediaComesInAggregatesItIsChargedAndCountedAsMedia() {
		this.limits.commandsPerSecond(20);
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a");
			client.send(times(100, aggregate(EmbeddedClient.audio(1, 10), EmbeddedClient.audio(1, 20))));
			assertThat(client.channel().config().isAutoRead()).isTrue();
			assertThat(this.counters.receivedBytes(TrafficKind.AUDIO)).isEqualTo(3000);
			long before = this.counters.ignoredMessages();
			CommandMessage noise = new CommandMessage(1, "noise", 0, AmfNull.INSTANCE, List.of());
			client.send(aggregate(times(30, noise)));
			assertThat(this.counters.ignoredMessages() - before).isBetween(1L, 25L);
			assertThat(client.channel().config().isAutoRead()).isFalse();
			passThrottles(client);
			assertThat(this.counters.ignoredMessages() - before).isEqualTo(30);
		}
	}

	private static AggregateMessage aggregate(RtmpMessage... parts) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (RtmpMessage part : parts) {
			RawMessage raw = MessageEncoder.encode(part);
			int length = raw.payload().remaining();
			byte[] tag = new byte[15 + length];
			ByteBuffer.wrap(tag)
				.putInt(raw.typeId() << 24 | length)
				.putInt(0)
				.put(new byte[3])
				.put(raw.payload().duplicate())
				.putInt(11 + length);
			body.writeBytes(tag);
		}
		return new AggregateMessage(1, 0, ByteBuffer.wrap(body.toByteArray()));
	}

	@Test
	@Tag("I7")
	void whenMemoryIsFullTheSocketIsNotReadUntilItIsNot() {
		this.limits.maxMemory(1_000_000);
		ByteLedger.Account account = start().memory().ledger().open();
		try (EmbeddedClient client = EmbeddedClient.connected(this.server, 1)) {
			account.hold(960_000);
			client.channel().runPendingTasks();
			assertThat(client.channel().config().isAutoRead()).isFalse();
			account.hold(0);
			client.channel().runPendingTasks();
			assertThat(client.channel().config().isAutoRead()).isTrue();
		}
	}

	private static RtmpMessage[] times(int count, RtmpMessage message) {
		return Collections.nCopies(count, message).toArray(RtmpMessage[]::new);
	}

	private TestRun start() {
		RtmpServerListener listener = new RtmpServerListener() {

			@Override
			public void publishStarted(PublishEvent event) {
				ConnectionTests.this.told.add("started " + event.stream().name());
			}

			@Override
			public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
				ConnectionTests.this.told.add("stopped " + event.stream().name() + " " + reason);
			}

		};
		this.server = new TestRun(this.counters, AddressRules.NONE, TestLimits.of(this.limits),
				TestRun.callbacks(this.validator, this.handlers, List.of(this.firstListener, listener)), this.executor,
				this.handlerExecutor);
		return this.server;
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	@Tag("NC9")
	void whenClientClosesTheConnectionItIsNoInternalError() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger(FailureHandler.class);
		log.start();
		logger.addAppender(log);
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a").command(0, "close", 0, AmfNull.INSTANCE);
			assertThat(client.channel().isOpen()).isFalse();
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).noneMatch((event) -> event.getLevel().isGreaterOrEqual(Level.WARN));
		assertThat(this.told).containsExactly("started a", "stopped a UNPUBLISHED");
	}

	@Test
	@Tag("M4")
	void whenPublisherDoesNotReadItCanBeDisconnectedAllTheSame() {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a").stopReading();
			LiveStream stream = this.server.registry().find("a");
			assertThat(stream).isNotNull();
			assertThat(this.server.disconnect(stream.publisher().sessionId(), "Bye.")).isTrue();
			assertThat(client.channel().isOpen()).isFalse();
			assertThat(this.told).containsExactly("started a", "stopped a DISCONNECTED");
		}
	}

	@Test
	@Tag("M4")
	void whenPublisherDoesNotReadTheAnswerToAnotherCommandItsPublishEndsAtOnce() {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a").stopReading().command(0, "createStream", 2, AmfNull.INSTANCE);
			assertThat(client.channel().isOpen()).isFalse();
			assertThat(this.told).containsExactly("started a", "stopped a PROTOCOL_ERROR");
		}
	}

	@Test
	@Tag("M4")
	void whenClientDoesNotReadThatItMayPublishThePublishEnds() {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.stopReading().publish(1, "a");
			assertThat(client.channel().isOpen()).isFalse();
			assertThat(this.told).containsExactly("started a", "stopped a PROTOCOL_ERROR");
			assertThat(this.server.registry().streams()).isEmpty();
		}
	}

	@Test
	@Tag("M4")
	void whenClientDoesNotReadThatItMayNotPublishItIsClosed() {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.stopReading().publish(1, "no");
			assertThat(client.channel().isOpen()).isFalse();
		}
	}

	@Test
	@Tag("V2")
	void whenThereIsNoThreadForAHandlerThePublishEndsAndTheClientIsTold() {
		this.handlers = List.of((stream) -> {
		});
		this.handlerExecutor = (task) -> {
			throw new RejectedExecutionException("full");
		};
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a");
			assertThat(client.received()).containsExactly("NetStream.Failed");
			assertThat(client.channel().isOpen()).isFalse();
			assertThat(this.told).containsExactly("started a", "stopped a HANDLER_UNAVAILABLE");
		}
	}

	@Test
	@Tag("S2")
	@LogsFailure(NoClassDefFoundError.class)
	void whenListenerFailsWithAnErrorTheNextIsToldAllTheSame() {
		this.firstListener = new RtmpServerListener() {

			@Override
			public void publishStarted(PublishEvent event) {
				throw new NoClassDefFoundError("broken listener");
			}

		};
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a").deleteStream(1);
			assertThat(this.told).containsExactly("started a", "stopped a UNPUBLISHED");
		}
	}

	@Test
	@Tag("NS9")
	void whenOneOfTwoPublishesEndsTheOtherKeepsWaitingForItsConsumer() throws Exception {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 2)) {
			PacketReader reader = read(client.publish(1, "a").publish(2, "b"), "a");
			client.send(EmbeddedClient.audio(1, 5000));
			assertThat(client.channel().config().isAutoRead()).isFalse();
			client.deleteStream(2);
			assertThat(client.channel().config().isAutoRead()).as("a is still full").isFalse();
			reader.next();
			client.channel().runPendingTasks();
			assertThat(client.channel().config().isAutoRead()).isTrue();
		}
	}

	@Test
	@Tag("NS9")
	void whenOneOfTwoConsumersHasRoomAgainTheOtherIsStillWaitedFor() throws Exception {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 2)) {
			PacketReader reader = read(client.publish(1, "a").publish(2, "b"), "a");
			read(client, "b");
			client.send(EmbeddedClient.audio(1, 5000), EmbeddedClient.audio(2, 5000));
			reader.next();
			client.channel().runPendingTasks();
			assertThat(client.channel().config().isAutoRead()).as("b is still full").isFalse();
			client.deleteStream(2);
			assertThat(client.channel().config().isAutoRead()).isTrue();
		}
	}

	@Test
	@Tag("S1")
	void whenConsumerIsFullAgainAtOnceThePublisherWaits() throws Exception {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			PacketReader reader = read(client.publish(1, "a"), "a");
			client.send(EmbeddedClient.audio(1, 5000));
			// Room is noticed first, then a read that had begun fills it again
			reader.next();
			client.channel()
				.eventLoop()
				.execute(
						() -> client.channel().pipeline().fireChannelRead(client.bytes(EmbeddedClient.audio(1, 5000))));
			client.channel().runPendingTasks();
			assertThat(client.channel().config().isAutoRead()).isFalse();
			reader.next();
			client.channel().runPendingTasks();
			assertThat(client.channel().config().isAutoRead()).isTrue();
		}
	}

	private PacketReader read(EmbeddedClient client, String name) {
		LiveStream stream = this.server.registry().find(name);
		assertThat(stream).isNotNull();
		PacketReader reader = stream.openReader(SubscriptionOptions.lossless().queueBytes(1000));
		client.channel().runPendingTasks();
		return reader;
	}

	@Test
	@Tag("NS9")
	void whenOneOfTwoPublishesEndsTheOtherMayLast() {
		this.limits.publishTimeout(Duration.ofMillis(1));
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 2)) {
			client.publish(1, "a").publish(2, "b").deleteStream(2);
			passPublishDeadline(client);
			assertThat(client.channel().isOpen()).isTrue();
			client.deleteStream(1);
			passPublishDeadline(client);
			assertThat(client.channel().isOpen()).isFalse();
		}
	}

	private void passPublishDeadline(EmbeddedClient client) {
		long start = System.nanoTime();
		while (System.nanoTime() - start <= TestLimits.of(this.limits).timeouts().publish().toNanos()) {
			Thread.onSpinWait();
		}
		client.channel().advanceTimeBy(1, TimeUnit.MINUTES);
		client.channel().runScheduledPendingTasks();
		client.channel().runPendingTasks();
	}

	@Test
	void whenMediaWaitedForTheDecisionItIsCountedOnceItIsTaken() {
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.send(EmbeddedClient.publishCommand(1, "a"), EmbeddedClient.audio(1, 100));
			assertThat(this.counters.receivedBytes(TrafficKind.AUDIO)).isEqualTo(100);
		}
	}

	@Test
	@Tag("V6")
	void whenNameIsTakenAgainTheMomentItIsFreeTheOldStoppedComesFirst() {
		List<EmbeddedClient> waiting = new ArrayList<>();
		this.executor = (task) -> {
			if (!waiting.isEmpty() && this.server.registry().find("a") == null) {
				waiting.remove(0).publish(1, "a");
			}
			task.run();
		};
		this.handlers = List.of((stream) -> stream.subscribe(SubscriptionOptions.lossless(), (packet) -> {
		}));
		try (EmbeddedClient first = EmbeddedClient.connected(start(), 1);
				EmbeddedClient second = EmbeddedClient.connected(this.server, 1)) {
			first.publish(1, "a");
			waiting.add(second);
			first.deleteStream(1);
			second.channel().runPendingTasks();
			assertThat(this.told).startsWith("started a", "stopped a UNPUBLISHED", "started a");
		}
	}

	@Test
	@Tag("I5")
	void whenAHandlerReturnsItsReadersAreClosed() {
		List<PacketReader> leaked = new ArrayList<>();
		this.handlers = List.of((stream) -> leaked.add(stream.openReader(SubscriptionOptions.lossless())));
		try (EmbeddedClient client = EmbeddedClient.connected(start(), 1)) {
			client.publish(1, "a").send(EmbeddedClient.audio(1, 10));
			assertThat(leaked).singleElement().satisfies((reader) -> assertThat(reader.isActive()).isFalse());
			LiveStream stream = this.server.registry().find("a");
			assertThat(stream).isNotNull();
			assertThat(stream.statistics().subscriptions()).isZero();
		}
	}

}
