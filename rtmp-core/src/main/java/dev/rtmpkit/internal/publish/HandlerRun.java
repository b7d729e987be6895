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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StreamHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One handler at work on one stream.
 */
final class HandlerRun implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(HandlerRun.class);

	private final StreamHandler handler;

	private final LiveStream stream;

	private final Warnings warnings;

	private final CompletableFuture<Void> attached = new CompletableFuture<>();

	private final CompletableFuture<Void> returned = new CompletableFuture<>();

	private @Nullable Thread thread;

	private boolean givenUp;

	HandlerRun(StreamHandler handler, LiveStream stream, Warnings warnings) {
		this.handler = handler;
		this.stream = stream;
		this.warnings = warnings;
	}

	String name() {
		return this.handler.getClass().getName();
	}

	/**
	 * Return when the handler has subscribed or returned.
	 * @return completes then, exceptionally if there is no thread for it
	 */
	CompletableFuture<Void> attached() {
		return this.attached;
	}

	/**
	 * Return when the handler has returned.
	 * @return completes then
	 */
	CompletableFuture<Void> returned() {
		return this.returned;
	}

	@Override
	public void run() {
		AttachingStream attaching = new AttachingStream(this.stream, this.attached);
		try {
			if (enter(Thread.currentThread())) {
				this.handler.handle(attaching);
			}
		}
		catch (Throwable ex) {
			if (!(ex instanceof InterruptedException)) {
				this.warnings.warn(logger, "failed " + name(), MaskedFailure.of(ex), "Handler {} of stream {} failed",
						name(), this.stream.name());
			}
		}
		finally {
			attaching.closeReaders();
			leave();
			this.attached.complete(null);
			this.returned.complete(null);
		}
	}

	/**
	 * Note that there is no thread for the handler.
	 * @param rejection why
	 */
	void reject(RejectedExecutionException rejection) {
		this.warnings.warn(logger, "no thread for " + name(), null,
				"Stream {} ends before it began: no thread for handler {}: {}", this.stream.name(), name(),
				String.valueOf(rejection.getMessage()));
		this.attached.completeExceptionally(rejection);
		this.returned.complete(null);
	}

	private synchronized boolean enter(Thread current) {
		this.thread = current;
		return !this.givenUp;
	}

	private synchronized void leave() {
		this.thread = null;
		if (this.givenUp) {
			// Meant for the handler, not for what its thread does next
			Thread.interrupted();
		}
	}

	/**
	 * Interrupt the handler, or keep it from beginning.
	 */
	synchronized void giveUp() {
		this.givenUp = true;
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

}
