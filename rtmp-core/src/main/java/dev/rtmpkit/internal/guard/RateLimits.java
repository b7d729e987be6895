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
 * How much one connection may send in a second; as much again may come at once. Who sends
 * more of the first three is read more slowly. All are at least 1.
 *
 * @param chunks the chunks
 * @param commands the commands and protocol control messages
 * @param data the data messages, and the audio and video packets that describe media,
 * such as sequence headers
 * @param pongs the pings that are answered; others are ignored
 */
public record RateLimits(int chunks, int commands, int data, int pongs) {

}
