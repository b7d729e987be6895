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

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.guard.RateLimits;
import dev.rtmpkit.internal.guard.TokenBucket;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.UserControl;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * What a connection writes. Bounded: a client that does not read loses acknowledgements
 * and pongs first, as many publishers never read, and then the connection.
 */
final class ConnectionOutput {

	/** How long to wait for the client to close its side after we closed ours. */
	private static final int LINGER_MILLIS = 2000;

	private final Channel channel;

	private final MessageWriter writer = new MessageWriter();

	private final TokenBucket pongs;

	private final int unreadBytes;

	private boolean closing;

	/**
	 * Create an output.
	 * @param channel the channel
	 * @param limits how many pings are answered
	 * @param unreadBytes what a publisher may leave unread
	 */
	ConnectionOutput(Channel channel, RateLimits limits, int unreadBytes) {
		this.channel = channel;
		this.unreadBytes = unreadBytes;
		this.pongs = new TokenBucket(limits.pongs(), System.nanoTime());
	}

	/**
	 * Allow the client to leave as much unread as a publisher may.
	 */
	void publishing() {
		this.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(this.unreadBytes / 2, this.unreadBytes));
	}

	Channel channel() {
		return this.channel;
	}

	/**
	 * Send what was written.
	 */
	void flush() {
		this.channel.flush();
	}

	boolean isWritable() {
		return this.channel.isWritable();
	}

	boolean isClosing() {
		return this.closing;
	}

	/**
	 * Write messages as one buffer. The caller flushes when its step is done.
	 * @param messages the messages
	 * @throws RtmpProtocolException if the client leaves too much unread
	 */
	void write(List<RtmpMessage> messages) {
		if (this.closing || !this.channel.isActive() || isPongTooMany(messages)) {
			return;
		}
		if (!this.channel.isWritable()) {
			if (messages.stream().allMatch(ConnectionOutput::isExpendable)) {
				return;
			}
			throw new RtmpProtocolException(ProtocolError.FLOOD, "The client does not read its replies");
		}
		this.channel.write(Unpooled.wrappedBuffer(this.writer.write(messages)));
	}

	private boolean isPongTooMany(List<RtmpMessage> messages) {
		return messages.size() == 1 && messages.get(0) instanceof UserControl control
				&& control.eventType() == UserControl.PING_RESPONSE && !this.pongs.tryTake(System.nanoTime());
	}

	private static boolean isExpendable(RtmpMessage message) {
		return message instanceof Acknowledgement || message instanceof UserControl;
	}

	/**
	 * Write what is left, close our side, and give the client a moment to close its own:
	 * closing at once with unread input would turn into a reset that can eat the last
	 * reply.
	 */
	void closeAfterWrites() {
		if (this.closing) {
			return;
		}
		this.closing = true;
		EndOfInput.read(this.channel, true);
		ChannelFuture last = this.channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
		SslHandler encryption = this.channel.pipeline().get(SslHandler.class);
		((encryption != null) ? encryption.closeOutbound() : last).addListener((written) -> {
			if (this.channel instanceof DuplexChannel duplex && written.isSuccess()) {
				duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
			}
			else {
				this.channel.close();
			}
		});
		this.channel.eventLoop().schedule(() -> this.channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
	}

}
