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
 * How much may be held for clients. All are at least 1.
 *
 * @param totalBytes the bytes for all connections: messages that are not complete,
 * packets that wait for subscriptions or for late joiners
 * @param unpublishedBytes the bytes for unfinished messages of a connection that does not
 * publish
 * @param unreadBytes the bytes of replies that a client has not read; then less important
 * ones are left out, and with an important one it is closed
 */
public record MemoryLimits(long totalBytes, int unpublishedBytes, int unreadBytes) {

}
