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

import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.guard.InputRates;
import dev.rtmpkit.internal.publish.PublishAttempt;

/**
 * What the handlers of one connection share.
 *
 * @param ticket the connection's place among the others
 * @param gate whether the client is read
 * @param output what is written to the client
 * @param sizer how much is read at a time
 * @param rates how fast the client may send
 * @param deadlines what the client must do in time
 * @param pings the pings that wait for answers
 * @param memory watches what is held for all clients
 * @param connections the open connections
 * @param services what attempts to publish need
 */
record Parts(ConnectionAdmission.Ticket ticket, InputGate gate, ConnectionOutput output, ReadBufferSizer sizer,
		InputRates rates, ConnectionDeadlines deadlines, Pings pings, MemoryWatch memory, Connections connections,
		PublishAttempt.Services services) {

}
