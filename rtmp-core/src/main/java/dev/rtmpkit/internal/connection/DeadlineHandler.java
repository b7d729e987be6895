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

import java.util.concurrent.TimeUnit;

import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.publish.Deadline;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Watches the clock for a connection: tells the other handlers of missed deadlines, of
 * silence, and regularly that time has passed.
 */
final class DeadlineHandler extends ChannelInboundHandlerAdapter {

	/**
	 * How long there is no sign of life before the client is pinged, once with each look.
	 */
	private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

	private final ConnectionDeadlines deadlines;

	private final InputGate gate;

	private final ServerCounters counters;

	private @Nullable Future<?> look;

	private boolean closing;

	/**
	 * Create a handler.
	 * @param deadlines the deadlines
	 * @param gate tells whether the client is free to send
	 * @param counters the counters
	 */
	DeadlineHandler(ConnectionDeadlines deadlines, InputGate gate, ServerCounters counters) {
		this.deadlines = deadlines;
		this.gate = gate;
		this.counters = counters;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		schedule(context, System.nanoTime());
	}

	private void schedule(ChannelHandlerContext context, long now) {
		if (this.look != null) {
			this.look.cancel(false);
		}
		this.look = context.executor()
			.schedule(() -> look(context), this.deadlines.untilNextLook(now), TimeUnit.NANOSECONDS);
	}

	private void look(ChannelHandlerContext context) {
		long now = System.nanoTime();
		try {
			Deadline missed = this.deadlines.check(now, this.gate.isReading());
			if (missed != null && !this.closing) {
				this.counters.deadline(missed).increment();
				context.pipeline().fireUserEventTriggered(new MissedDeadline(missed));
			}
			context.pipeline().fireUserEventTriggered(ConnectionEvent.TICK);
			if (this.deadlines.silence(now) > SILENCE_NANOS && !this.closing) {
				context.pipeline().fireUserEventTriggered(ConnectionEvent.SILENT);
			}
		}
		finally {
			// Whatever fails here, the connection keeps its deadlines
			if (context.channel().isActive()) {
				schedule(context, now);
			}
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		long now = System.nanoTime();
		if (event instanceof SslHandshakeCompletionEvent completion && completion.isSuccess()) {
			this.deadlines.encrypted();
		}
		else if (event instanceof ConnectionEvent told) {
			switch (told) {
				case HANDSHAKE_DONE -> this.deadlines.handshakeDone();
				case PUBLISHING -> this.deadlines.publishing(now);
				case UNPUBLISHED -> this.deadlines.unpublished(now);
				case READING -> this.deadlines.reading(now);
				case CLOSING -> close();
				case TICK, SILENT -> {
					// Told by this handler itself
				}
			}
			if (told == ConnectionEvent.PUBLISHING || told == ConnectionEvent.UNPUBLISHED) {
				schedule(context, now);
			}
		}
		context.fireUserEventTriggered(event);
	}

	private void close() {
		this.closing = true;
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		long now = System.nanoTime();
		this.deadlines.writable(now, context.channel().isWritable());
		schedule(context, now);
		context.fireChannelWritabilityChanged();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.look != null) {
			this.look.cancel(false);
		}
		context.fireChannelInactive();
	}

}
