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
 * @param perAddress the connections of one address
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

}
