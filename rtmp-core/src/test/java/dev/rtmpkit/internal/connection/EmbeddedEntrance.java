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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.server.AddressRange;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.TestLimits;
import dev.rtmpkit.testkit.TestServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import org.slf4j.LoggerFactory;

/**
 * The way into a server without a socket, from 127.0.0.1: what the server sets up for an
 * accepted connection, on the test's thread.
 */
final class EmbeddedEntrance implements AutoCloseable {

	private final ServerCounters counters = new ServerCounters();

	private final TestRun run;

	private final ChannelInitializer<Channel> initializer;

	private final Logger logger = (Logger) LoggerFactory.getLogger(FailureHandler.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	EmbeddedEntrance(Collection<AddressRange> trustedProxies) {
		this.run = new TestRun(this.counters, AddressRules.NONE.withTrustedProxies(trustedProxies),
				TestLimits.of(TestServer.crowded(RtmpServer.builder())));
		this.initializer = this.run.initializer();
		this.log.start();
		this.logger.addAppender(this.log);
	}

	ServerCounters counters() {
		return this.counters;
	}

	/**
	 * Return what was logged as an error of the server itself.
	 */
	List<String> internalErrors() {
		return this.log.list.stream()
			.filter((event) -> event.getLevel() == Level.ERROR)
			.map((event) -> event.getFormattedMessage() + ": " + event.getThrowableProxy().getMessage())
			.toList();
	}

	Visit visit() {
		return new Visit(this.initializer);
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.log);
		this.run.close();
	}

	/**
	 * A connection.
	 */
	static final class Visit implements AutoCloseable {

		private final EmbeddedChannel channel;

		private final List<ByteBuf> sent = new ArrayList<>();

		private Visit(ChannelInitializer<Channel> initializer) {
			this.channel = new EmbeddedChannel(initializer) {

				@Override
				protected SocketAddress remoteAddress0() {
					return new InetSocketAddress("127.0.0.1", 40000);
				}

			};
		}

		/**
		 * Send bytes in one piece, if the connection is open.
		 */
		Visit send(byte[] bytes) {
			if (bytes.length > 0 && this.channel.isOpen()) {
				ByteBuf piece = Unpooled.wrappedBuffer(bytes);
				this.sent.add(piece);
				this.channel.writeInbound(piece);
			}
			return this;
		}

		boolean isOpen() {
			return this.channel.isOpen();
		}

		/**
		 * Return how many bytes came since the last call.
		 */
		int receivedBytes() {
			int count = 0;
			ByteBuf bytes;
			while ((bytes = this.channel.readOutbound()) != null) {
				count += bytes.readableBytes();
				bytes.release();
			}
			return count;
		}

		/**
		 * Return whether something is to be done later.
		 */
		boolean hasTasks() {
			return this.channel.hasPendingTasks();
		}

		@Override
		public void close() {
			this.channel.finishAndReleaseAll();
			if (this.sent.stream().anyMatch((piece) -> piece.refCnt() > 0)) {
				throw new AssertionError("A buffer is not released");
			}
		}

	}

}
