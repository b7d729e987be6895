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
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

import dev.rtmpkit.internal.connection.ServerSettings;
import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.publish.TakeoverRules;
import dev.rtmpkit.internal.session.SessionSettings;
import dev.rtmpkit.internal.session.auth.PublisherAuthenticator;
import dev.rtmpkit.internal.thread.ThreadBounds;
import dev.rtmpkit.internal.thread.ThreadSettings;
import dev.rtmpkit.publish.AuthenticationMode;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * Builds a server. Not thread-safe.
 */
public final class RtmpServerBuilder extends LimitsBuilder {

	/** The port that RTMP is registered for. */
	public static final int DEFAULT_PORT = 1935;

	/** In place of the port if no plain connections are taken. */
	static final int NO_PORT = -1;

	private static final int LARGEST_PORT = 65535;

	private static final int MOST_THREADS = 1024;

	private @Nullable InetAddress address;

	private int port = DEFAULT_PORT;

	private int encryptedPort;

	private @Nullable TlsSettings tls;

	private int ioThreads;

	private AddressRules addresses = AddressRules.NONE;

	private @Nullable String reconnectUrl;

	private TakeoverRules takeover = TakeoverRules.DEFAULT;

	private SessionSettings session = SessionSettings.DEFAULT;

	private StreamSettings streams = StreamSettings.DEFAULT;

	private @Nullable StreamKeyValidator validator;

	private @Nullable PublisherCredentials credentials;

	private AuthenticationMode authenticationMode = AuthenticationMode.ADOBE;

	private final List<StreamHandler> handlers = new ArrayList<>();

	private final List<RtmpServerListener> listeners = new ArrayList<>();

	private final List<UnaryOperator<StreamKeyValidator>> decorators = new ArrayList<>();

	private final List<ServerCallbacks> callbacks = new ArrayList<>();

	private @Nullable Executor executor;

	private @Nullable Executor handlerExecutor;

	private @Nullable ThreadFactory callbackThreads;

	RtmpServerBuilder() {
	}

	/**
	 * Set the address to listen on.
	 * @param address the address; all addresses by default
	 * @return this builder
	 */
	public RtmpServerBuilder address(InetAddress address) {
		this.address = Objects.requireNonNull(address, "address");
		return this;
	}

	/**
	 * Set the port to listen on for connections that are not encrypted.
	 * @param port the port, 0 for any free one; -1 not to take such connections, which
	 * needs {@link #tls(int, TlsSettings)}; 1935 by default
	 * @return this builder
	 */
	public RtmpServerBuilder port(int port) {
		if (port < NO_PORT || port > LARGEST_PORT) {
			throw new IllegalArgumentException("port must be between 0 and " + LARGEST_PORT + ", or -1 for none");
		}
		this.port = port;
		return this;
	}

	/**
	 * Take encrypted connections (RTMPS), beside plain ones or instead.
	 * @param port the port to listen on, 0 for any free one
	 * @param tls how to encrypt
	 * @return this builder
	 */
	public RtmpServerBuilder tls(int port, TlsSettings tls) {
		if (port < 0 || port > LARGEST_PORT) {
			throw new IllegalArgumentException("port must be between 0 and " + LARGEST_PORT);
		}
		this.encryptedPort = port;
		this.tls = Objects.requireNonNull(tls, "tls");
		return this;
	}

	/**
	 * Set the number of I/O threads.
	 * @param threads the number, at most 1024; 0 for as many as there are processors,
	 * which is the default
	 * @return this builder
	 */
	public RtmpServerBuilder ioThreads(int threads) {
		if (threads < 0 || threads > MOST_THREADS) {
			throw new IllegalArgumentException("threads must be between 0 and " + MOST_THREADS);
		}
		this.ioThreads = threads;
		return this;
	}

	/**
	 * Let in none but these. What counts is the client's own address, not that of a
	 * trusted proxy. Others are closed at once, without a byte.
	 * @param ranges the ranges; empty, the default, for every address
	 * @return this builder
	 */
	public RtmpServerBuilder allowedAddresses(Collection<AddressRange> ranges) {
		this.addresses = this.addresses.withAllowed(ranges);
		return this;
	}

	/**
	 * Do not let these in, not even if they are allowed.
	 * @param ranges the ranges; none by default
	 * @return this builder
	 * @see #allowedAddresses(Collection)
	 */
	public RtmpServerBuilder deniedAddresses(Collection<AddressRange> ranges) {
		this.addresses = this.addresses.withDenied(ranges);
		return this;
	}

	/**
	 * Set whose connections begin with a PROXY header, version 1 or 2, that names the
	 * client's address. From these proxies nothing else is accepted, and from others no
	 * such header.
	 * @param trusted the ranges; none by default
	 * @return this builder
	 */
	public RtmpServerBuilder proxyProtocol(Collection<AddressRange> trusted) {
		this.addresses = this.addresses.withTrustedProxies(trusted);
		return this;
	}

	/**
	 * Set who decides who may publish. Without one, or {@link #callbacks} that have one,
	 * the server cannot be built.
	 * @param validator the validator
	 * @return this builder
	 */
	public RtmpServerBuilder validator(StreamKeyValidator validator) {
		this.validator = Objects.requireNonNull(validator, "validator");
		return this;
	}

	/**
	 * Wrap the validator, wherever it comes from, for instance to measure it.
	 * @param decorator called when the server starts; the one added last is the outermost
	 * @return this builder
	 */
	public RtmpServerBuilder decorateValidator(UnaryOperator<StreamKeyValidator> decorator) {
		this.decorators.add(Objects.requireNonNull(decorator, "decorator"));
		return this;
	}

	/**
	 * Let in none but users with a password, for encoders that know nothing else. The
	 * validator is asked as well, later, and gets to know the user
	 * ({@link dev.rtmpkit.publish.PublishRequest#user()}).
	 * @param credentials what knows the passwords; none by default, which lets any client
	 * connect
	 * @return this builder
	 */
	public RtmpServerBuilder credentials(PublisherCredentials credentials) {
		this.credentials = Objects.requireNonNull(credentials, "credentials");
		return this;
	}

	/**
	 * Set how encoders prove that they know the password.
	 * @param mode the mode; {@link AuthenticationMode#ADOBE} by default
	 * @return this builder
	 */
	public RtmpServerBuilder authenticationMode(AuthenticationMode mode) {
		this.authenticationMode = Objects.requireNonNull(mode, "mode");
		return this;
	}

	/**
	 * Add a handler. Every handler gets every stream.
	 * @param handler the handler
	 * @return this builder
	 */
	public RtmpServerBuilder handler(StreamHandler handler) {
		this.handlers.add(Objects.requireNonNull(handler, "handler"));
		return this;
	}

	/**
	 * Add a listener. Listeners are called in the order they were added in.
	 * @param listener the listener
	 * @return this builder
	 */
	public RtmpServerBuilder listener(RtmpServerListener listener) {
		this.listeners.add(Objects.requireNonNull(listener, "listener"));
		return this;
	}

	/**
	 * Add code of the application that is not there yet. A validator and credentials that
	 * are set here win, handlers and listeners add up.
	 * @param callbacks asked when the server starts
	 * @return this builder
	 * @see RtmpServer#addCallbacks(ServerCallbacks)
	 */
	public RtmpServerBuilder callbacks(ServerCallbacks callbacks) {
		this.callbacks.add(Objects.requireNonNull(callbacks, "callbacks"));
		return this;
	}

	/**
	 * Set what runs the validator, the look-up of passwords, the listeners and the
	 * callbacks of subscriptions. It must have threads of its own: a task that it runs on
	 * the thread that gives it counts as rejected.
	 * @param executor the executor; daemon threads made as needed by default
	 * @return this builder
	 */
	public RtmpServerBuilder executor(Executor executor) {
		this.executor = Objects.requireNonNull(executor, "executor");
		return this;
	}

	/**
	 * Set what creates the threads that run the application's code: the validator, the
	 * look-up of passwords, listeners, callbacks of subscriptions and handlers. The
	 * server names them and bounds how many there are.
	 * @param factory the factory, for instance of virtual threads; daemon threads of the
	 * platform by default
	 * @return this builder
	 */
	public RtmpServerBuilder callbackThreads(ThreadFactory factory) {
		this.callbackThreads = Objects.requireNonNull(factory, "factory");
		return this;
	}

	/**
	 * Set what runs {@link StreamHandler#handle}. It must not queue: a handler may hold
	 * its thread for as long as a stream lives, and the encoder waits until it has begun.
	 * @param executor the executor; daemon threads made as needed by default
	 * @return this builder
	 */
	public RtmpServerBuilder handlerExecutor(Executor executor) {
		this.handlerExecutor = Objects.requireNonNull(executor, "executor");
		return this;
	}

	/**
	 * Allow connections to some applications only. With that, clients have to name one: a
	 * URL without an application, as {@code rtmp://host/key}, is refused.
	 * @param applications the application names, without outer slashes; what lies below a
	 * name is allowed too; empty, the default, for any
	 * @return this builder
	 */
	public RtmpServerBuilder applications(Set<String> applications) {
		this.session = this.session.withApplications(applications);
		return this;
	}

	/**
	 * Set what clients are told the server can do.
	 * @param capabilities the capabilities; to pass on any codec with every extension of
	 * Enhanced RTMP by default; {@link Capabilities#NONE} to answer as a server from
	 * before Enhanced RTMP
	 * @return this builder
	 */
	public RtmpServerBuilder capabilities(Capabilities capabilities) {
		this.session = this.session.withCapabilities(Objects.requireNonNull(capabilities, "capabilities"));
		return this;
	}

	/**
	 * Set the bounds of what live streams keep for late subscribers.
	 * @param streams the settings
	 * @return this builder
	 */
	public RtmpServerBuilder streams(StreamSettings streams) {
		this.streams = Objects.requireNonNull(streams, "streams");
		return this;
	}

	/**
	 * Set where encoders are asked to go when the server shuts down.
	 * @param tcUrl a URL, absolute or relative to the encoder's own; without one they
	 * stay with theirs, which is right where a load balancer leads to another server
	 * @return this builder
	 * @throws IllegalArgumentException if it is no URL
	 */
	public RtmpServerBuilder reconnectUrl(String tcUrl) {
		this.reconnectUrl = URI.create(tcUrl).toString();
		return this;
	}

	/**
	 * Set what happens to a second publisher of a live stream.
	 * @param policy the policy; {@link DuplicatePublisherPolicy#REPLACE_SAME_KEY} by
	 * default
	 * @return this builder
	 */
	public RtmpServerBuilder duplicatePublisher(DuplicatePublisherPolicy policy) {
		this.takeover = this.takeover.withPolicy(policy);
		return this;
	}

	/**
	 * Set how long a stream waits for a publisher that was lost: its connection ended
	 * without a word, or no media came for too long. If the same one (see
	 * {@link DuplicatePublisherPolicy#REPLACE_SAME_KEY}) is back in time, it continues
	 * the stream, as it does if it comes while its old connection seems alive:
	 * subscriptions go on with timestamps that follow on, handlers are not called again,
	 * listeners hear of one publish. Otherwise the stream ends for the reason for which
	 * the publisher was lost.
	 * <p>
	 * Once the old connection is gone, the address and the query, such as a token, may
	 * have changed: a publisher with the same application, key, user and attributes
	 * continues the stream, as the validator has accepted it for the name and granted it
	 * the same. Any other that the validator accepts for the name gets it at once, too,
	 * under every {@link DuplicatePublisherPolicy}: the stream ends, and another begins.
	 * A grace is never a reason to refuse a publisher.
	 * @param grace the time; 0, the default, for none
	 * @return this builder
	 * @throws IllegalArgumentException if it is negative
	 */
	public RtmpServerBuilder reconnectGrace(Duration grace) {
		this.takeover = this.takeover.withReconnectGrace(grace);
		return this;
	}

	@Override
	RtmpServerBuilder self() {
		return this;
	}

	/**
	 * Build the server, un-started.
	 * @return the server
	 * @throws IllegalStateException if there is no validator and nothing that may have
	 * one, or no port
	 */
	public RtmpServer build() {
		CallbackSources sources = new CallbackSources(new CallbackSources.Given(this.validator, this.decorators,
				this.credentials, this.handlers, this.listeners), this.callbacks);
		if (this.port == NO_PORT && this.tls == null) {
			throw new IllegalStateException("A server needs a port: set one, or take encrypted connections");
		}
		ServerSettings.Encrypted encrypted = (this.tls != null)
				? new ServerSettings.Encrypted(bindAddress(this.encryptedPort), this.tls::createEngine) : null;
		RtmpServerLimits limits = limits();
		SessionSettings sessions = this.session
			.withStreams(limits.messages().messageStreams(), limits.messages().publishAttempts())
			.withStreamKeyBytes(limits.messages().streamKeyBytes());
		return new RtmpServer(
				new ServerSettings((this.port != NO_PORT) ? bindAddress(this.port) : null, encrypted, this.ioThreads,
						threads(limits), this.addresses, limits, sessions, this.streams,
						new ServerSettings.Reconnects(this.reconnectUrl, this.takeover),
						PublisherAuthenticator.create(this.authenticationMode, new SecureRandom(), System::nanoTime)),
				sources);
	}

	/**
	 * Return threads for as many publishers as there may be connections.
	 */
	private ThreadSettings threads(RtmpServerLimits limits) {
		int publishers = limits.connections().total();
		ThreadBounds defaults = ThreadBounds.DEFAULTS;
		// A publish ends while the next one of its encoder begins
		int events = (int) Math.min(Integer.MAX_VALUE, Math.max(defaults.events(), 2L * publishers));
		int media = Math.max(defaults.media(), publishers);
		return new ThreadSettings(this.callbackThreads, this.executor, this.handlerExecutor,
				new ThreadBounds(limits.decisions().unanswered(),
						Math.min(defaults.rejections(), limits.decisions().unanswered()), events, media,
						defaults.handlers(), defaults.fallback()));
	}

	private InetSocketAddress bindAddress(int port) {
		return (this.address != null) ? new InetSocketAddress(this.address, port) : new InetSocketAddress(port);
	}

}
