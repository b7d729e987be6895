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

package dev.rtmpkit.internal.thread;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventSequence}.
 */
@Tag("S2")
class EventSequenceTests {

	private final Steps steps = new Steps();

	private final EventSequence events = new EventSequence(this.steps, 3);

	@Test
	void whenNotificationsHaveTheSameNameTheyRunOneAfterTheOther() {
		List<String> ran = new ArrayList<>();
		CompletableFuture<Void> condition = new CompletableFuture<>();
		this.events.run("a", condition, () -> ran.add("a1"));
		this.events.run("a", () -> ran.add("a2"));
		this.events.run("b", () -> ran.add("b1"));
		this.steps.runAll();
		assertThat(ran).containsExactly("b1");
		CompletableFuture<Void> idle = this.events.idle();
		condition.completeExceptionally(new IllegalStateException());
		this.steps.runAll();
		assertThat(ran).containsExactly("b1", "a1", "a2");
		assertThat(idle).isCompleted();
	}

	@Test
	void whenOneThrowsTheNextOneRuns() {
		List<String> ran = new ArrayList<>();
		CompletableFuture<Void> done = this.events.run("a", () -> {
			throw new StackOverflowError();
		});
		this.events.run("a", () -> ran.add("a2"));
		this.steps.runAll();
		assertThat(ran).containsExactly("a2");
		assertThat(this.steps.failures).hasSize(1);
		assertThat(done).isCompleted();
	}

	@Test
	void whenThereAreNoThreadsAnyMoreWhatWaitsCompletes() {
		CompletableFuture<Void> first = this.events.run("a", () -> {
		});
		CompletableFuture<Void> second = this.events.run("a", () -> {
		});
		this.steps.rejectAll();
		assertThat(first).isCompleted();
		this.steps.rejectAll();
		assertThat(second).isCompleted();
		assertThat(this.events.idle()).isCompleted();
		assertThat(this.events.isBusy("a")).isFalse();
	}

	@Test
	void whenManyWaitUnderANameItIsBusyUntilTheyHaveRun() {
		for (int i = 0; i < 16; i++) {
			assertThat(this.events.isBusy("a")).isFalse();
			this.events.run("a", () -> {
			});
		}
		assertThat(this.events.isBusy("a")).isTrue();
		assertThat(this.events.isBusy("b")).isFalse();
		this.steps.runAll();
		assertThat(this.events.isBusy("a")).isFalse();
	}

	@Test
	void whenManyNamesWaitAllAreBusyUntilOneHasRun() {
		for (String name : List.of("a", "b", "c")) {
			assertThat(this.events.isBusy(name)).isFalse();
			this.events.run(name, () -> {
			});
		}
		assertThat(this.events.isBusy("d")).isTrue();
		this.steps.run();
		assertThat(this.events.isBusy("d")).isFalse();
	}

	/**
	 * Runs tasks when it is told to.
	 */
	private static final class Steps implements Workers {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		private final Queue<Consumer<RejectedExecutionException>> rejections = new ArrayDeque<>();

		private final List<Throwable> failures = new ArrayList<>();

		@Override
		public void execute(Runnable task, Consumer<RejectedExecutionException> rejected) {
			this.tasks.add(task);
			this.rejections.add(rejected);
		}

		@Override
		public ThreadUsage usage() {
			return new ThreadUsage(0, this.tasks.size(), 0);
		}

		void run() {
			this.rejections.remove();
			try {
				this.tasks.remove().run();
			}
			catch (Error ex) {
				this.failures.add(ex);
			}
		}

		void runAll() {
			while (!this.tasks.isEmpty()) {
				run();
			}
		}

		void rejectAll() {
			for (int i = this.tasks.size(); i > 0; i--) {
				this.tasks.remove();
				this.rejections.remove().accept(new RejectedExecutionException());
			}
		}

	}

}
