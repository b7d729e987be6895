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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.publish.HandshakeOutcome;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Certificates;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.Stubborn;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that end their side and wait for the server to end its own: by a FIN over plain
 * connections, by a close_notify over encrypted ones. Every deadline is a minute away.
 */
@Tag("D3")
@Timeout(30)
class EndOfInputTests {

	private static final Duration NEVER = Duration.ofMinutes(1);

	private static final SSLContext CONTEXT = Certificates.context(Certificates.keyStore("server"));

	private final CountDownLatch asked = new CountDownLatch(1);

	private final CountDownLatch consuming = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final TestServer server = new TestServer((builder) -> builder.tls(0, TlsSettings.of(() -> CONTEXT))
		.handshakeTimeout(NEVER)
		.publishTimeout(NEVER)
		.firstMediaTimeout(NEVER)
		.idleTimeout(NEVER)
		.validatorTimeout(NEVER)
		.handler(this::consume)
		.validator((request) -> {
			if (request.streamKey().matches("slow")) {
				this.asked.countDown();
				Stubborn.await(this.release);
			}
			return PublishDecision.acceptKeyAsName();
		}));

	private final List<Socket> sockets = new ArrayList<>();

	private void consume(LiveStream stream) {
		if (stream.name().equals("consumed")) {
			stream.subscribe(SubscriptionOptions.lossless().queueBytes(64 << 10), (packet) -> {
				this.consuming.countDown();
				Stubborn.await(this.release);
			});
		}
	}

	@AfterEach
	void close() throws IOException {
		this.release.countDown();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void whenAPublisherEndsItsInputThePublishEndsAndTheConnectionIsClosed(Kind kind) {
		try (RawRtmpClient client = publishing(kind)) {
			this.server.await(Started.class);
			client.audio(0, (byte) 0x2F, (byte) 1).endOutput().awaitOrderlyEnd();
			Stopped stopped = this.server.await(Stopped.class);
			assertThat(stopped.reason()).isEqualTo(StopReason.CONNECTION_LOST);
			assertThat(stopped.stream().statistics().audio().packets()).isOne();
			awaitNoConnection();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAClientEndsItsInputBeforeItPublishesTheConnectionIsClosed(Kind kind) {
		try (RawRtmpClient client = open(kind).handshake().connect("live", 0)) {
			client.endOutput().awaitOrderlyEnd();
			awaitNoConnection();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAClientEndsItsInputInItsHandshakeTheConnectionIsClosed(Kind kind) {
		try (RawRtmpClient client = open(kind).sendBytes(new byte[] { 3, 1, 2, 3 })) {
			client.endOutput().awaitOrderlyEnd();
			awaitNoConnection();
			assertThat(statistics().handshakes(HandshakeOutcome.CONNECTION_LOST)).isOne();
		}
	}

	/**
	 * A close_notify is read after the decision, as nothing that is encrypted can be read
	 * before.
	 */
	@Test
	void whenAClientEndsItsInputWhileItsPublishIsDecidedNothingIsHeld() {
		try (RawRtmpClient client = open(Kind.PLAIN).handshake().connect("live", 0).publish(1, "slow")) {
			Stubborn.await(this.asked);
			client.endOutput().awaitOrderlyEnd();
			awaitNoConnection();
			this.release.countDown();
			assertThat(statistics().startedPublishes()).isZero();
			assertThat(this.server.isQuiet()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAClientSendsMuchAndEndsItsInputAtOnceAllOfItCounts(Kind kind) {
		int packets = 20_000;
		try (RawRtmpClient client = publishing(kind)) {
			this.server.await(Started.class);
			List<RtmpMessage> messages = new ArrayList<>();
			for (int i = 0; i < packets; i++) {
				messages.add(new AudioMessage(1, i, ByteBuffer.wrap(new byte[] { 0x2F, 1 })));
			}
			messages.add(new CommandMessage(0, "deleteStream", 0, AmfNull.INSTANCE, List.of(new AmfNumber(1))));
			client.send(messages.toArray(RtmpMessage[]::new)).endOutput().awaitOrderlyEnd();
			Stopped stopped = this.server.await(Stopped.class);
			assertThat(stopped.stream().statistics().audio().packets()).isEqualTo(packets);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			awaitNoConnection();
		}
	}

	/**
	 * What waits in the socket is several times what is read at once.
	 */
	@ParameterizedTest
	@EnumSource
	void whenAPublisherLeavesWhileItsConsumerIsSlowAllOfItsMediaIsRead(Kind kind) {
		int packets = 60;
		try (RawRtmpClient client = open(kind).handshake().connect("live", 0).publish(1, "consumed")) {
			client.awaitStatus("NetStream.Publish.Start");
			this.server.await(Started.class);
			for (int i = 0; i < packets; i++) {
				byte[] payload = new byte[16 << 10];
				payload[0] = 0x2F;
				client.audio(i, payload);
				if (i == 0) {
					Stubborn.await(this.consuming);
				}
			}
			client.deleteStream(1).endOutput();
			this.release.countDown();
			client.awaitOrderlyEnd();
			Stopped stopped = this.server.await(Stopped.class);
			assertThat(stopped.stream().statistics().audio().packets()).isEqualTo(packets);
			assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	private RawRtmpClient publishing(Kind kind) {
		RawRtmpClient client = open(kind).handshake().connect("live", 0).publish(1, "key");
		client.awaitStatus("NetStream.Publish.Start");
		return client;
	}

	private RawRtmpClient open(Kind kind) {
		return switch (kind) {
			case PLAIN -> RawRtmpClient.open(this.server.port());
			case TLS_1_2 -> RawRtmpClient.open(new CloseNotifySocketFactory("TLSv1.2"), encryptedPort());
			case TLS_1_3 -> RawRtmpClient.open(new CloseNotifySocketFactory("TLSv1.3"), encryptedPort());
		};
	}

	private int encryptedPort() {
		return Objects.requireNonNull(this.server.server().encryptedAddress()).getPort();
	}

	private RtmpServerStatistics statistics() {
		return this.server.server().statistics();
	}

	private void awaitNoConnection() {
		await(() -> statistics().activeConnections() == 0);
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

	/** How a client speaks. */
	enum Kind {

		PLAIN, TLS_1_2, TLS_1_3

	}

	/**
	 * Makes sockets of one version of TLS that end their side with a close_notify and
	 * leave the connection below open.
	 */
	private final class CloseNotifySocketFactory extends SocketFactory {

		private final String version;

		CloseNotifySocketFactory(String version) {
			this.version = version;
		}

		@Override
		public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
				throws IOException {
			Socket socket = new Socket(address, port, localAddress, localPort);
			EndOfInputTests.this.sockets.add(socket);
			SSLSocket encrypted = (SSLSocket) CONTEXT.getSocketFactory()
				.createSocket(socket, address.getHostAddress(), port, false);
			encrypted.setEnabledProtocols(new String[] { this.version });
			return encrypted;
		}

		@Override
		public Socket createSocket(InetAddress address, int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(String host, int port) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Socket createSocket(String host, int port, InetAddress localAddress, int localPort) {
			throw new UnsupportedOperationException();
		}

	}

}
