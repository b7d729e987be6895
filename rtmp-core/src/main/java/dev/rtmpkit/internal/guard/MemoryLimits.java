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

	/** A quarter of the heap, and next to nothing for strangers. */
	public static final MemoryLimits DEFAULT = new MemoryLimits(Runtime.getRuntime().maxMemory() / 4, 64 << 10,
			64 << 10);

	public MemoryLimits {
		Limits.requirePositive(totalBytes, "totalBytes");
		Limits.requirePositive(unpublishedBytes, "unpublishedBytes");
		Limits.requirePositive(unreadBytes, "unreadBytes");
	}

	/**
	 * Return a copy with another value.
	 * @param totalBytes the bytes for all connections: messages that are not complete,
	 * packets that wait for subscriptions or for late joiners
	 * @return the copy
	 */
	public MemoryLimits withTotalBytes(long totalBytes) {
		return new MemoryLimits(totalBytes, this.unpublishedBytes, this.unreadBytes);
	}

	/**
	 * Return a copy with another value.
	 * @param unpublishedBytes the bytes for unfinished messages of a connection that does
	 * not publish
	 * @return the copy
	 */
	public MemoryLimits withUnpublishedBytes(int unpublishedBytes) {
		return new MemoryLimits(this.totalBytes, unpublishedBytes, this.unreadBytes);
	}

	/**
	 * Return a copy with another value.
	 * @param unreadBytes the bytes of replies that a client has not read; then less
	 * important ones are left out, and with an important one it is closed
	 * @return the copy
	 */
	public MemoryLimits withUnreadBytes(int unreadBytes) {
		return new MemoryLimits(this.totalBytes, this.unpublishedBytes, unreadBytes);
	}

}
