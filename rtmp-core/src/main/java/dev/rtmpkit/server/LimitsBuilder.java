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

import dev.rtmpkit.internal.guard.ConnectionLimits;
import dev.rtmpkit.internal.guard.DecisionLimits;
import dev.rtmpkit.internal.guard.MemoryLimits;
import dev.rtmpkit.internal.guard.MessageLimits;
import dev.rtmpkit.internal.guard.RateLimits;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.guard.Timeouts;
import dev.rtmpkit.internal.text.NameRules;

/**
 * The part of {@link RtmpServerBuilder} that bounds what clients can cost. All limits are
 * on by default, and their defaults are here and nowhere else.
 */
abstract sealed class LimitsBuilder permits RtmpServerBuilder {

	private static final int LARGEST_MESSAGE = (1 << 24) - 1;

	private Duration handshakeTimeout = Duration.ofSeconds(5);

	private Duration publishTimeout = Duration.ofSeconds(10);

	private Duration validatorTimeout = Duration.ofSeconds(3);

	private Duration firstMediaTimeout = Duration.ofSeconds(30);

	private Duration mediaTimeout = Duration.ofSeconds(60);

	private Duration idleTimeout = Duration.ofSeconds(15);

	private Duration writeTimeout = Duration.ofSeconds(10);

	private Duration drainTimeout = Duration.ofSeconds(5);

	private int maxConnections = 1000;

	private int maxUnauthenticatedConnections = 250;

	private int maxConnectionsPerAddress = Integer.MAX_VALUE;

	private int maxUnauthenticatedConnectionsPerAddress = 10;

	private int acceptsPerSecondPerAddress = 20;

	private int tlsHandshakesPerSecond = 200;

	private int maxMediaMessageSize = 8 << 20;

	private int maxDataMessageSize = 1 << 20;

	private int maxMessageSize = 64 << 10;

	private int maxChunkStreams = 32;

	private int minChunkSize = 1;

	private int maxMessageStreams = 4;

	private int maxPublishAttempts = 3;

	private int maxStreamKeySize = NameRules.DEFAULT_LONGEST_KEY;

	private int chunksPerSecond = 200_000;

	private int commandsPerSecond = 100;

	private int dataMessagesPerSecond = 250;

	private int pongsPerSecond = 5;

	private long maxMemory = Runtime.getRuntime().maxMemory() / 4;

	private int maxUnpublishedMemory = 64 << 10;

	private int maxUnreadOutput = 64 << 10;

	private int maxUnansweredDecisions = 256;

	private int failuresPerMinute = 3;

	private int maxUnfinishedStreams = 256;

	abstract RtmpServerBuilder self();

	/**
	 * Set how long a client may take from the connection to the end of the handshake,
	 * PROXY header and TLS included.
	 * @param timeout the time; 5 seconds by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public RtmpServerBuilder handshakeTimeout(Duration timeout) {
		this.handshakeTimeout = positive(timeout, "handshakeTimeout");
		return self();
	}

	/**
	 * Set how long a client may take from the connection, or the end of its last publish,
	 * until a publish is accepted. Listeners and handlers that are called at its start
	 * are part of it.
	 * @param timeout the time; 10 seconds by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public RtmpServerBuilder publishTimeout(Duration timeout) {
		this.publishTimeout = positive(timeout, "publishTimeout");
		return self();
	}

	/**
	 * Set how long the validator may take to decide, and credentials to look up a
	 * password. After that the publish is refused.
	 * @param timeout the time; 3 seconds by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public RtmpServerBuilder validatorTimeout(Duration timeout) {
		this.validatorTimeout = positive(timeout, "validatorTimeout");
		return self();
	}

	/**
	 * Set how long an accepted publish may take until its first packet.
	 * @param timeout the time; 30 seconds by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public RtmpServerBuilder firstMediaTimeout(Duration timeout) {
		this.firstMediaTimeout = positive(timeout, "firstMediaTimeout");
		return self();
	}

	/**
	 * Set how long a publisher may send no packet although it gives signs of life. A
	 * time-lapse camera needs more than the interval between two of its pictures.
	 * @param timeout the time; 60 seconds by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 * @see #idleTimeout(Duration)
	 */
	public RtmpServerBuilder mediaTimeout(Duration timeout) {
		this.mediaTimeout = positive(timeout, "mediaTimeout");
		return self();
	}

	/**
	 * Set how long a publisher may give no sign of life. A sign of life is any message:
	 * media, the answer to one of the pings that the server sends into a silence of three
	 * seconds, an acknowledgement. A publisher that answers no pings has to send media in
	 * this time.
	 * @param timeout the time; 15 seconds by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public RtmpServerBuilder idleTimeout(Duration timeout) {
		this.idleTimeout = positive(timeout, "idleTimeout");
		return self();
	}

	/**
	 * Set how long a client may take to read what the server wrote.
	 * @param timeout the time; 10 seconds by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public RtmpServerBuilder writeTimeout(Duration timeout) {
		this.writeTimeout = positive(timeout, "writeTimeout");
		return self();
	}

	/**
	 * Set how long subscriptions and handlers may take to finish when a publish ends.
	 * After that its end is announced all the same.
	 * @param timeout the time; 5 seconds by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public RtmpServerBuilder drainTimeout(Duration timeout) {
		this.drainTimeout = positive(timeout, "drainTimeout");
		return self();
	}

	/**
	 * Set how many connections there may be.
	 * @param limit the number of connections; 1000 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxConnections(int limit) {
		this.maxConnections = positive(limit, "maxConnections");
		return self();
	}

	/**
	 * Set how many connections may be open that have not had a publish accepted. If there
	 * is one more, the oldest one of the network that has most of them is closed.
	 * Connections whose wrong key is answered later, and connections that a trusted proxy
	 * has not introduced yet, are counted apart, each up to this limit. Networks that
	 * have published within a day have a fifth of it for themselves.
	 * @param limit the number of connections; 250 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxUnauthenticatedConnections(int limit) {
		this.maxUnauthenticatedConnections = positive(limit, "maxUnauthenticatedConnections");
		return self();
	}

	/**
	 * Set how many connections one address may have. As for all limits by address, that
	 * is an IPv4 address or a /64 network of IPv6, and a /48 network may have four times
	 * as many.
	 * @param limit the number of connections; unlimited by default, as all encoders may
	 * be behind one address
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxConnectionsPerAddress(int limit) {
		this.maxConnectionsPerAddress = positive(limit, "maxConnectionsPerAddress");
		return self();
	}

	/**
	 * Set how many connections one address may have that have neither had a publish
	 * accepted nor wait for a decision. More are accepted, but if there are still too
	 * many half a second later the oldest ones are closed.
	 * @param limit the number of connections; 10 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxUnauthenticatedConnectionsPerAddress(int limit) {
		this.maxUnauthenticatedConnectionsPerAddress = positive(limit, "maxUnauthenticatedConnectionsPerAddress");
		return self();
	}

	/**
	 * Set how many connections one address may open in a second, and ten times as many at
	 * once. Connections that have a publish accepted do not count.
	 * @param limit the number of connections; 20 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder acceptsPerSecondPerAddress(int limit) {
		this.acceptsPerSecondPerAddress = positive(limit, "acceptsPerSecondPerAddress");
		return self();
	}

	/**
	 * Set how many TLS handshakes are computed in a second, and as many at once. As many
	 * connections again may wait for their turn, unread.
	 * @param limit the number of handshakes; 200 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder tlsHandshakesPerSecond(int limit) {
		this.tlsHandshakesPerSecond = positive(limit, "tlsHandshakesPerSecond");
		return self();
	}

	/**
	 * Set how large an audio, video or aggregate message may be. A whole key frame has to
	 * fit.
	 * @param bytes the size, at most 16,777,215; 8 MiB by default, enough for 4K video
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1 or more than 16,777,215
	 */
	public RtmpServerBuilder maxMediaMessageSize(int bytes) {
		this.maxMediaMessageSize = messageSize(bytes, "maxMediaMessageSize");
		return self();
	}

	/**
	 * Set how large a data message may be, such as metadata with an index of key frames
	 * or an image. One that is larger is dropped and counted in
	 * {@link RtmpServerStatistics#droppedMessages()}; the publish goes on.
	 * @param bytes the size, at most 16,777,215; 1 MiB by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1 or more than 16,777,215
	 */
	public RtmpServerBuilder maxDataMessageSize(int bytes) {
		this.maxDataMessageSize = messageSize(bytes, "maxDataMessageSize");
		return self();
	}

	/**
	 * Set how large any other message may be. While a client publishes, a command that is
	 * larger is dropped and counted in {@link RtmpServerStatistics#droppedMessages()};
	 * otherwise the connection is closed.
	 * @param bytes the size, at most 16,777,215; 64 KiB by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1 or more than 16,777,215
	 */
	public RtmpServerBuilder maxMessageSize(int bytes) {
		this.maxMessageSize = messageSize(bytes, "maxMessageSize");
		return self();
	}

	/**
	 * Set how many chunk streams one connection may use.
	 * @param limit the number of chunk streams; 32 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxChunkStreams(int limit) {
		this.maxChunkStreams = positive(limit, "maxChunkStreams");
		return self();
	}

	/**
	 * Set the smallest chunk size that a client may choose.
	 * @param bytes the size; 1 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder minChunkSize(int bytes) {
		this.minChunkSize = positive(bytes, "minChunkSize");
		return self();
	}

	/**
	 * Set how many message streams one connection may have at a time.
	 * @param limit the number of message streams; 4 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxMessageStreams(int limit) {
		this.maxMessageStreams = positive(limit, "maxMessageStreams");
		return self();
	}

	/**
	 * Set how many publish commands in a row may fail on one connection.
	 * @param limit the number of commands; 3 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxPublishAttempts(int limit) {
		this.maxPublishAttempts = positive(limit, "maxPublishAttempts");
		return self();
	}

	/**
	 * Set how long a stream key may be. A publish with a longer one is refused. Query
	 * parameters may have as many characters, and 4,096 in any case.
	 * @param bytes the size in UTF-8, at most 8,192; 4 KiB by default, enough for a
	 * signed token
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1 or too much
	 */
	public RtmpServerBuilder maxStreamKeySize(int bytes) {
		if (bytes > NameRules.LONGEST_KEY) {
			throw new IllegalArgumentException("maxStreamKeySize must be at most " + NameRules.LONGEST_KEY);
		}
		this.maxStreamKeySize = positive(bytes, "maxStreamKeySize");
		return self();
	}

	/**
	 * Set how many chunks one connection may send in a second, and as many at once. A
	 * connection that sends more is read more slowly.
	 * @param limit the number of chunks; 200,000 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder chunksPerSecond(int limit) {
		this.chunksPerSecond = positive(limit, "chunksPerSecond");
		return self();
	}

	/**
	 * Set how many commands and protocol control messages one connection may send in a
	 * second, and as many at once. A connection that sends more is read more slowly.
	 * @param limit the number of messages; 100 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder commandsPerSecond(int limit) {
		this.commandsPerSecond = positive(limit, "commandsPerSecond");
		return self();
	}

	/**
	 * Set how many data messages, and packets that describe media such as sequence
	 * headers, one connection may send in a second, and as many at once. A data message
	 * counts once more for each 64 KiB. A connection that sends more is read more slowly.
	 * @param limit the number of messages; 250 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder dataMessagesPerSecond(int limit) {
		this.dataMessagesPerSecond = positive(limit, "dataMessagesPerSecond");
		return self();
	}

	/**
	 * Set how many pings of one connection are answered in a second, and as many at once.
	 * Others are ignored.
	 * @param limit the number of answers; 5 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder pongsPerSecond(int limit) {
		this.pongsPerSecond = positive(limit, "pongsPerSecond");
		return self();
	}

	/**
	 * Set how much may be held for all clients: incomplete messages, cached pictures, and
	 * packets that wait for subscriptions, those of streams that have ended included.
	 * @param bytes the size; a quarter of the heap by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxMemory(long bytes) {
		this.maxMemory = positive(bytes, "maxMemory");
		return self();
	}

	/**
	 * Set how much may be held of the incomplete messages of a connection that does not
	 * publish.
	 * @param bytes the size; 64 KiB by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxUnpublishedMemory(int bytes) {
		this.maxUnpublishedMemory = positive(bytes, "maxUnpublishedMemory");
		return self();
	}

	/**
	 * Set how much of the replies to it a publisher may leave unread. Beyond that,
	 * acknowledgements and pongs are left out, and any other reply closes the connection.
	 * @param bytes the size; 64 KiB by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxUnreadOutput(int bytes) {
		this.maxUnreadOutput = positive(bytes, "maxUnreadOutput");
		return self();
	}

	/**
	 * Set how many calls of the validator and of credentials may be under way. A publish
	 * that would need one more is refused and may be tried again.
	 * @param limit the number of calls; 256 by default, enough for all encoders of a
	 * restarted server to publish at once
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxUnansweredDecisions(int limit) {
		this.maxUnansweredDecisions = positive(limit, "maxUnansweredDecisions");
		return self();
	}

	/**
	 * Set how many wrong keys and passwords of one address are answered at once in a
	 * minute. Further ones are answered later and later.
	 * @param limit the number of answers; 3 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder failuresPerMinute(int limit) {
		this.failuresPerMinute = positive(limit, "failuresPerMinute");
		return self();
	}

	/**
	 * Set how many streams may have handlers or subscriptions that are still at work when
	 * the {@linkplain #drainTimeout(Duration) time to finish} after their end is over.
	 * While there are as many, no publish is accepted; it may be tried again.
	 * @param limit the number of streams; 256 by default
	 * @return this builder
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public RtmpServerBuilder maxUnfinishedStreams(int limit) {
		this.maxUnfinishedStreams = positive(limit, "maxUnfinishedStreams");
		return self();
	}

	final RtmpServerLimits limits() {
		return new RtmpServerLimits(
				new Timeouts(this.handshakeTimeout, this.publishTimeout, this.validatorTimeout, this.firstMediaTimeout,
						this.mediaTimeout, this.idleTimeout, this.writeTimeout, this.drainTimeout),
				new ConnectionLimits(this.maxConnections, this.maxUnauthenticatedConnections,
						this.maxConnectionsPerAddress, this.maxUnauthenticatedConnectionsPerAddress,
						this.acceptsPerSecondPerAddress, this.tlsHandshakesPerSecond),
				new MessageLimits(this.maxMediaMessageSize, this.maxDataMessageSize, this.maxMessageSize,
						this.maxChunkStreams, this.minChunkSize, this.maxMessageStreams, this.maxPublishAttempts,
						this.maxStreamKeySize),
				new RateLimits(this.chunksPerSecond, this.commandsPerSecond, this.dataMessagesPerSecond,
						this.pongsPerSecond),
				new MemoryLimits(this.maxMemory, this.maxUnpublishedMemory, this.maxUnreadOutput),
				new DecisionLimits(this.maxUnansweredDecisions, this.failuresPerMinute, this.maxUnfinishedStreams));
	}

	private static Duration positive(Duration value, String name) {
		if (value.isZero() || value.isNegative()) {
			throw new IllegalArgumentException(name + " must be positive");
		}
		return value;
	}

	private static int positive(int value, String name) {
		return (int) positive((long) value, name);
	}

	private static long positive(long value, String name) {
		if (value < 1) {
			throw new IllegalArgumentException(name + " must be positive");
		}
		return value;
	}

	private static int messageSize(int value, String name) {
		if (value > LARGEST_MESSAGE) {
			throw new IllegalArgumentException(name + " must be at most " + LARGEST_MESSAGE);
		}
		return positive(value, name);
	}

}
