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

package dev.rtmpkit.server;

import java.time.Duration;
import java.util.Objects;

import dev.rtmpkit.internal.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * How an encoder is disconnected.
 *
 * @param reason the text that it gets to see, cut after 128 characters and with what is
 * not printable replaced by spaces
 * @param target what is banned, {@code null} for nothing
 * @param time how long the ban lasts; zero without one
 */
public record Disconnection(String reason, @Nullable BanTarget target, Duration time) {

	private static final int LONGEST_REASON = 128;

	/** Disconnects with a general reason and without a ban. */
	public static final Disconnection DEFAULT = because("Disconnected by the server.");

	public Disconnection {
		reason = PlainText.of(reason, LONGEST_REASON);
		Objects.requireNonNull(time, "time");
		if (target != null && (time.isZero() || time.isNegative())) {
			throw new IllegalArgumentException("The time of a ban must be positive");
		}
	}

	/**
	 * Disconnect without a ban.
	 * @param reason the text that the encoder gets to see
	 * @return the way to disconnect
	 */
	public static Disconnection because(String reason) {
		return new Disconnection(reason, null, Duration.ZERO);
	}

	/**
	 * Return a copy that keeps the encoder from coming back.
	 * @param target what to ban
	 * @param time how long
	 * @return the copy
	 * @throws IllegalArgumentException if the time is not positive
	 */
	public Disconnection andBan(BanTarget target, Duration time) {
		return new Disconnection(this.reason, Objects.requireNonNull(target, "target"), time);
	}

}
