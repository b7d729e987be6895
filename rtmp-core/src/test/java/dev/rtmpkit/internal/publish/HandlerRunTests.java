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

package dev.rtmpkit.internal.publish;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.stream.StreamListener;
import dev.rtmpkit.internal.stream.StreamRegistry;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.StreamSettings;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandlerRun}.
 */
class HandlerRunTests {

	private final LiveStream stream = stream();

	@Test
	void whenHandlerSubscribesItIsAttachedBeforeItReturns() {
		AtomicBoolean attached = new AtomicBoolean();
		HandlerRun[] run = new HandlerRun[1];
		run[0] = run((live) -> {
			assertThat(run[0].attached()).isNotDone();
			live.openReader(SubscriptionOptions.lossless());
			attached.set(run[0].attached().isDone() && !run[0].returned().isDone());
		});
		run[0].run();
		assertThat(attached).isTrue();
		assertThat(run[0].returned()).isCompleted();
	}

	@Test
	void whenHandlerReturnsWithoutSubscribingItIsAttached() {
		HandlerRun run = run((live) -> {
		});
		run.run();
		assertThat(run.attached()).isCompleted();
		assertThat(run.returned()).isCompleted();
	}

	@Test
	void whenThereIsNoThreadItIsAttachedExceptionallyAndHasReturned() {
		HandlerRun run = run((live) -> {
		});
		run.reject(new RejectedExecutionException("full"));
		assertThat(run.attached()).isCompletedExceptionally();
		assertThat(run.returned()).isCompleted();
	}

	@Test
	void whenGivenUpBeforeItBeginsTheHandlerIsNotCalled() {
		AtomicBoolean called = new AtomicBoolean();
		HandlerRun run = run((live) -> called.set(true));
		run.giveUp();
		run.run();
		assertThat(called).isFalse();
		assertThat(run.attached()).isCompleted();
		assertThat(run.returned()).isCompleted();
	}

	@Test
	void whenGivenUpTheHandlerIsInterruptedAndItsThreadIsNotLeftInterrupted() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		HandlerRun run = run((live) -> {
			entered.countDown();
			while (!Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
			interrupted.set(true);
		});
		FutureTask<Boolean> task = new FutureTask<>(() -> {
			run.run();
			return Thread.currentThread().isInterrupted();
		});
		Thread thread = new Thread(task, "handler");
		thread.setDaemon(true);
		thread.start();
		assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
		run.giveUp();
		assertThat(task.get(10, TimeUnit.SECONDS)).isFalse();
		assertThat(interrupted).isTrue();
	}

	private HandlerRun run(StreamHandler handler) {
		return new HandlerRun(handler, this.stream, new Warnings());
	}

	private static LiveStream stream() {
		Feed feed = new Feed(new FakePublisherLink(), 1, "session", FeedTests.request(Capabilities.NONE),
				FeedTests.ACCEPTED);
		return new StreamRegistry(StreamSettings.DEFAULT).register(feed.streamName(), feed.info(Instant.EPOCH), feed,
				Runnable::run, Runnable::run, new StreamListener() {
				})
			.stream();
	}

}
