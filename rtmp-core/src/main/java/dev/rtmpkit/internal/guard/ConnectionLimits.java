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
 * of IPv6; a /48 network may have four times what an address may have. Connections beyond
 * a limit are closed immediately. All are at least 1.
 *
 * @param total the connections of all clients
 * @param unauthenticated the connections of all clients that have not had a publish
 * accepted; if there are more, the oldest one of the network that has most is closed.
 * Counted apart are clients that are told later that their key is wrong and clients that
 * a proxy has not introduced, up to as many again of each, and a fifth as many of
 * networks that have published within a day
 * @param perAddress the connections of one address, {@link #UNLIMITED} by default
 * @param unauthenticatedPerAddress those of them that have neither had a publish accepted
 * nor wait for a decision; more are accepted, but if they are still too many after half a
 * second the oldest are closed
 * @param acceptsPerSecond the new connections of one address in a second, and ten times
 * as many at once; those that have a publish accepted do not count
 * @param tlsHandshakesPerSecond the TLS handshakes of all clients that are computed in a
 * second, and as many at once; as many again may wait for their turn, unread
 */
public record ConnectionLimits(int total, int unauthenticated, int perAddress, int unauthenticatedPerAddress,
		int acceptsPerSecond, int tlsHandshakesPerSecond) {

	/** As many as there can be. */
	public static final int UNLIMITED = Integer.MAX_VALUE;

	private static final int TLS_HANDSHAKES = 200;

	/** A thousand encoders, which may all be behind one address. */
	public static final ConnectionLimits DEFAULT = new ConnectionLimits(1000, 250, UNLIMITED, 10, 20);

	public ConnectionLimits {
		Limits.requirePositive(total, "total");
		Limits.requirePositive(unauthenticated, "unauthenticated");
		Limits.requirePositive(perAddress, "perAddress");
		Limits.requirePositive(unauthenticatedPerAddress, "unauthenticatedPerAddress");
		Limits.requirePositive(acceptsPerSecond, "acceptsPerSecond");
		Limits.requirePositive(tlsHandshakesPerSecond, "tlsHandshakesPerSecond");
	}

	/**
	 * Create limits with the default number of TLS handshakes.
	 * @param total the connections of all clients
	 * @param unauthenticated the connections of all clients that have not had a publish
	 * accepted
	 * @param perAddress the connections of one address
	 * @param unauthenticatedPerAddress those of them that have neither had a publish
	 * accepted nor wait for a decision
	 * @param acceptsPerSecond the new connections of one address in a second
	 */
	public ConnectionLimits(int total, int unauthenticated, int perAddress, int unauthenticatedPerAddress,
			int acceptsPerSecond) {
		this(total, unauthenticated, perAddress, unauthenticatedPerAddress, acceptsPerSecond, TLS_HANDSHAKES);
	}

	/**
	 * Return a copy with another value.
	 * @param total the connections of all clients
	 * @return the copy
	 */
	public ConnectionLimits withTotal(int total) {
		return new ConnectionLimits(total, this.unauthenticated, this.perAddress, this.unauthenticatedPerAddress,
				this.acceptsPerSecond, this.tlsHandshakesPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param unauthenticated the connections of all clients that have not had a publish
	 * accepted
	 * @return the copy
	 */
	public ConnectionLimits withUnauthenticated(int unauthenticated) {
		return new ConnectionLimits(this.total, unauthenticated, this.perAddress, this.unauthenticatedPerAddress,
				this.acceptsPerSecond, this.tlsHandshakesPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param perAddress the connections of one address
	 * @return the copy
	 */
	public ConnectionLimits withPerAddress(int perAddress) {
		return new ConnectionLimits(this.total, this.unauthenticated, perAddress, this.unauthenticatedPerAddress,
				this.acceptsPerSecond, this.tlsHandshakesPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param unauthenticatedPerAddress those of them that have neither had a publish
	 * accepted nor wait for a decision
	 * @return the copy
	 */
	public ConnectionLimits withUnauthenticatedPerAddress(int unauthenticatedPerAddress) {
		return new ConnectionLimits(this.total, this.unauthenticated, this.perAddress, unauthenticatedPerAddress,
				this.acceptsPerSecond, this.tlsHandshakesPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param acceptsPerSecond the new connections of one address in a second
	 * @return the copy
	 */
	public ConnectionLimits withAcceptsPerSecond(int acceptsPerSecond) {
		return new ConnectionLimits(this.total, this.unauthenticated, this.perAddress, this.unauthenticatedPerAddress,
				acceptsPerSecond, this.tlsHandshakesPerSecond);
	}

	/**
	 * Return a copy with another value.
	 * @param tlsHandshakesPerSecond the TLS handshakes of all clients in a second
	 * @return the copy
	 */
	public ConnectionLimits withTlsHandshakesPerSecond(int tlsHandshakesPerSecond) {
		return new ConnectionLimits(this.total, this.unauthenticated, this.perAddress, this.unauthenticatedPerAddress,
				this.acceptsPerSecond, tlsHandshakesPerSecond);
	}

}
