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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.server.TlsSettings;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.testkit.Certificates;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.Stubborn;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS handshakes and their neighbours, on one I/O thread.
 */
@Tag("I10")
@Timeout(60)
class TlsHandshakeTests {

	private static final int PER_SECOND = 50;

	private final Set<String> workers = ConcurrentHashMap.newKeySet();

	private final AtomicInteger computing = new AtomicInteger();

	private final AtomicBoolean hanging = new AtomicBoolean();

	private final CountDownLatch release = new CountDownLatch(1);

	private final SSLContext context = Certificates.context(Certificates.keyStore("server"), this::alias);

	private final List<Socket> sockets = new ArrayList<>();

	private TestServer server = serve(PER_SECOND);

	@AfterEach
	void close() throws IOException {
		this.release.countDown();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.server.close();
	}

	@Test
	void whenHandshakesHangTheirNumberIsBoundedAndNeighboursGoOn() throws IOException {
		try (RawRtmpClient neighbour = RawRtmpClient.publishing(this.server.port(), "live", "plain")) {
			LiveStream stream = this.server.await(Started.class).stream();
			this.hanging.set(true);
			byte[] hello = hello();
			for (int i = 0; i < 300; i++) {
				send(hello);
				neighbour.audio(i, (byte) 0x2F, (byte) 1);
			}
			await(() -> rejected() == 300 - PER_SECOND - 2);
			await(() -> stream.statistics().audio().packets() == 300);
			assertThat(this.computing).hasValue(2);
			this.hanging.set(false);
			this.release.countDown();
			publish("encrypted");
			assertThat(this.workers).hasSizeBetween(1, 2).allMatch((name) -> name.startsWith("rtmp-server-tls"));
		}
	}

	@Test
	void whenClientsAbandonHandshakesOthersAreServed() throws IOException {
		byte[] hello = hello();
		for (int i = 0; i < 40; i++) {
			send(hello);
			send(hello).close();
			send(Arrays.copyOf(hello, hello.length - 1));
			publish("key" + i);
		}
		assertThat(this.workers).allMatch((name) -> name.startsWith("rtmp-server-tls"));
	}

	@Test
	void whenMoreHandshakesComeThanASecondAllowsTheyWait() {
		this.server.close();
		this.server = serve(2);
		long start = System.nanoTime();
		for (int i = 0; i < 4; i++) {
			publish("key" + i);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
		assertThat(rejected()).isZero();
	}

	@Test
	void whenTheServerIsClosedItsThreadsAreGone() {
		publish("key");
		assertThat(threads()).isNotEmpty();
		this.server.close();
		// The last one may be about to end
		await(() -> threads().isEmpty());
	}

	private Queue<String> threads() {
		Queue<String> names = new ConcurrentLinkedQueue<>(this.workers);
		names.retainAll(Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList());
		return names;
	}

	private void publish(String key) {
		try (RawRtmpClient client = RawRtmpClient.open(this.context.getSocketFactory(), port())) {
			client.handshake().connect("live", 0).publish(1, key).awaitStatus("NetStream.Publish.Start");
		}
	}

	private Socket send(byte[] bytes) throws IOException {
		Socket socket = new Socket();
		this.sockets.add(socket);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
		try {
			socket.getOutputStream().write(bytes);
		}
		catch (SocketException ex) {
			// Given up already
			return socket;
		}
		return socket;
	}

	private byte[] hello() throws IOException {
		SSLEngine engine = this.context.createSSLEngine();
		engine.setUseClientMode(true);
		ByteBuffer bytes = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), bytes);
		return Arrays.copyOf(bytes.array(), bytes.position());
	}

	/**
	 * Called by each handshake of the server before it computes a signature.
	 */
	private void alias() {
		this.workers.add(Thread.currentThread().getName());
		this.computing.incrementAndGet();
		if (this.hanging.get()) {
			Stubborn.await(this.release);
		}
		this.computing.decrementAndGet();
	}

	private TestServer serve(int handshakesPerSecond) {
		return new TestServer((builder) -> TestServer.crowded(builder)
			.ioThreads(1)
			.tls(0, TlsSettings.of(() -> this.context))
			.handshakeTimeout(Duration.ofMinutes(1))
			.tlsHandshakesPerSecond(handshakesPerSecond));
	}

	private long rejected() {
		return this.server.server().statistics().rejectedConnections(ConnectionRejection.TLS_HANDSHAKES);
	}

	private int port() {
		return Objects.requireNonNull(this.server.server().encryptedAddress()).getPort();
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
