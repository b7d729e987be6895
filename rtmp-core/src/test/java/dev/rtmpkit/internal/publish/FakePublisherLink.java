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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * A connection without a socket: tasks run at once or when they are told to, and time
 * passes when a test says so.
 */
final class FakePublisherLink implements PublisherLink {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<Timed> timed = new ArrayList<>();

	private final List<StopReason> ends = new ArrayList<>();

	private boolean current = true;

	private boolean open = true;

	private long now;

	private int pauses;

	private int said;

	/**
	 * Let calls come from another thread or from that of the connection.
	 */
	void calledFromElsewhere(boolean elsewhere) {
		this.current = !elsewhere;
	}

	/**
	 * Run what other threads gave.
	 */
	void runTasks() {
		boolean before = this.current;
		this.current = true;
		Runnable task;
		while ((task = this.tasks.poll()) != null) {
			task.run();
		}
		this.current = before;
	}

	/**
	 * Let time pass.
	 */
	void pass(Duration time) {
		long until = this.now + time.toNanos();
		Optional<Timed> next = next(until);
		while (next.isPresent()) {
			Timed due = next.get();
			this.now = due.time();
			this.timed.remove(due);
			due.task().run();
			next = next(until);
		}
		this.now = until;
	}

	private Optional<Timed> next(long until) {
		return this.timed.stream().filter((task) -> task.time() <= until).min(Comparator.comparingLong(Timed::time));
	}

	void disconnect() {
		this.open = false;
	}

	/**
	 * Return how often {@link #pause()} was called and not taken back.
	 */
	int pauses() {
		return this.pauses;
	}

	/**
	 * Return how often something was sent.
	 */
	int said() {
		return this.said;
	}

	/**
	 * Return the reasons for which the connection was to end.
	 */
	List<StopReason> ends() {
		return this.ends;
	}

	@Override
	public Executor executor() {
		return this.tasks::add;
	}

	@Override
	public boolean isCurrentThread() {
		return this.current;
	}

	@Override
	public Runnable schedule(Runnable task, long nanos) {
		Timed added = new Timed(task, this.now + nanos);
		this.timed.add(added);
		return () -> this.timed.removeIf((other) -> other == added);
	}

	@Override
	public void pause() {
		this.pauses++;
	}

	@Override
	public void resume() {
		this.pauses--;
	}

	@Override
	public void end(StopReason reason, @Nullable String text) {
		this.ends.add(reason);
	}

	@Override
	public void say(Consumer<ServerSession> words) {
		this.said++;
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return CompletableFuture.completedFuture(Duration.ZERO);
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	/**
	 * A task that waits for its time.
	 *
	 * @param task the task
	 * @param time when it is due
	 */
	private record Timed(Runnable task, long time) {

	}

}
