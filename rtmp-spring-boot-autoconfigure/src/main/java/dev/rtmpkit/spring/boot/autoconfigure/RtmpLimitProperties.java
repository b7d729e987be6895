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
	 * Connections of all clients at a time.
	 */
	private int connections = 1000;

	/**
	 * Connections of all clients at a time that have not had a publish accepted.
	 */
	private int unauthenticatedConnections = 250;

	/**
	 * Connections at a time of one IPv4 address or one /64 network of IPv6. Behind a
	 * proxy that does not tell the address of its clients, all of them have the address
	 * of the proxy.
	 */
	private int connectionsPerAddress = 50;

	/**
	 * Connections at a time of one address, or /64 network, that have not had a publish
	 * accepted.
	 */
	private int unauthenticatedConnectionsPerAddress = 10;

	/**
	 * New connections of one address, or /64 network, in a second.
	 */
	private int acceptsPerSecond = 20;

	/**
	 * Largest audio, video or aggregate message. Key frames have to fit in, whole.
	 */
	private DataSize mediaMessageSize = DataSize.ofMegabytes(8);

	/**
	 * Largest message of any other kind.
	 */
	private DataSize messageSize = DataSize.ofKilobytes(64);

	/**
	 * Chunk streams that one connection may use.
	 */
	private int chunkStreams = 32;

	/**
	 * Smallest chunk size that is accepted of a client. Few encoders use less than 128
	 * bytes.
	 */
	private DataSize smallestChunkSize = DataSize.ofBytes(1);

	/**
	 * Message streams that one connection may have at a time.
	 */
	private int messageStreams = 4;

	/**
	 * Publish commands in a row that may fail on one connection.
	 */
	private int publishAttempts = 3;

	/**
	 * Chunks that one connection may send in a second. A client that sends more is read
	 * more slowly.
	 */
	private int chunksPerSecond = 200000;

	/**
	 * Commands and control messages that one connection may send in a second. A client
	 * that sends more is read more slowly.
	 */
	private int commandsPerSecond = 100;

	/**
	 * Data messages that one connection may send in a second. A client that sends more is
	 * read more slowly.
	 */
	private int dataMessagesPerSecond = 250;

	/**
	 * Pings of one connection that are answered in a second.
	 */
	private int pongsPerSecond = 5;

	/**
	 * What may be held for all connections: unfinished messages and packets that wait. A
	 * quarter of the heap if not set. Nobody is let in when nine tenths are in use, and
	 * the connection that holds most is closed when it is full.
	 */
	private @Nullable DataSize memory;

	/**
	 * What may be held of the unfinished messages of a client that does not publish.
	 */
	private DataSize unpublishedMemory = DataSize.ofKilobytes(64);

	/**
	 * What a publisher may leave unread of the replies to it.
	 */
	private DataSize unreadOutput = DataSize.ofKilobytes(64);

	/**
	 * Calls of the validator, and look-ups of passwords, that may not have returned. A
	 * client that would need one more is refused and may try again.
	 */
	private int unansweredDecisions = 256;

	/**
	 * Wrong keys and passwords of one address, or /64 network, that are answered at once
	 * in a minute. Further ones are answered later and later.
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

	public int getConnectionsPerAddress() {
		return this.connectionsPerAddress;
	}

	public void setConnectionsPerAddress(int connectionsPerAddress) {
		this.connectionsPerAddress = connectionsPerAddress;
	}

	public int getUnauthenticatedConnectionsPerAddress() {
		return this.unauthenticatedConnectionsPerAddress;
	}

	public void setUnauthenticatedConnectionsPerAddress(int unauthenticatedConnectionsPerAddress) {
		this.unauthenticatedConnectionsPerAddress = unauthenticatedConnectionsPerAddress;
	}

	public int getAcceptsPerSecond() {
		return this.acceptsPerSecond;
	}

	public void setAcceptsPerSecond(int acceptsPerSecond) {
		this.acceptsPerSecond = acceptsPerSecond;
	}

	public DataSize getMediaMessageSize() {
		return this.mediaMessageSize;
	}

	public void setMediaMessageSize(DataSize mediaMessageSize) {
		this.mediaMessageSize = mediaMessageSize;
	}

	public DataSize getMessageSize() {
		return this.messageSize;
	}

	public void setMessageSize(DataSize messageSize) {
		this.messageSize = messageSize;
	}

	public int getChunkStreams() {
		return this.chunkStreams;
	}

	public void setChunkStreams(int chunkStreams) {
		this.chunkStreams = chunkStreams;
	}

	public DataSize getSmallestChunkSize() {
		return this.smallestChunkSize;
	}

	public void setSmallestChunkSize(DataSize smallestChunkSize) {
		this.smallestChunkSize = smallestChunkSize;
	}

	public int getMessageStreams() {
		return this.messageStreams;
	}

	public void setMessageStreams(int messageStreams) {
		this.messageStreams = messageStreams;
	}

	public int getPublishAttempts() {
		return this.publishAttempts;
	}

	public void setPublishAttempts(int publishAttempts) {
		this.publishAttempts = publishAttempts;
	}

	public int getChunksPerSecond() {
		return this.chunksPerSecond;
	}

	public void setChunksPerSecond(int chunksPerSecond) {
		this.chunksPerSecond = chunksPerSecond;
	}

	public int getCommandsPerSecond() {
		return this.commandsPerSecond;
	}

	public void setCommandsPerSecond(int commandsPerSecond) {
		this.commandsPerSecond = commandsPerSecond;
	}

	public int getDataMessagesPerSecond() {
		return this.dataMessagesPerSecond;
	}

	public void setDataMessagesPerSecond(int dataMessagesPerSecond) {
		this.dataMessagesPerSecond = dataMessagesPerSecond;
	}

	public int getPongsPerSecond() {
		return this.pongsPerSecond;
	}

	public void setPongsPerSecond(int pongsPerSecond) {
		this.pongsPerSecond = pongsPerSecond;
	}

	public @Nullable DataSize getMemory() {
		return this.memory;
	}

	public void setMemory(@Nullable DataSize memory) {
		this.memory = memory;
	}

	public DataSize getUnpublishedMemory() {
		return this.unpublishedMemory;
	}

	public void setUnpublishedMemory(DataSize unpublishedMemory) {
		this.unpublishedMemory = unpublishedMemory;
	}

	public DataSize getUnreadOutput() {
		return this.unreadOutput;
	}

	public void setUnreadOutput(DataSize unreadOutput) {
		this.unreadOutput = unreadOutput;
	}

	public int getUnansweredDecisions() {
		return this.unansweredDecisions;
	}

	public void setUnansweredDecisions(int unansweredDecisions) {
		this.unansweredDecisions = unansweredDecisions;
	}

	public int getFailuresPerMinute() {
		return this.failuresPerMinute;
	}

	public void setFailuresPerMinute(int failuresPerMinute) {
		this.failuresPerMinute = failuresPerMinute;
	}

}
