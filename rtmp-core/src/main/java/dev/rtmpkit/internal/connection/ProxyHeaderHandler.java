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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.guard.ConnectionAdmission;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.publish.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection that comes from a trusted proxy from becoming active before the
 * PROXY header (PROXY protocol, 2) has told whose it is. Then it leaves, and what follows
 * the header is as if the client had connected itself.
 */
final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {

	private final ConnectionGuard guard;

	private final ConnectionAdmission.Ticket ticket;

	private final Duration timeout;

	private final ServerCounters counters;

	private final ConnectionAssembler next;

	private @Nullable Future<?> deadline;

	/**
	 * Create a handler.
	 * @param guard lets the client in
	 * @param ticket the place of the connection
	 * @param timeout how long the header may take
	 * @param counters the counters
	 * @param next learns who the client is
	 */
	ProxyHeaderHandler(ConnectionGuard guard, ConnectionAdmission.Ticket ticket, Duration timeout,
			ServerCounters counters, ConnectionAssembler next) {
		this.guard = guard;
		this.ticket = ticket;
		this.timeout = timeout;
		this.counters = counters;
		this.next = next;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		// Too long for a number is as long as possible
		long timeout = TimeUnit.NANOSECONDS.convert(this.timeout);
		this.deadline = context.executor().schedule(() -> expire(context), timeout, TimeUnit.NANOSECONDS);
	}

	private void expire(ChannelHandlerContext context) {
		this.counters.deadline(Deadline.HANDSHAKE).increment();
		context.close();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		try {
			if (message instanceof HAProxyMessage header && context.channel().isActive()) {
				enter(context, header);
			}
		}
		finally {
			ReferenceCountUtil.release(message);
		}
	}

	private void enter(ChannelHandlerContext context, HAProxyMessage header) {
		InetSocketAddress client = source(header);
		if (client == null) {
			client = (InetSocketAddress) context.channel().remoteAddress();
		}
		if (this.guard.identify(context.channel(), this.ticket, client)) {
			this.next.client(client);
			context.fireChannelActive();
			context.pipeline().remove(this);
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		if (this.deadline != null) {
			this.deadline.cancel(false);
		}
	}

	/**
	 * Return the client that a header names.
	 * @return the address, or {@code null} if the proxy speaks for itself, as it does to
	 * see whether the server is alive, or for a client without an IP address
	 */
	private static @Nullable InetSocketAddress source(HAProxyMessage header) {
		HAProxyProxiedProtocol protocol = header.proxiedProtocol();
		boolean tcp = protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
		if (!tcp || header.command() == HAProxyCommand.LOCAL) {
			return null;
		}
		// Never looks up a name, and drops the zone of an IPv6 address, which means
		// nothing here
		byte[] address = NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
		try {
			if (address != null) {
				return new InetSocketAddress(InetAddress.getByAddress(address), header.sourcePort());
			}
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("An address has " + address.length + " bytes", ex);
		}
		throw Decoder.malformed();
	}

	/**
	 * Reads the header and leaves. Finds out as early as can be that there is none or
	 * that it is too long, so that a peer cannot make the server keep more than one read
	 * beyond the longest header.
	 */
	static final class Decoder extends HAProxyMessageDecoder {

		/** The longest header of version 2: addresses and what may follow them. */
		static final int LONGEST = 4096;

		private static final int LONGEST_ADDRESSES = 232;

		private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);

		private static final byte[] VERSION_2 = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

		/** Behind the signature, the version and command, and the family. */
		private static final int LENGTH_OFFSET = 14;

		private static final int FIXED_LENGTH = 16;

		private boolean begun;

		private boolean failed;

		Decoder() {
			super(LONGEST - LONGEST_ADDRESSES);
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
			if (this.failed) {
				ReferenceCountUtil.release(message);
				return;
			}
			try {
				if (!this.begun) {
					checkBeginning((ByteBuf) message);
					this.begun = true;
				}
				super.channelRead(context, message);
				checkBeginning(internalBuffer());
				checkLength(internalBuffer());
			}
			catch (DecoderException ex) {
				throw failed(malformed());
			}
			catch (RtmpProtocolException ex) {
				if (!this.begun) {
					ReferenceCountUtil.release(message);
				}
				throw failed(ex);
			}
		}

		private RtmpProtocolException failed(RtmpProtocolException failure) {
			// Else it would be looked at once more when the connection is closed
			this.failed = true;
			internalBuffer().skipBytes(internalBuffer().readableBytes());
			return failure;
		}

		private static void checkBeginning(ByteBuf bytes) {
			boolean possible = isLike(VERSION_1, bytes) || isLike(VERSION_2, bytes);
			if (!possible) {
				throw new RtmpProtocolException(ProtocolError.PROXY_HEADER, "A trusted proxy sent no PROXY header");
			}
		}

		/**
		 * Check what came of a header that is not complete.
		 */
		private static void checkLength(ByteBuf bytes) {
			boolean claimed = isLike(VERSION_2, bytes) && bytes.readableBytes() >= FIXED_LENGTH;
			int length = (claimed) ? FIXED_LENGTH + bytes.getUnsignedShort(bytes.readerIndex() + LENGTH_OFFSET) : 0;
			if (Math.max(length, bytes.readableBytes()) > LONGEST) {
				throw new RtmpProtocolException(ProtocolError.PROXY_HEADER,
						"A PROXY header is longer than " + LONGEST + " bytes");
			}
		}

		private static boolean isLike(byte[] beginning, ByteBuf bytes) {
			int count = Math.min(beginning.length, bytes.readableBytes());
			for (int i = 0; i < count; i++) {
				if (bytes.getByte(bytes.readerIndex() + i) != beginning[i]) {
					return false;
				}
			}
			return true;
		}

		private static RtmpProtocolException malformed() {
			return new RtmpProtocolException(ProtocolError.PROXY_HEADER, "A PROXY header is malformed");
		}

	}

}
