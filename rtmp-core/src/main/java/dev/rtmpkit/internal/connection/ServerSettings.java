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

package dev.rtmpkit.internal.connection;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.publish.TakeoverRules;
import dev.rtmpkit.internal.session.SessionSettings;
import dev.rtmpkit.internal.session.auth.PublisherAuthenticator;
import dev.rtmpkit.internal.thread.ThreadBounds;
import dev.rtmpkit.internal.thread.ThreadSettings;
import dev.rtmpkit.stream.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a server was built with.
 *
 * @param bindAddress where to listen, {@code null} to take encrypted connections only;
 * port 0 for any free one
 * @param encrypted where encrypted connections are taken, if they are
 * @param ioThreads the number of event loops, 0 for as many as there are processors
 * @param threads the threads for the application's code, if there is one handler at most
 * @param addresses which addresses are let in, and which may name others
 * @param limits what clients may cost
 * @param session what sessions announce and allow
 * @param streams the bounds of live streams
 * @param reconnects how encoders come back
 * @param authenticator what checks user names and passwords, where clients need one
 */
public record ServerSettings(@Nullable InetSocketAddress bindAddress, @Nullable Encrypted encrypted, int ioThreads,
		ThreadSettings threads, AddressRules addresses, RtmpServerLimits limits, SessionSettings session,
		StreamSettings streams, Reconnects reconnects, PublisherAuthenticator authenticator) {

	/**
	 * Return what sessions announce and allow.
	 * @param users whether clients need a user name and a password
	 */
	SessionSettings session(boolean users) {
		return (users) ? this.session.withAuthenticator(this.authenticator) : this.session;
	}

	/**
	 * Return threads for as many publishers as there may be connections.
	 * @param handlers how many handlers each stream has
	 */
	ThreadSettings threads(int handlers) {
		ThreadBounds bounds = this.threads.bounds();
		// A publish ends while the next one of its encoder begins
		long running = 2L * this.limits.connections().total() * Math.max(1, handlers);
		return this.threads
			.withBounds(bounds.withHandlers((int) Math.min(Integer.MAX_VALUE, Math.max(bounds.handlers(), running))));
	}

	/**
	 * Where and how encrypted connections are taken.
	 *
	 * @param bindAddress where to listen; port 0 for any free one
	 * @param engines creates what encrypts one connection
	 */
	public record Encrypted(InetSocketAddress bindAddress, Supplier<SSLEngine> engines) {

	}

	/**
	 * How encoders come back.
	 *
	 * @param url where they are asked to go when the server shuts down, {@code null} to
	 * stay with their own URL
	 * @param takeover who may take over a live stream
	 */
	public record Reconnects(@Nullable String url, TakeoverRules takeover) {

	}

}
