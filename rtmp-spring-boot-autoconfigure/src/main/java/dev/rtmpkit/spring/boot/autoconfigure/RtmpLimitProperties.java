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

package dev.rtmpkit.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of what clients may cost.
 */
public class RtmpLimitProperties {

	/**
	 * Maximum number of connections of all clients.
	 */
	private int connections = 1000;

	/**
	 * Maximum number of connections of all clients that have not had a publish accepted.
	 */
	private int unauthenticatedConnections = 250;

	/**
	 * Maximum number of connections of one IPv4 address or one /64 network of IPv6.
	 * Unlimited if not set, as all encoders may be behind one address.
	 */
	private @Nullable Integer connectionsPerAddress;

	/**
	 * Maximum number of connections of one address, or /64 network, that have not had a
	 * publish accepted. Behind a proxy that does not tell the addresses of its clients,
	 * all of them have the address of the proxy.
	 */
	private int unauthenticatedConnectionsPerAddress = 10;

	/**
	 * Maximum size of an audio, video or aggregate message. Key frames have to fit in,
	 * whole.
	 */
	private DataSize mediaMessageSize = DataSize.ofMegabytes(8);

	/**
	 * Maximum size of a stream key. A query parameter may have as many characters, and
	 * 4096 in any case.
	 */
	private DataSize streamKeySize = DataSize.ofKilobytes(4);

	/**
	 * Maximum amount of memory held for all connections: unfinished messages and packets
	 * that wait. A quarter of the heap if not set. No connection is accepted when nine
	 * tenths are in use, and the streams that hold most are ended when it is full.
	 */
	private @Nullable DataSize memory;

	/**
	 * Maximum number of wrong keys and passwords of one address, or /64 network, that are
	 * answered at once in a minute. Further ones are answered later and later.
	 */
	private int failuresPerMinute = 3;

	public int getConnections() {
		return this.connections;
	}

	public void setConnections(int connections) {
		this.connections = connections;
	}

	public int getUnauthenticatedConnections() {
		return this.unauthenticatedConnections;
	}

	public void setUnauthenticatedConnections(int unauthenticatedConnections) {
		this.unauthenticatedConnections = unauthenticatedConnections;
	}

	public @Nullable Integer getConnectionsPerAddress() {
		return this.connectionsPerAddress;
	}

	public void setConnectionsPerAddress(@Nullable Integer connectionsPerAddress) {
		this.connectionsPerAddress = connectionsPerAddress;
	}

	public int getUnauthenticatedConnectionsPerAddress() {
		return this.unauthenticatedConnectionsPerAddress;
	}

	public void setUnauthenticatedConnectionsPerAddress(int unauthenticatedConnectionsPerAddress) {
		this.unauthenticatedConnectionsPerAddress = unauthenticatedConnectionsPerAddress;
	}

	public DataSize getMediaMessageSize() {
		return this.mediaMessageSize;
	}

	public void setMediaMessageSize(DataSize mediaMessageSize) {
		this.mediaMessageSize = mediaMessageSize;
	}

	public DataSize getStreamKeySize() {
		return this.streamKeySize;
	}

	public void setStreamKeySize(DataSize streamKeySize) {
		this.streamKeySize = streamKeySize;
	}

	public @Nullable DataSize getMemory() {
		return this.memory;
	}

	public void setMemory(@Nullable DataSize memory) {
		this.memory = memory;
	}

	public int getFailuresPerMinute() {
		return this.failuresPerMinute;
	}

	public void setFailuresPerMinute(int failuresPerMinute) {
		this.failuresPerMinute = failuresPerMinute;
	}

}
