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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.rtmpkit.internal.guard.Warnings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NettyRuntime;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.SingleThreadEventExecutor;

/**
 * The event loops of one run of the server: epoll where the platform has it, NIO
 * elsewhere.
 */
public final class Transport {

	private static final int BACKLOG = 1024;

	/** What a client that does not publish may leave unread: some replies. */
	private static final WriteBufferWaterMark OUTPUT_BOUNDS = new WriteBufferWaterMark(4 << 10, 8 << 10);

	private final boolean epoll = Epoll.isAvailable();

	private final EventLoopGroup acceptor;

	private final EventLoopGroup workers;

	/**
	 * Start the event loops.
	 * @param ioThreads how many, 0 for as many as there are processors
	 * @param warnings logs what fails on them
	 */
	public Transport(int ioThreads, Warnings warnings) {
		// The acceptor's thread is no daemon: it keeps an application without a web
		// server alive
		this.acceptor = group(1, new DefaultThreadFactory("rtmp-server", false), warnings);
		// Event loops wait for nothing but the network: more of them than there are
		// processors would only compete
		this.workers = group((ioThreads > 0) ? ioThreads : NettyRuntime.availableProcessors(),
				new DefaultThreadFactory("rtmp-server-io", true), warnings);
	}

	private EventLoopGroup group(int threads, ThreadFactory threadFactory, Warnings warnings) {
		IoHandlerFactory handlers = (this.epoll) ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		return new ResilientEventLoopGroup(threads, threadFactory, handlers, warnings);
	}

	/**
	 * Return what listens.
	 * @param connectionInitializer sets up each connection
	 * @param unacknowledged how long a client's host may not acknowledge what it was sent
	 * before the connection counts as lost, where the platform can tell
	 * @return the bootstrap, to be bound
	 */
	ServerBootstrap bootstrap(ChannelHandler connectionInitializer, Duration unacknowledged) {
		ServerBootstrap bootstrap = new ServerBootstrap().group(this.acceptor, this.workers)
			.channel((this.epoll) ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true)
			// Or a connection would be closed before what it has sent was processed
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTPUT_BOUNDS)
			.childHandler(connectionInitializer);
		if (this.epoll) {
			bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT,
					(int) Math.min(Integer.MAX_VALUE, TimeUnit.MILLISECONDS.convert(unacknowledged)));
		}
		return bootstrap;
	}

	/**
	 * Return how many event loops there are.
	 * @return the threads, that of the sockets which listen included
	 */
	public int threads() {
		return (int) loops().count();
	}

	/**
	 * Return how many tasks wait for the event loops.
	 * @return the tasks
	 */
	public long pendingTasks() {
		return loops().mapToLong(SingleThreadEventExecutor::pendingTasks).sum();
	}

	private Stream<SingleThreadEventExecutor> loops() {
		return Stream.of(this.acceptor, this.workers)
			.flatMap((group) -> StreamSupport.stream(group.spliterator(), false))
			.map(SingleThreadEventExecutor.class::cast);
	}

	/**
	 * End the event loops without waiting for more work. Does not block: it may be called
	 * by one of their threads.
	 * @return completes when their threads are gone
	 */
	public CompletableFuture<Void> close() {
		return CompletableFuture.allOf(close(this.acceptor), close(this.workers));
	}

	private static CompletableFuture<Void> close(EventLoopGroup group) {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		group.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener((terminated) -> closed.complete(null));
		return closed;
	}

}
