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

import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.publish.PublishAttempt;
import dev.rtmpkit.internal.session.SessionSettings;
import dev.rtmpkit.internal.thread.ServerThreads;

/**
 * What the connections of a server run work with.
 *
 * @param limits what clients may cost
 * @param session what sessions announce and allow
 * @param threads the threads for the application's code
 * @param counters the counters
 * @param memory watches what is held for all clients
 * @param connections the open connections
 * @param publish what attempts to publish need
 */
record ConnectionServices(RtmpServerLimits limits, SessionSettings session, ServerThreads threads,
		ServerCounters counters, MemoryWatch memory, Connections connections, PublishAttempt.Services publish) {

}
