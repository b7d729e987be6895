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

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The one I/O thread that all publishers share. It is there as long as there is a
 * publisher, and keeps no application alive.
 */
final class ClientEventLoop {

	private static final Object lock = new Object();

	private static @Nullable EventLoopGroup group;

	private static int users;

	private ClientEventLoop() {
	}

	static EventLoopGroup acquire() {
		synchronized (lock) {
			if (group == null) {
				group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("rtmp-publisher-io", true),
						NioIoHandler.newFactory());
			}
			users++;
			return group;
		}
	}

	static void release() {
		synchronized (lock) {
			if (--users == 0 && group != null) {
				group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
				group = null;
			}
		}
	}

}
