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

package dev.rtmpkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.SubscriptionOptions;

/**
 * A server with default limits in a process of its own, whose lossless consumers hang for
 * ever, except that of one stream. Prints its port, then answers each line on standard
 * input as a health check would. Stops in good order when the process is terminated.
 */
public final class SmallHeapServer {

	static final String GOOD = "good";

	static final String PORT = "PORT ";

	static final String STATE = "STATE ";

	static final String STOPPED = "STOPPED ";

	private static final Duration GRACE = Duration.ofSeconds(2);

	private static final CountDownLatch never = new CountDownLatch(1);

	private static final LongAdder delivered = new LongAdder();

	private SmallHeapServer() {
	}

	public static void main(String[] arguments) throws IOException {
		RtmpServer server = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.handler((stream) -> stream.subscribe(SubscriptionOptions.lossless(), consumer(stream)))
			.build();
		server.start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
		System.out.println(PORT + server.port());
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
		while (input.readLine() != null) {
			RtmpServerStatistics statistics = server.statistics();
			System.out.println(STATE + (server.state() == RtmpServer.State.RUNNING) + " " + delivered.sum() + " "
					+ statistics.startedPublishes() + " " + statistics.memoryUsed() + " " + statistics.memoryLimit());
		}
	}

	private static PacketConsumer consumer(LiveStream stream) {
		return (stream.name().equals(GOOD)) ? (packet) -> delivered.increment() : (packet) -> never.await();
	}

	private static void stop(RtmpServer server) {
		long begin = System.nanoTime();
		server.shutdown(GRACE).join();
		System.out.println(STOPPED + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
		System.out.flush();
	}

}
