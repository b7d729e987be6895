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

package dev.rtmpkit.spring.boot.context;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;

import dev.rtmpkit.server.RtmpServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Starts an RTMP server when the application context is ready and stops it when the
 * context stops. Encoders never finish by themselves, so stopping does not wait for them:
 * the port is closed, every publish is ended, and what handlers, recordings and listeners
 * still have to do gets the grace period.
 */
public final class RtmpServerLifecycle implements SmartLifecycle {

	/**
	 * Phase of the life cycle: that of a web server's graceful shutdown. The port opens
	 * after a web server's; streams drain beside web requests, before executors and data
	 * sources go.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

	private static final Log logger = LogFactory.getLog(RtmpServerLifecycle.class);

	private final RtmpServer server;

	private final Duration gracePeriod;

	private final ApplicationEventPublisher publisher;

	private final Object monitor = new Object();

	private volatile boolean running;

	/**
	 * Create a life cycle.
	 * @param server the server to start and stop
	 * @param gracePeriod how long handlers, recordings and listeners may take to finish,
	 * zero for no time at all
	 * @param publisher where to publish that the server was started or stopped
	 */
	public RtmpServerLifecycle(RtmpServer server, Duration gracePeriod, ApplicationEventPublisher publisher) {
		Assert.notNull(server, "'server' must not be null");
		Assert.notNull(gracePeriod, "'gracePeriod' must not be null");
		Assert.isTrue(!gracePeriod.isNegative(), "'gracePeriod' must not be negative");
		Assert.notNull(publisher, "'publisher' must not be null");
		this.server = server;
		this.gracePeriod = gracePeriod;
		this.publisher = publisher;
	}

	@Override
	public void start() {
		synchronized (this.monitor) {
			if (this.running) {
				return;
			}
			this.server.start();
			this.running = true;
			logger.info("RTMP server started on port " + ports());
			this.publisher.publishEvent(
					new RtmpServerStartedEvent(this.server.address(), this.server.encryptedAddress(), Instant.now()));
		}
	}

	private String ports() {
		InetSocketAddress plain = this.server.address();
		InetSocketAddress encrypted = this.server.encryptedAddress();
		StringJoiner ports = new StringJoiner(" and ");
		if (plain != null) {
			ports.add(plain.getPort() + " (rtmp)");
		}
		if (encrypted != null) {
			ports.add(encrypted.getPort() + " (rtmps)");
		}
		return ports.toString();
	}

	/**
	 * Stop the server and wait until it is done.
	 */
	@Override
	public void stop() {
		synchronized (this.monitor) {
			if (this.running) {
				InetSocketAddress address = this.server.address();
				InetSocketAddress encrypted = this.server.encryptedAddress();
				shutDown();
				this.running = false;
				publishStopped(address, encrypted);
			}
		}
	}

	/**
	 * Stop the server. Returns at once, so that everything of the same phase stops at the
	 * same time.
	 * @param callback run when the server has stopped
	 */
	@Override
	public void stop(Runnable callback) {
		Thread thread = new Thread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		}, "rtmp-shutdown");
		thread.start();
	}

	private void shutDown() {
		if (this.gracePeriod.isZero()) {
			this.server.shutdown(Duration.ZERO).join();
			logger.info("RTMP server stopped");
			return;
		}
		logger.info(
				"Commencing graceful shutdown of the RTMP server. Ending " + publishers(this.server.streams().size()));
		boolean inTime = this.server.shutdown(this.gracePeriod).join();
		logger.info((inTime) ? "Graceful shutdown of the RTMP server complete"
				: "Graceful shutdown of the RTMP server aborted with handlers or listeners still active");
	}

	private static String publishers(int count) {
		return switch (count) {
			case 0 -> "no active publisher";
			case 1 -> "1 active publisher";
			default -> count + " active publishers";
		};
	}

	private void publishStopped(@Nullable InetSocketAddress address, @Nullable InetSocketAddress encrypted) {
		if (address == null && encrypted == null) {
			// The server was stopped by other code before
			return;
		}
		try {
			this.publisher.publishEvent(new RtmpServerStoppedEvent(address, encrypted, Instant.now()));
		}
		catch (RuntimeException ex) {
			logger.warn("A listener of RtmpServerStoppedEvent failed", ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
