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

package dev.rtmpkit.testkit;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;

/**
 * A started server on a free port of the loopback address, and what its listener heard.
 * Without another validator, a key that starts with "no" is rejected and any other
 * accepted under the name "public-" and the key.
 */
public final class TestServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final RtmpServer server;

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	public TestServer() {
		this((builder) -> {
		});
	}

	public TestServer(Consumer<RtmpServerBuilder> customizer) {
		this(new RtmpServerListener() {
		}, customizer);
	}

	/**
	 * Create and start a server with a listener that hears before this one.
	 */
	public TestServer(RtmpServerListener first, Consumer<RtmpServerBuilder> customizer) {
		RtmpServerBuilder builder = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator(TestServer::validate)
			.listener(first)
			.listener(new Listener());
		customizer.accept(builder);
		this.server = builder.build();
		this.server.start();
	}

	/**
	 * Let one address have as many connections as it likes.
	 */
	public static RtmpServerBuilder crowded(RtmpServerBuilder builder) {
		return builder.maxUnauthenticatedConnections(1000)
			.maxConnectionsPerAddress(1000)
			.maxUnauthenticatedConnectionsPerAddress(1000)
			.acceptsPerSecondPerAddress(100_000);
	}

	private static PublishDecision validate(PublishRequest request) {
		String key = request.streamKey().value();
		return (key.startsWith("no")) ? PublishDecision.reject("Not this key.")
				: PublishDecision.accept("public-" + key, Map.of("owner", "somebody"));
	}

	public RtmpServer server() {
		return this.server;
	}

	public int port() {
		return this.server.port();
	}

	public String url(String key) {
		return "rtmp://127.0.0.1:" + port() + "/live/" + key;
	}

	/**
	 * Wait for the next event, which must be of the type.
	 */
	public <T extends Event> T await(Class<T> type) {
		return await(type, PATIENCE);
	}

	/**
	 * Wait for the next event, which must be of the type.
	 */
	public <T extends Event> T await(Class<T> type, Duration patience) {
		try {
			Event event = this.events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
			if (!type.isInstance(event)) {
				throw new AssertionError("Expected " + type.getSimpleName() + " but got " + event);
			}
			return type.cast(event);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted", ex);
		}
	}

	/**
	 * Return whether nothing was heard that nobody awaited.
	 */
	public boolean isQuiet() {
		return this.events.isEmpty();
	}

	@Override
	public void close() {
		this.server.close();
	}

	public sealed interface Event {

	}

	/** What is told of a stream. */
	public sealed interface StreamEvent extends Event {

		PublishEvent event();

		default LiveStream stream() {
			return event().stream();
		}

	}

	public record Started(PublishEvent event) implements StreamEvent {

	}

	public record Rejected(PublishRequest request, RejectReason reason, String message, Instant time) implements Event {

	}

	public record Metadata(PublishEvent event, StreamMetadata metadata) implements StreamEvent {

	}

	public record Interrupted(PublishEvent event, StopReason reason) implements StreamEvent {

	}

	public record Continued(PublishEvent event) implements StreamEvent {

	}

	public record Stopped(PublishEvent event, StopReason reason, Duration duration) implements StreamEvent {

	}

	private final class Listener implements RtmpServerListener {

		@Override
		public void publishStarted(PublishEvent event) {
			TestServer.this.events.add(new Started(event));
		}

		@Override
		public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
			TestServer.this.events.add(new Rejected(request, reason, message, time));
		}

		@Override
		public void metadataReceived(PublishEvent event, StreamMetadata metadata) {
			TestServer.this.events.add(new Metadata(event, metadata));
		}

		@Override
		public void publishInterrupted(PublishEvent event, StopReason reason) {
			TestServer.this.events.add(new Interrupted(event, reason));
		}

		@Override
		public void publishContinued(PublishEvent event) {
			TestServer.this.events.add(new Continued(event));
		}

		@Override
		public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
			TestServer.this.events.add(new Stopped(event, reason, duration));
		}

	}

}
