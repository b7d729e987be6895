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
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.internal.thread.ServerThreads;
import dev.rtmpkit.stream.StreamHandler;

/**
 * What every publish of a server run works with.
 *
 * @param rules how a name goes from one publish to another
 * @param startTimeout how long listeners and handlers may hold up the start
 * @param drainTimeout how long subscriptions and handlers may take after the end
 * @param handlers the handlers, each of which gets every stream
 * @param threads the threads of the run
 * @param notifications tells the listeners
 * @param unfinished counts what goes on for too long after the end
 * @param counters the counters
 * @param warnings logs what publishers can bring about
 * @param draining whether the server shuts down
 */
public record PublishContext(TakeoverRules rules, Duration startTimeout, Duration drainTimeout,
		List<StreamHandler> handlers, ServerThreads threads, Notifications notifications, UnfinishedWork unfinished,
		ServerCounters counters, Warnings warnings, BooleanSupplier draining) {

}
