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
import java.util.Locale;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.StopReason;

/**
 * Counters of a server since it was built; they only grow, across restarts too, unless
 * called active. Every call reads the current value and may come from any thread.
 */
public interface RtmpServerStatistics {

	/**
	 * Return how many connections are open.
	 * @return the connections
	 */
	long activeConnections();

	/**
	 * Return how many connections were accepted.
	 * @return the connections
	 */
	long acceptedConnections();

	/**
	 * Return how many connections were closed as there were too many, or for their
	 * address: as soon as they were there, or to make room for others before they had a
	 * publish accepted.
	 * @param reason the reason
	 * @return the connections; only the latter are part of {@link #acceptedConnections()}
	 */
	long rejectedConnections(ConnectionRejection reason);

	/**
	 * Return how many handshakes, those of TLS included, ended in a way. Connections that
	 * were rejected, or that a proxy did not introduce, never began one.
	 * @param outcome the way
	 * @return the handshakes
	 */
	long handshakes(HandshakeOutcome outcome);

	/**
	 * Return how long the handshakes that ended in a way took together.
	 * @param outcome the way
	 * @return the time from the acceptance of the connections
	 */
	Duration handshakeTime(HandshakeOutcome outcome);

	/**
	 * Return how many streams are being published.
	 * @return the streams
	 */
	long activePublishers();

	/**
	 * Return how many publishes were accepted.
	 * @return the publishes
	 */
	long startedPublishes();

	/**
	 * Return how many publishes ended for a reason.
	 * @param reason the reason
	 * @return the publishes
	 */
	long stoppedPublishes(StopReason reason);

	/**
	 * Return how many publishes were refused for a reason.
	 * @param reason the reason
	 * @return the refusals
	 */
	long rejectedPublishes(RejectReason reason);

	/**
	 * Return how many clients answered a challenge and were refused, as they do not know
	 * the user's password or it could not be looked up.
	 * @return the refusals
	 */
	long failedAuthentications();

	/**
	 * Return how many clients with a wrong key or password got their answer later, as
	 * others from their address had failed before.
	 * @return the refusals
	 */
	long delayedRefusals();

	/**
	 * Return how many connections were closed for breaking the protocol or a limit.
	 * @param error the way in which it was broken
	 * @return the connections
	 */
	long protocolErrors(ProtocolError error);

	/**
	 * Return how many connections were closed because a deadline passed.
	 * @param deadline the deadline
	 * @return the connections
	 */
	long missedDeadlines(Deadline deadline);

	/**
	 * Return how many messages were understood by nobody and ignored.
	 * @return the messages
	 */
	long ignoredMessages();

	/**
	 * Return the payload bytes received in messages of a kind.
	 * @param kind the kind
	 * @return the bytes
	 */
	long receivedBytes(MediaKind kind);

	/**
	 * Return what is held in memory for all clients: unfinished messages, cached pictures
	 * and packets that wait for subscriptions, those of streams that have ended included.
	 * @return the bytes, about
	 */
	long memoryUsed();

	/**
	 * Return what may be held in memory for all clients. Nobody is let in when nine
	 * tenths of it are used; above nineteen twentieths connections are not read, and what
	 * holds most is let go of.
	 * @return the bytes, 0 before the first start
	 */
	long memoryLimit();

	/**
	 * Return how many I/O threads the server has.
	 * @return the threads, 0 if the server is not running
	 */
	int ioThreads();

	/**
	 * Return how many tasks wait for the I/O threads. More than a few for long mean that
	 * the threads are too busy.
	 * @return the tasks of all threads together
	 */
	long pendingIoTasks();

	/**
	 * How a handshake ended.
	 */
	enum HandshakeOutcome {

		/** The client may send messages. */
		COMPLETED,

		/** The client took too long. */
		TIMEOUT,

		/** What the client sent is no handshake, or not for this server. */
		PROTOCOL_ERROR,

		/** The client went away. */
		CONNECTION_LOST,

		/** The server ended it, for instance as it shut down. */
		ABORTED;

		/**
		 * Return the value used in metrics.
		 * @return the lower-case name
		 */
		public String tag() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * What a message carries.
	 */
	enum MediaKind {

		/** Audio. */
		AUDIO,

		/** Video. */
		VIDEO,

		/** Metadata and other data. */
		DATA,

		/** Everything else, from the handshake to chunk headers. */
		CONTROL

	}

	/**
	 * What a connection must do in time.
	 */
	enum Deadline {

		/** Agree on encryption. */
		TLS,

		/** Complete the handshake. */
		HANDSHAKE,

		/** Publish. */
		PUBLISH,

		/** Send media after the publish was accepted. */
		FIRST_MEDIA,

		/** Send more media while publishing. */
		IDLE,

		/** Read what was written. */
		WRITE;

		/**
		 * Return the value used in metrics.
		 * @return the lower-case name with what happened
		 */
		public String tag() {
			return (this == WRITE) ? "write_stall" : name().toLowerCase(Locale.ROOT) + "_timeout";
		}

	}

}
