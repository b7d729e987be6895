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

package dev.rtmpkit.internal.guard;

import java.time.Duration;

/**
 * How long clients, and calls made on their behalf, may take. All are positive. Only the
 * idle time and the time between two packets start anew when something arrives.
 *
 * @param handshake from the connection to the end of the handshake, PROXY header included
 * @param publish from the connection, or the end of the last publish, to an accepted
 * publish
 * @param validator for the validator's decision or the look-up of a password; then it is
 * a refusal
 * @param firstMedia from an accepted publish to its first packet
 * @param media between two packets of a publish
 * @param idle between two messages of any kind while publishing
 * @param write for the client to take what was written
 * @param drain for subscriptions and handlers to finish what they have when a publish
 * ends
 */
public record Timeouts(Duration handshake, Duration publish, Duration validator, Duration firstMedia, Duration media,
		Duration idle, Duration write, Duration drain) {

}
