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

package dev.rtmpkit.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads packets to a connection and, when the server asks for it, over to another one.
 */
final class PublisherRoute {

	private static final Logger logger = LoggerFactory.getLogger(PublisherRoute.class);

	private final PublisherSettings settings;

	private final SentHeaders headers = new SentHeaders();

	private volatile PublisherConnection connection;

	private @Nullable CompletableFuture<PublisherConnection> next;

	private @Nullable RtmpUri tried;

	private boolean closed;

	PublisherRoute(PublisherConnection connection, PublisherSettings settings) {
		this.connection = connection;
		this.settings = settings;
	}

	PublisherConnection connection() {
		return this.connection;
	}

	void send(MediaPacket packet) throws IOException {
		if (this.settings.followsReconnectRequests()) {
			follow(packet);
		}
		PublisherConnection current = this.connection;
		current.send(MediaMessages.of(current.streamId(), packet));
	}

	/**
	 * Change over if the server has asked, the new connection is there and the packet can
	 * be the first on it.
	 */
	private synchronized void follow(MediaPacket packet) throws IOException {
		boolean changes = this.headers.add(packet);
		RtmpUri target = this.connection.reconnectTarget();
		if (target != null && target != this.tried && this.next == null && !this.closed) {
			this.tried = target;
			this.next = prepare(target);
		}
		if (changes && this.next != null && this.next.isDone()) {
			CompletableFuture<PublisherConnection> prepared = this.next;
			this.next = null;
			changeOver(prepared, packet);
		}
	}

	private CompletableFuture<PublisherConnection> prepare(RtmpUri target) {
		CompletableFuture<PublisherConnection> prepared = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				prepared.complete(PublisherConnection.prepare(target, this.settings));
			}
			catch (IOException | RuntimeException ex) {
				logger.warn("Cannot connect to {}, where the server wants to be published to; staying with it", target,
						ex);
				prepared.completeExceptionally(ex);
			}
		}, "rtmp-publisher-reconnect");
		thread.setDaemon(true);
		thread.start();
		return prepared;
	}

	private void changeOver(CompletableFuture<PublisherConnection> prepared, MediaPacket first) throws IOException {
		if (prepared.isCompletedExceptionally()) {
			return;
		}
		PublisherConnection successor = prepared.join();
		// The old server has all media and has freed the name before the new publish asks
		// for it
		this.connection.close();
		this.connection = successor;
		this.tried = null;
		successor.publish();
		for (MediaPacket header : this.headers.at(first.timestamp())) {
			successor.send(MediaMessages.of(successor.streamId(), header));
		}
	}

	void close() {
		this.connection.close();
		synchronized (this) {
			this.closed = true;
			if (this.next != null) {
				this.next.thenAccept(PublisherConnection::close);
			}
		}
	}

}
