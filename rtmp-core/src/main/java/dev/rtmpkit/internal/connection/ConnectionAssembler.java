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

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.guard.InputRates;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Puts the handlers of a connection into its pipeline as soon as it is known who the
 * client is, and leaves.
 */
final class ConnectionAssembler extends ChannelInboundHandlerAdapter {

	private final ConnectionServices services;

	private final ConnectionAdmission.Ticket ticket;

	private final ReadBufferSizer sizer;

	private final FailureHandler failures;

	private final boolean encrypted;

	private final long accepted = System.nanoTime();

	private @Nullable InetSocketAddress client;

	/**
	 * Create a handler.
	 * @param services what connections work with
	 * @param ticket the place of the connection
	 * @param sizer how much is read at a time
	 * @param failures the last handler of the pipeline
	 * @param encrypted whether the client speaks TLS
	 */
	ConnectionAssembler(ConnectionServices services, ConnectionAdmission.Ticket ticket, ReadBufferSizer sizer,
			FailureHandler failures, boolean encrypted) {
		this.services = services;
		this.ticket = ticket;
		this.sizer = sizer;
		this.failures = failures;
		this.encrypted = encrypted;
	}

	/**
	 * Set the client that a proxy named, instead of the other end of the socket.
	 * @param address the client's own address
	 */
	void client(InetSocketAddress address) {
		this.client = address;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		SocketAddress address = (this.client != null) ? this.client : context.channel().remoteAddress();
		if (address instanceof InetSocketAddress remote) {
			assemble(context, new Peer(this.services.connections().nextId(), remote, this.encrypted, this.accepted));
		}
		else {
			// Gone already
			context.close();
		}
	}

	private void assemble(ChannelHandlerContext context, Peer peer) {
		Channel channel = context.channel();
		RtmpServerLimits limits = this.services.limits();
		InputGate gate = new InputGate(channel);
		ConnectionOutput output = new ConnectionOutput(channel, limits.rates(), limits.memory().unreadBytes());
		InputRates rates = new InputRates(limits.rates(), System.nanoTime());
		ConnectionDeadlines deadlines = new ConnectionDeadlines(limits.timeouts(), peer.encrypted(), peer.accepted());
		Pings pings = new Pings(this.services.threads().media());
		SessionHandler session = new SessionHandler(new Parts(this.ticket, gate, output, this.sizer, rates, deadlines,
				pings, this.services.memory(), this.services.connections(), this.services.publish()), channel, peer,
				this.services.session());
		MessageHandler messages = new MessageHandler(gate, output, rates, limits.messages(),
				limits.memory().unpublishedBytes(), this.services.counters(), session);
		gate.whenOpened(() -> session.link().step(messages::processAndFlush));
		this.failures.connection(session.link());
		ChannelPipeline pipeline = context.pipeline();
		String name = context.name();
		pipeline.addBefore(name, null, new HandshakeHandler(this.services.counters(), peer.accepted()));
		pipeline.addBefore(name, null, new DeadlineHandler(deadlines, gate, this.services.counters()));
		pipeline.addBefore(name, null, messages);
		pipeline.addBefore(name, null, session);
		pipeline.remove(this);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		// The channel is being closed
		ReferenceCountUtil.release(message);
	}

}
