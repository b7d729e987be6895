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

package dev.rtmpkit.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

import com.sun.management.OperatingSystemMXBean;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.TrafficKind;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.stream.SubscriptionOptions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * The measured side, in a process of its own so that its CPU time is its own. Prints its
 * port, then answers each line on standard input with its CPU nanoseconds and received
 * bytes so far.
 */
public final class BenchmarkServer {

	private static final LongAdder discarded = new LongAdder();

	private BenchmarkServer() {
	}

	public static void main(String[] arguments) throws IOException {
		if (arguments[0].equals("discard")) {
			Channel channel = discard();
			serve(((InetSocketAddress) channel.localAddress()).getPort(), discarded::sum);
		}
		else {
			RtmpServer server = ingest();
			serve(server.port(), () -> {
				long bytes = 0;
				for (TrafficKind kind : TrafficKind.values()) {
					bytes += server.statistics().receivedBytes(kind);
				}
				return bytes;
			});
		}
		System.exit(0);
	}

	/**
	 * Every packet reaches one lossless subscription, as with a handler in an
	 * application.
	 */
	private static RtmpServer ingest() {
		LongAdder delivered = new LongAdder();
		RtmpServer server = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.handler((stream) -> stream.subscribe(SubscriptionOptions.lossless(),
					(packet) -> delivered.add(packet.size())))
			.build();
		server.start();
		return server;
	}

	private static Channel discard() {
		IoHandlerFactory handlers = (Epoll.isAvailable()) ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(handlers);
		return new ServerBootstrap().group(loops)
			.channel((Epoll.isAvailable()) ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
			.childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1 << 20))
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline().addLast(new Discard());
				}

			})
			.bind(InetAddress.getLoopbackAddress(), 0)
			.syncUninterruptibly()
			.channel();
	}

	private static void serve(int port, java.util.function.LongSupplier bytes) throws IOException {
		System.out.println("PORT " + port);
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
		while (input.readLine() != null) {
			System.out.println("USED " + system.getProcessCpuTime() + " " + bytes.getAsLong());
		}
	}

	private static final class Discard extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			ByteBuf bytes = (ByteBuf) message;
			discarded.add(bytes.readableBytes());
			bytes.release();
		}

	}

}
