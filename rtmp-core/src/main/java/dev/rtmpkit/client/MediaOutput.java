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
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.rtmpkit.internal.wire.chunk.ChunkEncoder;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import dev.rtmpkit.internal.wire.message.MessageEncoder;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Writes media from the threads of the user, who have to wait while the connection holds
 * enough. It has its own chunk encoder beside that of the dialogue: the two use different
 * chunk streams, so that it does not matter in which order their messages reach the event
 * loop.
 */
final class MediaOutput {

	private final Channel channel;

	private final Duration timeout;

	private final int chunkSize;

	private final ChunkEncoder chunks = new ChunkEncoder();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private volatile @Nullable IOException end;

	MediaOutput(Channel channel, Duration timeout, int chunkSize) {
		this.channel = channel;
		this.timeout = timeout;
		this.chunkSize = chunkSize;
		this.chunks.chunkSize(chunkSize);
	}

	/**
	 * Send a message.
	 * @param message audio, video or data
	 * @throws IOException if it could not be sent
	 */
	void send(RtmpMessage message) throws IOException {
		try {
			this.lock.lockInterruptibly();
			try {
				awaitWritable();
				// Under the lock, so that the event loop is still there: it ends after
				// this output
				this.channel.writeAndFlush(encode(message), this.channel.voidPromise());
			}
			finally {
				this.lock.unlock();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while sending");
		}
	}

	private void awaitWritable() throws IOException, InterruptedException {
		long remaining = this.timeout.toNanos();
		while (true) {
			IOException reason = this.end;
			if (reason != null) {
				throw reason;
			}
			if (this.channel.isWritable()) {
				return;
			}
			if (remaining <= 0) {
				throw new SocketTimeoutException("The server has not read for " + this.timeout);
			}
			remaining = this.changed.awaitNanos(remaining);
		}
	}

	private ByteBuf encode(RtmpMessage message) {
		RawMessage raw = MessageEncoder.encode(message);
		int size = ChunkEncoder.maxSizeOf(raw, this.chunkSize);
		ByteBuf bytes = this.channel.alloc().ioBuffer(size, size);
		try {
			ByteBuffer view = bytes.nioBuffer(0, size);
			this.chunks.encode(MessageEncoder.chunkStreamId(message), raw, view);
			return bytes.writerIndex(view.position());
		}
		catch (RuntimeException ex) {
			bytes.release();
			throw ex;
		}
	}

	boolean isOpen() {
		return this.end == null;
	}

	/**
	 * Wake up waiting senders, as the channel may have become writable.
	 */
	void writabilityChanged() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Send nothing more. The first reason stays.
	 * @param reason what to tell those who want to send
	 */
	void end(IOException reason) {
		this.lock.lock();
		try {
			this.end = (this.end != null) ? this.end : reason;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
