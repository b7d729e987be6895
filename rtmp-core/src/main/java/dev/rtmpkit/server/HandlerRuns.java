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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StreamHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handlers of one publish at work, each on a thread of its own.
 */
final class HandlerRuns {

	private static final Logger logger = LoggerFactory.getLogger(HandlerRuns.class);

	private final List<CompletableFuture<Void>> attached = new ArrayList<>();

	private final List<CompletableFuture<Void>> returned = new ArrayList<>();

	/**
	 * Start handlers.
	 * @param handlers the handlers
	 * @param executor gives each a thread
	 * @param stream the stream to handle
	 * @return completes when every handler has subscribed or returned
	 */
	CompletableFuture<Void> start(List<StreamHandler> handlers, Executor executor, LiveStream stream) {
		for (StreamHandler handler : handlers) {
			CompletableFuture<Void> ready = new CompletableFuture<>();
			CompletableFuture<Void> end = CompletableFuture
				.runAsync(() -> run(handler, new AttachingStream(stream, ready)), executor)
				.whenComplete((result, failure) -> {
					ready.complete(null);
					if (failure != null) {
						logger.warn("A handler of stream {} failed", LogText.safe(stream.name()), failure);
					}
				});
			this.attached.add(ready);
			this.returned.add(end);
		}
		return CompletableFuture.allOf(this.attached.toArray(CompletableFuture[]::new));
	}

	private static void run(StreamHandler handler, LiveStream stream) {
		try {
			handler.handle(stream);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new HandlerFailure(ex);
		}
	}

	/**
	 * Wait for the handlers.
	 * @return completes when every handler has returned
	 */
	CompletableFuture<Void> returned() {
		return CompletableFuture.allOf(this.returned.toArray(CompletableFuture[]::new));
	}

	/** Carries a checked exception through the executor. */
	private static final class HandlerFailure extends RuntimeException {

		HandlerFailure(Exception cause) {
			super(cause);
		}

	}

}
