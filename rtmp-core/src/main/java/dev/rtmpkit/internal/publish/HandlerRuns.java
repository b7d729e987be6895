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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.thread.Workers;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StreamHandler;

/**
 * The handlers of one publish at work, each on a thread of its own.
 */
final class HandlerRuns {

	private final List<HandlerRun> runs = new ArrayList<>();

	private final Warnings warnings;

	/**
	 * Create the runs of a publish.
	 * @param warnings logs what fails, as often as publishers come back
	 */
	HandlerRuns(Warnings warnings) {
		this.warnings = warnings;
	}

	/**
	 * Start handlers.
	 * @param handlers the handlers
	 * @param workers give each a thread
	 * @param stream the stream to handle
	 * @return completes when every handler has subscribed or returned, exceptionally with
	 * a {@link RejectedExecutionException} if there is no thread for one
	 */
	CompletableFuture<Void> start(List<StreamHandler> handlers, Workers workers, LiveStream stream) {
		for (StreamHandler handler : handlers) {
			HandlerRun run = new HandlerRun(handler, stream, this.warnings);
			this.runs.add(run);
			workers.execute(run, run::reject);
		}
		return all(HandlerRun::attached);
	}

	/**
	 * Give up the handlers that have neither subscribed nor returned: they are
	 * interrupted.
	 * @return their names
	 */
	List<String> giveUp() {
		List<String> late = new ArrayList<>();
		for (HandlerRun run : this.runs) {
			if (!run.attached().isDone()) {
				late.add(run.name());
				run.giveUp();
			}
		}
		return late;
	}

	/**
	 * Wait for the handlers.
	 * @return completes when every handler has returned
	 */
	CompletableFuture<Void> returned() {
		return all(HandlerRun::returned);
	}

	private CompletableFuture<Void> all(Function<HandlerRun, CompletableFuture<Void>> moment) {
		return CompletableFuture.allOf(this.runs.stream().map(moment).toArray(CompletableFuture[]::new));
	}

}
