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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the publishes on it see it. All methods may be called from any thread,
 * except where said.
 */
public interface PublisherLink {

	/**
	 * Return what runs tasks one after another, in the order given: the thread of the
	 * connection. It goes on after the connection is closed, until the server ends.
	 * @return the executor; it rejects when the server has ended
	 */
	Executor executor();

	/**
	 * Return whether this is the thread of the connection.
	 * @return whether it is
	 */
	boolean isCurrentThread();

	/**
	 * Run a task later on the thread of the connection.
	 * @param task the task
	 * @param nanos the delay in nanoseconds
	 * @return cancels the task
	 */
	Runnable schedule(Runnable task, long nanos);

	/**
	 * Read nothing from the client until {@link #resume()} was called as often as this
	 * method. Called by the thread of the connection.
	 */
	void pause();

	/**
	 * Take back a {@link #pause()}. Called by the thread of the connection.
	 */
	void resume();

	/**
	 * End every publish on the connection and close it.
	 * @param reason the reason
	 * @param text the text for the client, {@code null} for that of the reason
	 */
	void end(StopReason reason, @Nullable String text);

	/**
	 * Send something to the client, if the connection is still open.
	 * @param words what to send; called by the thread of the connection
	 */
	void say(Consumer<ServerSession> words);

	/**
	 * Ping the client.
	 * @return completes with the time until its answer, exceptionally with an
	 * {@link java.io.IOException} if there is none
	 */
	CompletableFuture<Duration> ping();

	/**
	 * Return whether the client is connected.
	 * @return whether it is
	 */
	boolean isOpen();

}
