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

/**
 * Everything that bounds what clients can cost a server. The builder of the server has
 * the defaults and checks the values.
 *
 * @param timeouts how long things may take
 * @param connections how many clients there may be
 * @param messages how large messages may be and how many of a kind are accepted
 * @param rates how often things may happen
 * @param memory how much may be held for clients
 * @param decisions how much of the user's code clients may keep busy
 */
public record RtmpServerLimits(Timeouts timeouts, ConnectionLimits connections, MessageLimits messages,
		RateLimits rates, MemoryLimits memory, DecisionLimits decisions) {

}
