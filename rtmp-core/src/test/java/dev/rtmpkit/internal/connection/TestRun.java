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
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Executor;

import dev.rtmpkit.internal.guard.AddressRules;
import dev.rtmpkit.internal.guard.BanList;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.publish.TakeoverRules;
import dev.rtmpkit.internal.session.SessionSettings;
import dev.rtmpkit.internal.session.auth.PublisherAuthenticator;
import dev.rtmpkit.internal.stream.StreamRegistry;
import dev.rtmpkit.internal.thread.DirectThreads;
import dev.rtmpkit.internal.thread.ThreadSettings;
import dev.rtmpkit.publish.AuthenticationMode;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.StreamSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;

/**
 * A run of a server without sockets and threads, whose connections are embedded channels.
 */
final class TestRun implements AutoCloseable {

	private final ServerCounters counters;

	private final ServerAssembly assembly;

	/**
	 * Create a run that accepts every key as the name.
	 */
	TestRun(ServerCounters counters, AddressRules addresses, RtmpServerLimits limits) {
		this(counters, addresses, limits,
				callbacks((request) -> PublishDecision.acceptKeyAsName(), List.of(), List.of()), Runnable::run,
				Runnable::run);
	}

	/**
	 * Create a run.
	 * @param counters its counters
	 * @param addresses which addresses are let in
	 * @param limits what clients may cost
	 * @param callbacks the code of the application
	 * @param executor runs that, handlers apart
	 * @param handlerExecutor runs handlers
	 */
	TestRun(ServerCounters counters, AddressRules addresses, RtmpServerLimits limits, Callbacks callbacks,
			Executor executor, Executor handlerExecutor) {
		this.counters = counters;
		ServerSettings settings = new ServerSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null,
				1, ThreadSettings.DEFAULTS, addresses, limits, SessionSettings.DEFAULT, StreamSettings.DEFAULT,
				new ServerSettings.Reconnects(null, TakeoverRules.DEFAULT),
				PublisherAuthenticator.create(AuthenticationMode.ADOBE, new SecureRandom(), System::nanoTime));
		this.assembly = new ServerAssembly(settings, callbacks, DirectThreads.on(executor, handlerExecutor), counters,
				new BanList(new SecureRandom()), () -> false);
	}

	static Callbacks callbacks(StreamKeyValidator validator, List<StreamHandler> handlers,
			List<RtmpServerListener> listeners) {
		return new Callbacks(validator, null, handlers, listeners);
	}

	ChannelInitializer<Channel> initializer() {
		return this.assembly.initializer(null);
	}

	ServerCounters counters() {
		return this.counters;
	}

	StreamRegistry registry() {
		return this.assembly.registry();
	}

	MemoryWatch memory() {
		return this.assembly.memory();
	}

	boolean disconnect(String sessionId, String text) {
		return this.assembly.publications().disconnect(sessionId, text);
	}

	/**
	 * End every connection and all threads.
	 */
	@Override
	public void close() {
		this.assembly.connections().endAllBut(List.of());
		this.assembly.close().join();
	}

}
