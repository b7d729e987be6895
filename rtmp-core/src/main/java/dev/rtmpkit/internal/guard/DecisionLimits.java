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
 * How much of the user's code clients may keep busy: the validator, the look-up of
 * passwords, listeners, handlers and subscriptions. All are at least 1.
 *
 * @param unanswered the calls of the validator and of the look-up of passwords that may
 * not have returned; a client that would need one more is refused and may try again
 * @param failuresPerMinute the wrong keys and passwords of one address that are answered
 * at once in a minute; further ones are answered later and later. An address is an IPv4
 * address or a /64 network of IPv6.
 * @param unfinishedStreams the streams that ended a while ago and whose handlers or
 * subscriptions still go on; with as many of them nothing new begins
 */
public record DecisionLimits(int unanswered, int failuresPerMinute, int unfinishedStreams) {

}
