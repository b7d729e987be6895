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
 * @param otherBytes the largest message of any other kind in bytes, at most 16,777,215
 * @param chunkStreams the chunk streams that one connection may use
 * @param smallestChunkSize the smallest chunk size in bytes that is accepted
 * @param messageStreams the message streams that one connection may have at a time
 * @param publishAttempts the publish commands in a row that may fail on one connection
 */
public record MessageLimits(int mediaBytes, int otherBytes, int chunkStreams, int smallestChunkSize, int messageStreams,
		int publishAttempts) {

	/**
	 * Room for the key frames of 4K video, and all that real encoders need besides.
	 */
	public static final MessageLimits DEFAULT = new MessageLimits(8 << 20, 64 << 10, 32, 1, 4, 3);

	private static final int LARGEST_MESSAGE = (1 << 24) - 1;

	public MessageLimits {
		Limits.requirePositive(mediaBytes, "mediaBytes");
		Limits.requirePositive(otherBytes, "otherBytes");
		Limits.requirePositive(chunkStreams, "chunkStreams");
		Limits.requirePositive(smallestChunkSize, "smallestChunkSize");
		Limits.requirePositive(messageStreams, "messageStreams");
		Limits.requirePositive(publishAttempts, "publishAttempts");
		Limits.requireAtMost(LARGEST_MESSAGE, mediaBytes, "mediaBytes");
		Limits.requireAtMost(LARGEST_MESSAGE, otherBytes, "otherBytes");
	}

	/**
	 * Return a copy with another value.
	 * @param mediaBytes the largest audio, video or aggregate message in bytes, at most
	 * 16,777,215
	 * @return the copy
	 */
	public MessageLimits withMediaBytes(int mediaBytes) {
		return new MessageLimits(mediaBytes, this.otherBytes, this.chunkStreams, this.smallestChunkSize,
				this.messageStreams, this.publishAttempts);
	}

	/**
	 * Return a copy with another value.
	 * @param otherBytes the largest message of any other kind in bytes, at most
	 * 16,777,215
	 * @return the copy
	 */
	public MessageLimits withOtherBytes(int otherBytes) {
		return new MessageLimits(this.mediaBytes, otherBytes, this.chunkStreams, this.smallestChunkSize,
				this.messageStreams, this.publishAttempts);
	}

	/**
	 * Return a copy with another value.
	 * @param chunkStreams the chunk streams that one connection may use
	 * @return the copy
	 */
	public MessageLimits withChunkStreams(int chunkStreams) {
		return new MessageLimits(this.mediaBytes, this.otherBytes, chunkStreams, this.smallestChunkSize,
				this.messageStreams, this.publishAttempts);
	}

	/**
	 * Return a copy with another value.
	 * @param smallestChunkSize the smallest chunk size in bytes that is accepted
	 * @return the copy
	 */
	public MessageLimits withSmallestChunkSize(int smallestChunkSize) {
		return new MessageLimits(this.mediaBytes, this.otherBytes, this.chunkStreams, smallestChunkSize,
				this.messageStreams, this.publishAttempts);
	}

	/**
	 * Return a copy with another value.
	 * @param messageStreams the message streams that one connection may have at a time
	 * @return the copy
	 */
	public MessageLimits withMessageStreams(int messageStreams) {
		return new MessageLimits(this.mediaBytes, this.otherBytes, this.chunkStreams, this.smallestChunkSize,
				messageStreams, this.publishAttempts);
	}

	/**
	 * Return a copy with another value.
	 * @param publishAttempts the publish commands in a row that may fail on one
	 * connection
	 * @return the copy
	 */
	public MessageLimits withPublishAttempts(int publishAttempts) {
		return new MessageLimits(this.mediaBytes, this.otherBytes, this.chunkStreams, this.smallestChunkSize,
				this.messageStreams, publishAttempts);
	}

}
