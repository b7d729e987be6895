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
 * What one connection may send. All are at least 1.
 *
 * @param mediaBytes the largest audio, video or aggregate message in bytes, at most
 * 16,777,215
 * @param dataBytes the largest data message in bytes, at most 16,777,215
 * @param otherBytes the largest message of any other kind in bytes, at most 16,777,215
 * @param chunkStreams the chunk streams that one connection may use
 * @param smallestChunkSize the smallest chunk size in bytes that is accepted
 * @param messageStreams the message streams that one connection may have at a time
 * @param publishAttempts the publish commands in a row that may fail on one connection
 * @param streamKeyBytes the longest stream key in bytes of UTF-8, at most 8,192
 */
public record MessageLimits(int mediaBytes, int dataBytes, int otherBytes, int chunkStreams, int smallestChunkSize,
		int messageStreams, int publishAttempts, int streamKeyBytes) {

}
