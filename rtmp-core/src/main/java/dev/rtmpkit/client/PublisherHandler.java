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
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLException;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.handshake.ClientHandshake;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Runs handshake and dialogue of one connection on its event loop, and knows how it
 * ended.
 */
final class PublisherHandler extends ChannelInboundHandlerAdapter {

	private static final SecureRandom random = new SecureRandom();

	/** How long the server may take to close after the publish was ended. */
	private static final long LINGER_MILLIS = 1000;

	private final PublisherSettings settings;

	private final Channel channel;

	private final PublishDialogue dialogue;

	private final MediaOutput media;

	private final ClientHandshake handshake = new ClientHandshake(System.currentTimeMillis(), random);

	private final MessageReader reader = new MessageReader(ChunkLimits.UNAUTHORIZED, AmfLimits.DEFAULT);

	private final MessageWriter writer = new MessageWriter();

	private final CompletableFuture<PublisherHandler> ready;

	private final CompletableFuture<Void> live = new CompletableFuture<>();

	private @Nullable Future<?> deadline;

	private boolean dialogueBegun;

	private boolean ending;

	private final AtomicReference<@Nullable RtmpUri> reconnectTarget = new AtomicReference<>();

	private volatile @Nullable IOException failure;

	/**
	 * Create a handler.
	 * @param channel the channel
	 * @param target where to publish
	 * @param settings how
	 * @param loginQuery what the server has asked for on the connection before
	 * @param ready completed when it can be published, or with an {@code IOException}
	 */
	PublisherHandler(Channel channel, RtmpUri target, PublisherSettings settings, String loginQuery,
			CompletableFuture<PublisherHandler> ready) {
		this.channel = channel;
		this.ready = ready;
		this.settings = settings;
		this.dialogue = new PublishDialogue(target, settings, loginQuery);
		this.media = new MediaOutput(channel, settings.writeTimeout(), settings.chunkSize());
	}

	MediaOutput media() {
		return this.media;
	}

	int streamId() {
		return this.dialogue.streamId();
	}

	/**
	 * Publish. May be called from any thread, once ready.
	 * @return completes when media can be sent, or with an {@code IOException}
	 */
	CompletableFuture<Void> publish() {
		try {
			this.channel.eventLoop().execute(this::requestPublish);
		}
		catch (RejectedExecutionException ex) {
			// The event loop went with the connection, whose end is told already
		}
		return this.live;
	}

	private void requestPublish() {
		if (!this.ending) {
			write(this.dialogue.publish());
			awaitAnswer();
			this.channel.flush();
		}
	}

	/**
	 * Return where the server wants the client to be, once for each time it asks. May be
	 * called from any thread.
	 * @return the target or {@code null} if the server has not asked
	 */
	@Nullable RtmpUri pollReconnectTarget() {
		// Asked for with every packet
		return (this.reconnectTarget.get() != null) ? this.reconnectTarget.getAndSet(null) : null;
	}

	/**
	 * Return why the connection ended.
	 * @return the reason or {@code null} if it did not, or because it was closed on this
	 * side
	 */
	@Nullable IOException failure() {
		return this.failure;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		await(this.settings.handshakeTimeout(), "The server has not finished the handshake");
		writeHandshake();
		context.flush();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
		ByteBuf bytes = (ByteBuf) message;
		try {
			if (!this.ending) {
				read(bytes.nioBuffer());
			}
		}
		finally {
			bytes.release();
		}
	}

	private void read(ByteBuffer bytes) throws IOException {
		if (!this.dialogueBegun) {
			this.handshake.receive(bytes);
			writeHandshake();
			if (!this.handshake.isComplete()) {
				return;
			}
			this.dialogueBegun = true;
			write(this.dialogue.begin());
			awaitAnswer();
		}
		RtmpMessage message;
		while ((message = this.reader.read(bytes)) != null) {
			receive(message);
		}
		Acknowledgement acknowledgement = this.reader.pollAcknowledgement();
		if (acknowledgement != null) {
			write(List.of(acknowledgement));
		}
	}

	private void receive(RtmpMessage message) throws IOException {
		PublishState before = this.dialogue.state();
		write(this.dialogue.receive(message));
		RtmpUri target = this.dialogue.pollReconnectTarget();
		if (target != null) {
			this.reconnectTarget.set(target);
		}
		if (this.dialogue.state() == before) {
			return;
		}
		switch (this.dialogue.state()) {
			case READY -> {
				cancelDeadline();
				this.ready.complete(this);
			}
			case LIVE -> {
				cancelDeadline();
				this.live.complete(null);
			}
			default -> awaitAnswer();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		context.flush();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		this.media.writabilityChanged();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		fail(new IOException("The server closed the connection"));
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof IOException reason) {
			fail(reason);
		}
		else if (cause instanceof DecoderException && cause.getCause() instanceof SSLException reason) {
			fail(reason);
		}
		else if (cause instanceof RtmpProtocolException) {
			fail(new IOException("The server breaks the protocol: " + cause.getMessage(), cause));
		}
		else {
			fail(new IOException("Internal error", cause));
		}
	}

	private void writeHandshake() {
		ByteBuffer bytes = this.handshake.pollOutput();
		if (bytes != null) {
			this.channel.write(Unpooled.wrappedBuffer(bytes), this.channel.voidPromise());
		}
	}

	private void write(List<RtmpMessage> messages) {
		if (!messages.isEmpty()) {
			this.channel.write(Unpooled.wrappedBuffer(this.writer.write(messages)), this.channel.voidPromise());
		}
	}

	private void awaitAnswer() {
		await(this.settings.commandTimeout(), "The server has not answered");
	}

	private void await(Duration timeout, String text) {
		cancelDeadline();
		this.deadline = this.channel.eventLoop()
			.schedule(() -> fail(new SocketTimeoutException(text + " within " + timeout)), timeout.toNanos(),
					TimeUnit.NANOSECONDS);
	}

	private void cancelDeadline() {
		if (this.deadline != null) {
			this.deadline.cancel(false);
			this.deadline = null;
		}
	}

	private void fail(IOException reason) {
		if (!this.ending) {
			this.failure = reason;
		}
		end(reason);
		this.channel.close();
	}

	private void end(IOException reason) {
		this.ending = true;
		cancelDeadline();
		this.media.end(reason);
		this.ready.completeExceptionally(reason);
		this.live.completeExceptionally(reason);
	}

	/**
	 * Close without a word. That this side did it is noted first, so that the end of the
	 * channel is not taken for the server's doing.
	 */
	void abort() {
		if (!this.ending) {
			end(closed());
		}
		ChannelHandlerContext tls = this.channel.pipeline().context(SslHandler.class);
		if (tls != null) {
			// From below TLS, which would take leave
			tls.close();
		}
		else {
			this.channel.close();
		}
	}

	/**
	 * Take leave, give the server a moment to read everything and to close, then close.
	 * Calling it again changes nothing.
	 */
	void leave() {
		if (this.ending) {
			return;
		}
		boolean polite = this.dialogue.state() == PublishState.LIVE;
		end(closed());
		if (!polite) {
			this.channel.close();
			return;
		}
		this.channel.writeAndFlush(Unpooled.wrappedBuffer(this.writer.write(this.dialogue.end())))
			.addListener((written) -> {
				shutdownOutput();
				this.channel.eventLoop().schedule(() -> this.channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
			});
	}

	private void shutdownOutput() {
		DuplexChannel socket = (DuplexChannel) this.channel;
		SslHandler tls = this.channel.pipeline().get(SslHandler.class);
		if (tls != null) {
			tls.closeOutbound().addListener((notified) -> socket.shutdownOutput());
		}
		else {
			socket.shutdownOutput();
		}
	}

	static IOException closed() {
		return new IOException("The publisher is closed");
	}

}
