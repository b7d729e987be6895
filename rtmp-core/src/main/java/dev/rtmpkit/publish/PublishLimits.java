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

package dev.rtmpkit.publish;

import java.time.Duration;

/**
 * What a validator allows one publish besides being there.
 *
 * @param bitRate the bits per second of audio, video and data, on average over some
 * seconds. An encoder that sends more is read more slowly, and its publish ends if it
 * does not slow down
 * @param duration how long the encoder may publish on this connection
 */
public record PublishLimits(long bitRate, Duration duration) {

	/** No limits. */
	public static final PublishLimits NONE = new PublishLimits(Long.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE));

	public PublishLimits {
		if (bitRate < 1) {
			throw new IllegalArgumentException("bitRate must be positive");
		}
		if (duration.isZero() || duration.isNegative()) {
			throw new IllegalArgumentException("duration must be positive");
		}
	}

	/**
	 * Return a copy with another bit rate.
	 * @param bitRate the bits per second
	 * @return the copy
	 */
	public PublishLimits withBitRate(long bitRate) {
		return new PublishLimits(bitRate, this.duration);
	}

	/**
	 * Return a copy with another duration.
	 * @param duration how long the encoder may publish
	 * @return the copy
	 */
	public PublishLimits withDuration(Duration duration) {
		return new PublishLimits(this.bitRate, duration);
	}

}
