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
 * How many clients there may be at a time. An address is an IPv4 address or a /64 network
 * of IPv6. A connection too many is closed without a word. All are at least 1.
 *
 * @param total the connections of all clients
 * @param unauthenticated the connections of all clients that have not had a publish
 * accepted
 * @param perAddress the connections of one address
 * @param unauthenticatedPerAddress those of them that have not had a publish accepted
 * @param acceptsPerSecond the new connections of one address in a second, and as many at
 * once
 */
public record ConnectionLimits(int total, int unauthenticated, int perAddress, int unauthenticatedPerAddress,
		int acceptsPerSecond) {

	/** A thousand encoders, no more than a site needs from one address. */
	public static final ConnectionLimits DEFAULT = new ConnectionLimits(1000, 250, 50, 10, 20);

	public ConnectionLimits {
		Limits.requirePositive(total, "total");
		Limits.requirePositive(unauthenticated, "unauthenticated");
		Limits.requirePositive(perAddress, "perAddress");
		Limits.requirePositive(unauthenticatedPerAddress, "unauthenticatedPerAddress");
		Limits.requirePositive(acceptsPerSecond, "acceptsPerSecond");
	}

	/**
	 * Return a copy with another value.
	 * @param total the connections of all clients
	 * @return the copy
	 */
	public ConnectionLimits withTotal(int total) {
		return new ConnectionLimits(total, this.unauthenticated, this.perAddress, this.unauthenticatedPerAddress,
				this.acceptsPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param unauthenticated the connections of all clients that have not had a publish
	 * accepted
	 * @return the copy
	 */
	public ConnectionLimits withUnauthenticated(int unauthenticated) {
		return new ConnectionLimits(this.total, unauthenticated, this.perAddress, this.unauthenticatedPerAddress,
				this.acceptsPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param perAddress the connections of one address
	 * @return the copy
	 */
	public ConnectionLimits withPerAddress(int perAddress) {
		return new ConnectionLimits(this.total, this.unauthenticated, perAddress, this.unauthenticatedPerAddress,
				this.acceptsPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param unauthenticatedPerAddress those of them that have not had a publish accepted
	 * @return the copy
	 */
	public ConnectionLimits withUnauthenticatedPerAddress(int unauthenticatedPerAddress) {
		return new ConnectionLimits(this.total, this.unauthenticated, this.perAddress, unauthenticatedPerAddress,
				this.acceptsPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param acceptsPerSecond the new connections of one address in a second, and as many
	 * at once
	 * @return the copy
	 */
	public ConnectionLimits withAcceptsPerSecond(int acceptsPerSecond) {
		return new ConnectionLimits(this.total, this.unauthenticated, this.perAddress, this.unauthenticatedPerAddress,
				acceptsPerSecond);
	}

}
