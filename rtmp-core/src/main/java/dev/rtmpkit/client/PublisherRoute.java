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
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import dev.rtmpkit.internal.stream.StreamHeaders;
import dev.rtmpkit.internal.text.PrintableText;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads packets to a connection and, when the server asks for it, over to another one.
 */
final class PublisherRoute {

	private static final Logger logger = LoggerFactory.getLogger(PublisherRoute.class);

	private final PublisherSettings settings;

	/** What another server needs first. */
	private StreamHeaders headers = StreamHeaders.NONE;

	private boolean video;

	/** Makes senders wait while another thread changes over. */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile PublisherConnection connection;

	private volatile @Nullable Successor next;

	private volatile boolean closed;

	PublisherRoute(PublisherConnection connection, PublisherSettings settings) {
		this.connection = connection;
		this.settings = settings;
	}

	void send(MediaPacket packet) throws IOException {
		if (!this.settings.followsReconnectRequests()) {
			send(packet, this.connection);
			return;
		}
		try {
			this.lock.lockInterruptibly();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while sending");
		}
		try {
			follow(packet);
			send(packet, this.connection);
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void send(MediaPacket packet, PublisherConnection connection) throws IOException {
		connection.send(MediaMessages.of(connection.streamId(), packet));
	}

	/**
	 * Change over if the server has asked, the new connection is there and the packet can
	 * be the first on it. Once the server is gone, any packet can.
	 */
	private void follow(MediaPacket packet) throws IOException {
		this.headers = this.headers.with(packet);
		boolean begins = begins(packet);
		RtmpUri target = this.connection.pollReconnectTarget();
		// A server that has named another and then asks for no other still means that one
		if (target != null && (this.next == null || !target.equals(this.connection.target()))) {
			abandon(this.next);
			this.next = prepare(target);
		}
		Successor successor = this.next;
		if (successor != null && ((begins && successor.prepared().isDone()) || !this.connection.isOpen())) {
			try {
				changeOver(successor, packet);
			}
			finally {
				this.next = null;
			}
		}
	}

	/**
	 * Return whether a server that has the headers can begin with a packet.
	 */
	private boolean begins(MediaPacket packet) {
		if (packet instanceof VideoPacket frame) {
			this.video = true;
			return this.headers.beginsGroup(frame);
		}
		// Without video, any frame can follow the headers
		return packet.isFrame() && !this.video;
	}

	private Successor prepare(RtmpUri target) {
		CompletableFuture<PublisherConnection> prepared = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				PublisherConnection connection = PublisherConnection.prepare(target, this.settings);
				if (!prepared.complete(connection)) {
					connection.close();
				}
			}
			catch (IOException | RuntimeException ex) {
				prepared.completeExceptionally(ex);
			}
		}, "rtmp-publisher-reconnect");
		thread.setDaemon(true);
		thread.start();
		return new Successor(target, prepared);
	}

	private static void abandon(@Nullable Successor successor) {
		if (successor != null && !successor.prepared().completeExceptionally(PublisherHandler.closed())) {
			successor.prepared().thenAccept(PublisherConnection::close);
		}
	}

	private void changeOver(Successor successor, MediaPacket first) throws IOException {
		PublisherConnection old = this.connection;
		// Another server has its own names: if it refuses, nothing is lost. The same one
		// has to free the name first, and all media has to be there before
		boolean elsewhere = !successor.target().isOnServerOf(old.target());
		try {
			PublisherConnection prepared = PublisherConnection.await(successor.prepared(), () -> abandon(successor));
			if (!elsewhere) {
				old.finish(this.settings.writeTimeout());
				this.connection = prepared;
			}
			this.connection = publish(successor.target(), prepared);
			old.finish(this.settings.writeTimeout());
		}
		catch (IOException ex) {
			if (!old.isOpen()) {
				throw ex;
			}
			logger.warn("Cannot publish to {}, where the server wants to be published to; staying with it: {}",
					successor.target(), PrintableText.of(ex.toString()));
			return;
		}
		for (MediaPacket header : this.headers.packets()) {
			// As if they came now
			send(header.withTimestamp(first.timestamp()), this.connection);
		}
	}

	/**
	 * Publish on a connection, or on a new one if the server has not waited for that.
	 */
	private PublisherConnection publish(RtmpUri target, PublisherConnection prepared) throws IOException {
		try {
			prepared.publish();
			return prepared;
		}
		catch (PublishRefusedException | InterruptedIOException ex) {
			prepared.close();
			throw ex;
		}
		catch (IOException ex) {
			prepared.close();
			if (this.closed) {
				throw ex;
			}
			return PublisherConnection.open(target, this.settings);
		}
	}

	boolean isOpen() {
		return !this.closed && (this.connection.isOpen() || this.next != null);
	}

	@Nullable IOException failure() {
		return this.connection.failure();
	}

	void close() {
		this.closed = true;
		this.connection.close();
		// Release a thread that is changing over
		abandon(this.next);
		this.lock.lock();
		try {
			abandon(this.next);
			this.next = null;
			this.connection.close();
		}
		finally {
			this.lock.unlock();
		}
	}

	void abort() {
		this.closed = true;
		this.connection.abort();
		abandon(this.next);
	}

	@Override
	public String toString() {
		return this.connection.toString();
	}

	/**
	 * A connection that waits to be published on, or will.
	 *
	 * @param target where it leads
	 * @param prepared completes with it
	 */
	private record Successor(RtmpUri target, CompletableFuture<PublisherConnection> prepared) {

	}

}
