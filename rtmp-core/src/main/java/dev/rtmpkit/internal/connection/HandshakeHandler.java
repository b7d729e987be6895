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

import java.nio.ByteBuffer;
import java.security.SecureRandom;

import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.wire.handshake.ServerHandshake;
import dev.rtmpkit.publish.HandshakeOutcome;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.stream.StopReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Does the handshake (RTMP 1.0, 5.2) and leaves the pipeline. What the client sent behind
 * it is passed on.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {

	private static final SecureRandom random = new SecureRandom();

	private final ServerHandshake handshake = new ServerHandshake(System.currentTimeMillis(), random);

	private final ServerCounters counters;

	private final ServerCounters.HandshakeTimer timer;

	private boolean ended;

	/**
	 * Create a handler.
	 * @param counters the counters
	 * @param accepted when the connection was accepted, as {@link System#nanoTime()}
	 */
	HandshakeHandler(ServerCounters counters, long accepted) {
		this.counters = counters;
		this.timer = new ServerCounters.HandshakeTimer(counters, accepted);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		int length = bytes.readableBytes();
		boolean passedOn = false;
		try {
			if (!this.ended) {
				passedOn = shakeHands(context, bytes);
			}
		}
		finally {
			this.counters.bytes(TrafficKind.CONTROL).add(length - ((passedOn) ? bytes.readableBytes() : 0));
			if (!passedOn) {
				bytes.release();
			}
		}
		if (passedOn) {
			context.fireChannelRead(bytes);
			context.pipeline().remove(this);
		}
	}

	/**
	 * Take bytes of the handshake.
	 * @return whether it is done
	 */
	private boolean shakeHands(ChannelHandlerContext context, ByteBuf bytes) {
		ByteBuffer view = bytes.nioBuffer();
		this.handshake.receive(view);
		bytes.skipBytes(bytes.readableBytes() - view.remaining());
		ByteBuffer reply = this.handshake.pollOutput();
		if (reply != null) {
			context.write(Unpooled.wrappedBuffer(reply));
		}
		if (this.handshake.isComplete()) {
			end(HandshakeOutcome.COMPLETED);
			context.pipeline().fireUserEventTriggered(ConnectionEvent.HANDSHAKE_DONE);
		}
		return this.ended;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof MissedDeadline) {
			end(HandshakeOutcome.TIMEOUT);
		}
		else if (event instanceof ConnectionEnding ending) {
			end(outcome(ending.reason()));
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		end(HandshakeOutcome.CONNECTION_LOST);
		context.fireChannelInactive();
	}

	private void end(HandshakeOutcome outcome) {
		this.ended = true;
		this.timer.ended(outcome);
	}

	private static HandshakeOutcome outcome(StopReason reason) {
		return switch (reason) {
			case PROTOCOL_ERROR -> HandshakeOutcome.PROTOCOL_ERROR;
			case CONNECTION_LOST -> HandshakeOutcome.CONNECTION_LOST;
			default -> HandshakeOutcome.ABORTED;
		};
	}

}
