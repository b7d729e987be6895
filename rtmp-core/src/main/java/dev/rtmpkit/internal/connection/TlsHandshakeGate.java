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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.rtmpkit.internal.guard.ConnectionAdmission.Ticket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the TLS handler of one connection, has its handshake computed
 * elsewhere, and does not read from the client meanwhile: what it sends would have to be
 * kept.
 */
final class TlsHandshakeGate extends ChannelDuplexHandler implements Executor {

	private final TlsHandshakes handshakes;

	private final Ticket ticket;

	private final Channel channel;

	private boolean begun;

	private int unfinished;

	private boolean answered;

	private @Nullable ChannelHandlerContext ended;

	TlsHandshakeGate(TlsHandshakes handshakes, Ticket ticket, Channel channel) {
		this.handshakes = handshakes;
		this.ticket = ticket;
		this.channel = channel;
	}

	/**
	 * Called by the TLS handler on the connection's event loop.
	 */
	@Override
	public void execute(Runnable task) {
		this.unfinished++;
		this.channel.config().setAutoRead(false);
		Runnable work = () -> compute(task);
		if (this.begun) {
			this.handshakes.proceed(work);
		}
		else {
			this.begun = true;
			this.handshakes.begin(this.ticket, work);
		}
	}

	private void compute(Runnable task) {
		if (!this.channel.isActive()) {
			return;
		}
		try {
			task.run();
			// After what the task itself has given to the event loop
			this.channel.eventLoop().execute(this::computed);
		}
		catch (RejectedExecutionException ex) {
			// The server has ended meanwhile, and the connection with it
			return;
		}
	}

	private void computed() {
		this.unfinished--;
		if (this.unfinished == 0) {
			EndOfInput.read(this.channel, true);
			endIfEnded();
		}
	}

	private void endIfEnded() {
		ChannelHandlerContext context = this.ended;
		if (context != null) {
			this.ended = null;
			context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event == ChannelInputShutdownEvent.INSTANCE && this.unfinished > 0) {
			// What came before it waits in the TLS handler
			this.ended = context;
			return;
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	public void read(ChannelHandlerContext context) {
		// The TLS handler asks for more while it waits
		if (this.unfinished == 0) {
			context.read();
		}
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		this.answered |= message instanceof ByteBuf bytes && bytes.isReadable();
		context.write(message, promise);
	}

	/**
	 * Return whether the client was sent something, the server's certificate as a rule.
	 * @return whether it was
	 */
	boolean hasAnswered() {
		return this.answered;
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.handshakes.forget(this.ticket);
	}

}
