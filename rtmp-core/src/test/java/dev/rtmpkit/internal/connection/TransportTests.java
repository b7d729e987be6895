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
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.testkit.Stubborn;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class TransportTests {

	private final Transport transport = new Transport(2, new Warnings());

	@AfterEach
	void close() {
		this.transport.close().join();
	}

	@Test
	void countsTheAcceptorAndTheWorkers() {
		assertThat(this.transport.threads()).isEqualTo(3);
	}

	@Test
	void whenAThreadIsBusyCountsTheTasksThatWaitForIt() throws Exception {
		EventLoop worker = worker();
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		worker.execute(() -> {
			busy.countDown();
			Stubborn.await(release);
		});
		busy.await();
		for (int i = 0; i < 10; i++) {
			worker.execute(() -> {
			});
		}
		assertThat(this.transport.pendingTasks()).isEqualTo(10);
		release.countDown();
		worker.submit(() -> {
		}).sync();
		assertThat(this.transport.pendingTasks()).isZero();
	}

	@Test
	@Tag("D3")
	void whenAClientLeavesWhileItIsNotReadAllThatItSentIsReadLater() throws Exception {
		Reader reader = new Reader();
		Channel listener = this.transport.bootstrap(reader, Duration.ofSeconds(1))
			.childOption(ChannelOption.AUTO_READ, false)
			.childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1024))
			.bind(InetAddress.getLoopbackAddress(), 0)
			.sync()
			.channel();
		try (Socket client = new Socket(InetAddress.getLoopbackAddress(),
				((InetSocketAddress) listener.localAddress()).getPort())) {
			client.getOutputStream().write(new byte[10 * 1024]);
			client.shutdownOutput();
			Channel channel = reader.active.get();
			if (channel instanceof EpollSocketChannel) {
				// Epoll tells of a client that leaves, and Netty reads once
				reader.read.get();
			}
			channel.eventLoop().submit(() -> {
			}).sync();
			channel.config().setAutoRead(true);
			assertThat(reader.ended.get()).isEqualTo(10 * 1024);
		}
	}

	private EventLoop worker() {
		return this.transport.bootstrap(new ChannelInboundHandlerAdapter(), Duration.ofSeconds(1))
			.config()
			.childGroup()
			.next();
	}

	/** Counts bytes until there are no more. */
	private static final class Reader extends ChannelInboundHandlerAdapter {

		private final CompletableFuture<Channel> active = new CompletableFuture<>();

		private final CompletableFuture<Void> read = new CompletableFuture<>();

		private final CompletableFuture<Integer> ended = new CompletableFuture<>();

		private int bytes;

		@Override
		public void channelActive(ChannelHandlerContext context) {
			this.active.complete(context.channel());
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.bytes += ((ByteBuf) message).readableBytes();
			ReferenceCountUtil.release(message);
			this.read.complete(null);
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (EndOfInput.isToldBy(event)) {
				this.ended.complete(this.bytes);
				context.close();
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			this.ended.completeExceptionally(cause);
		}

	}

}
