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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.internal.connection.Callbacks;
import dev.rtmpkit.internal.connection.ServerSettings;
import dev.rtmpkit.internal.guard.BanList;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.publish.Publications;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StreamHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An RTMP ingest server: encoders publish to it, a {@link StreamKeyValidator} decides who
 * may, {@link StreamHandler handlers} get the media and {@link RtmpServerListener
 * listeners} hear what happens. Built un-started; may be started again after it was
 * stopped. All methods may be called from any thread.
 */
public final class RtmpServer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RtmpServer.class);

	private static final Duration CLOSE_GRACE_PERIOD = Duration.ofSeconds(5);

	private final ServerSettings settings;

	private final CallbackSources callbacks;

	private final ServerCounters counters = new ServerCounters();

	private final RtmpServerStatistics statistics = new RtmpServerStatistics(this.counters, this::streams);

	private final BanList banList = new BanList(new SecureRandom());

	private final Bans bans = new Bans(this.banList);

	private final Object lock = new Object();

	private volatile @Nullable ServerRun running;

	private @Nullable CompletableFuture<Boolean> shutdown;

	RtmpServer(ServerSettings settings, CallbackSources callbacks) {
		this.settings = settings;
		this.callbacks = callbacks;
	}

	/**
	 * Begin to build a server.
	 * @return a builder with the defaults
	 */
	public static RtmpServerBuilder builder() {
		return new RtmpServerBuilder();
	}

	/**
	 * Add code of the application that was not there when the server was built: handlers
	 * and listeners, and a validator and credentials if the server was built without.
	 * Counts from the next start on. Adding the same again changes nothing, and a handler
	 * or listener that the server has already is not called twice.
	 * @param callbacks asked when the server starts
	 */
	public void addCallbacks(ServerCallbacks callbacks) {
		this.callbacks.add(Objects.requireNonNull(callbacks, "callbacks"));
	}

	/**
	 * Start listening. Does nothing if the server is running.
	 * @throws RtmpPortInUseException if the port is taken
	 * @throws RtmpServerException if the server cannot listen for another reason
	 * @throws IllegalStateException if the server is shutting down, there is no
	 * validator, or an executor has no threads of its own
	 */
	public void start() {
		synchronized (this.lock) {
			ServerRun current = this.running;
			if (current != null && current.isDraining()) {
				throw new IllegalStateException("The server is shutting down");
			}
			if (current == null) {
				this.shutdown = null;
				// On this thread, which may own what the callbacks are made of
				Callbacks found = this.callbacks.resolve();
				OwnThread.call(() -> run(found));
			}
		}
	}

	private ServerRun run(Callbacks found) {
		ServerRun run = new ServerRun(this.settings, found, this.counters, this.banList);
		// First, as handlers of the first publish may ask this server for its stream
		this.running = run;
		listen(run);
		return run;
	}

	private void listen(ServerRun run) {
		boolean listening = false;
		try {
			run.listen();
			listening = true;
		}
		finally {
			if (!listening) {
				this.running = null;
			}
		}
	}

	/**
	 * Return whether the server runs.
	 * @return the state
	 */
	public State state() {
		ServerRun current = this.running;
		if (current == null) {
			return State.STOPPED;
		}
		if (current.isDraining()) {
			return State.DRAINING;
		}
		return (current.isListening()) ? State.RUNNING : State.FAILED;
	}

	/**
	 * Return where the server takes connections that are not encrypted.
	 * @return the bound address or {@code null} if it does not, or is not running
	 */
	public @Nullable InetSocketAddress address() {
		ServerRun current = this.running;
		return (current != null) ? current.address() : null;
	}

	/**
	 * Return the port for connections that are not encrypted.
	 * @return the port that is bound, or the configured one if the server is not running;
	 * -1 if the server takes encrypted connections only
	 */
	public int port() {
		InetSocketAddress bound = address();
		InetSocketAddress address = (bound != null) ? bound : this.settings.bindAddress();
		return (address != null) ? address.getPort() : RtmpServerBuilder.NO_PORT;
	}

	/**
	 * Return where the server takes encrypted connections.
	 * @return the bound address or {@code null} if it does not, or is not running
	 */
	public @Nullable InetSocketAddress encryptedAddress() {
		ServerRun current = this.running;
		return (current != null) ? current.encryptedAddress() : null;
	}

	/**
	 * Return the streams that are being published.
	 * @return a snapshot
	 */
	public Collection<LiveStream> streams() {
		ServerRun current = this.running;
		return (current != null) ? current.assembly().registry().streams() : List.of();
	}

	/**
	 * Return a stream that is being published.
	 * @param name the public name
	 * @return the stream or {@code null} if there is none
	 */
	public @Nullable LiveStream stream(String name) {
		ServerRun current = this.running;
		return (current != null) ? current.assembly().registry().find(name) : null;
	}

	/**
	 * End a publish and close its connection.
	 * @param sessionId the publish's session id
	 * @return whether there was such a publish
	 */
	public boolean disconnect(String sessionId) {
		return disconnect(sessionId, Disconnection.DEFAULT);
	}

	/**
	 * End a publish, tell its encoder why, close its connection and perhaps keep it from
	 * coming back: a ban of a key ends every publish with that key, one of an address
	 * every connection from there.
	 * @param sessionId the publish's session id
	 * @param disconnection how
	 * @return whether there was such a publish
	 */
	public boolean disconnect(String sessionId, Disconnection disconnection) {
		ServerRun current = this.running;
		return current != null && disconnect(current, sessionId, disconnection);
	}

	private boolean disconnect(ServerRun current, String sessionId, Disconnection disconnection) {
		Publications publications = current.assembly().publications();
		PublishRequest request = publications.request(sessionId);
		if (request == null) {
			return false;
		}
		BanTarget target = disconnection.target();
		if (target != null) {
			ban(current, target, request, disconnection);
		}
		return publications.disconnect(sessionId, disconnection.reason()) || target != null;
	}

	/**
	 * Ban an encoder, and end what else the ban concerns.
	 */
	private void ban(ServerRun current, BanTarget target, PublishRequest request, Disconnection disconnection) {
		InetAddress address = request.remoteAddress().getAddress();
		Publications publications = current.assembly().publications();
		switch (target) {
			case KEY -> {
				this.banList.banKey(request.streamKey(), address, disconnection.time(), Instant.now());
				publications.sessionsWithKeyOf(request)
					.forEach((sessionId) -> publications.disconnect(sessionId, disconnection.reason()));
			}
			case ADDRESS -> {
				this.banList.banAddress(address, disconnection.time(), Instant.now());
				current.assembly().connections().disconnect(address, disconnection.reason());
			}
		}
	}

	/**
	 * Return the bans, which stay when the server is stopped and started again.
	 * @return the bans
	 */
	public Bans bans() {
		return this.bans;
	}

	/**
	 * Ask an encoder to connect and publish anew, see
	 * {@link LiveStream#requestReconnect(String, Duration)}.
	 * @param sessionId the publish's session id
	 * @param tcUrl where to, absolute or relative to the encoder's own, or {@code null}
	 * to stay with that
	 * @param deadline how long it may take; then its connection is closed
	 * @return whether there was such a publish, whose encoder understands the request
	 */
	public boolean requestReconnect(String sessionId, @Nullable String tcUrl, Duration deadline) {
		ServerRun current = this.running;
		return current != null && current.assembly().publications().requestReconnect(sessionId, tcUrl, deadline);
	}

	/**
	 * Return the counters.
	 * @return the counters, which go on counting
	 */
	public RtmpServerStatistics statistics() {
		return this.statistics;
	}

	/**
	 * Stop: close the port, tell and close every client, let subscriptions and listeners
	 * finish. Encoders that understand a reconnect request are asked to go elsewhere and
	 * served on until they do, for half of the grace period at most. Returns at once.
	 * Calling it again changes nothing.
	 * @param gracePeriod how long all of it may take
	 * @return completes when the server has stopped, with whether all finished in time
	 */
	public CompletableFuture<Boolean> shutdown(Duration gracePeriod) {
		Objects.requireNonNull(gracePeriod, "gracePeriod");
		synchronized (this.lock) {
			ServerRun current = this.running;
			if (current == null) {
				return CompletableFuture.completedFuture(true);
			}
			if (this.shutdown == null) {
				this.shutdown = OwnThread.call(() -> current.shutdown(gracePeriod))
					.whenComplete((inTime, failure) -> this.running = null);
			}
			return this.shutdown;
		}
	}

	/**
	 * Stop and wait until it is done, which takes 5 seconds at most plus the time to end
	 * the I/O threads.
	 */
	@Override
	public void close() {
		if (!shutdown(CLOSE_GRACE_PERIOD).join()) {
			logger.debug("Closed before every listener and subscription had finished");
		}
	}

	/**
	 * What a server is doing.
	 */
	public enum State {

		/**
		 * Not listening, nothing held. Starting leads to {@link #RUNNING}.
		 */
		STOPPED,

		/**
		 * Listening. Shutting down leads to {@link #DRAINING}, a dead listener to
		 * {@link #FAILED}.
		 */
		RUNNING,

		/**
		 * No longer listening, finishing. Leads to {@link #STOPPED}.
		 */
		DRAINING,

		/**
		 * The listening socket died by itself. Shutting down leads to {@link #DRAINING}.
		 */
		FAILED

	}

}
