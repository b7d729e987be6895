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
 * How long a client, and who waits on its behalf, may take. All are positive. None but
 * the idle time starts anew because something arrived.
 *
 * @param handshake from the connection to the end of the handshake, PROXY header included
 * @param publish from the connection, or the end of the last publish, to an accepted
 * publish
 * @param validator for the validator's decision or the look-up of a password; then it is
 * a refusal
 * @param firstMedia from an accepted publish to its first packet
 * @param idle between two packets of a publish
 * @param write for the client to take what was written
 * @param drain for subscriptions and handlers to finish what they have when a publish
 * ends
 */
public record Timeouts(Duration handshake, Duration publish, Duration validator, Duration firstMedia, Duration idle,
		Duration write, Duration drain) {

	/** What suits encoders anywhere on the internet. */
	public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10),
			Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(10),
			Duration.ofSeconds(5));

	public Timeouts {
		Limits.requirePositive(handshake, "handshake");
		Limits.requirePositive(publish, "publish");
		Limits.requirePositive(validator, "validator");
		Limits.requirePositive(firstMedia, "firstMedia");
		Limits.requirePositive(idle, "idle");
		Limits.requirePositive(write, "write");
		Limits.requirePositive(drain, "drain");
	}

	/**
	 * Return a copy with another value.
	 * @param handshake from the connection to the end of the handshake, PROXY header
	 * included
	 * @return the copy
	 */
	public Timeouts withHandshake(Duration handshake) {
		return new Timeouts(handshake, this.publish, this.validator, this.firstMedia, this.idle, this.write,
				this.drain);
	}

	/**
	 * Return a copy with another value.
	 * @param publish from the connection, or the end of the last publish, to an accepted
	 * publish
	 * @return the copy
	 */
	public Timeouts withPublish(Duration publish) {
		return new Timeouts(this.handshake, publish, this.validator, this.firstMedia, this.idle, this.write,
				this.drain);
	}

	/**
	 * Return a copy with another value.
	 * @param validator for the validator's decision or the look-up of a password; then it
	 * is a refusal
	 * @return the copy
	 */
	public Timeouts withValidator(Duration validator) {
		return new Timeouts(this.handshake, this.publish, validator, this.firstMedia, this.idle, this.write,
				this.drain);
	}

	/**
	 * Return a copy with another value.
	 * @param firstMedia from an accepted publish to its first packet
	 * @return the copy
	 */
	public Timeouts withFirstMedia(Duration firstMedia) {
		return new Timeouts(this.handshake, this.publish, this.validator, firstMedia, this.idle, this.write,
				this.drain);
	}

	/**
	 * Return a copy with another value.
	 * @param idle between two packets of a publish
	 * @return the copy
	 */
	public Timeouts withIdle(Duration idle) {
		return new Timeouts(this.handshake, this.publish, this.validator, this.firstMedia, idle, this.write,
				this.drain);
	}

	/**
	 * Return a copy with another value.
	 * @param write for the client to take what was written
	 * @return the copy
	 */
	public Timeouts withWrite(Duration write) {
		return new Timeouts(this.handshake, this.publish, this.validator, this.firstMedia, this.idle, write,
				this.drain);
	}

	/**
	 * Return a copy with another value.
	 * @param drain for subscriptions and handlers to finish what they have when a publish
	 * ends
	 * @return the copy
	 */
	public Timeouts withDrain(Duration drain) {
		return new Timeouts(this.handshake, this.publish, this.validator, this.firstMedia, this.idle, this.write,
				drain);
	}

}
