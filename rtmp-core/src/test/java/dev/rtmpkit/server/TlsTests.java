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
import java.net.SocketException;
import java.security.Principal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.server.TlsSettings.ClientAuthentication;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Certificates;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * RTMPS: what comes over an encrypted connection, and what pretends to.
 */
@Timeout(30)
class TlsTests {

	private static final SSLContext FIRST = Certificates.context(Certificates.keyStore("server"));

	private static final SSLContext SECOND = Certificates.context(Certificates.keyStore("other"));

	private final AtomicReference<SSLContext> context = new AtomicReference<>(FIRST);

	private TestServer server = serve(TlsSettings.of(this.context::get), Duration.ofSeconds(5));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void whenBothPortsAreOpenEitherTakesPublishers() {
		try (RawRtmpClient plain = RawRtmpClient.publishing(this.server.port(), "live", "plain")) {
			assertThat(this.server.await(Started.class).stream().publisher().secure()).isFalse();
			try (RawRtmpClient encrypted = encrypted(FIRST).handshake().connect("live", 0).publish(1, "secret")) {
				encrypted.awaitStatus("NetStream.Publish.Start");
				Started started = this.server.await(Started.class);
				assertThat(started.stream().publisher().secure()).isTrue();
				encrypted.audio(0, (byte) 0x2F, (byte) 1).deleteStream(1);
				encrypted.awaitStatus("NetStream.Unpublish.Success");
				assertThat(this.server.await(Stopped.class).stream().statistics().audio().packets()).isOne();
			}
		}
	}

	@Test
	@Tag("E8")
	void whenThereIsNoOtherPortOnlyEncryptedConnectionsAreTaken() {
		this.server.close();
		this.server = new TestServer((builder) -> builder.port(-1).tls(0, TlsSettings.of(this.context::get)));
		assertThat(this.server.server().state()).isEqualTo(RtmpServer.State.RUNNING);
		assertThat(this.server.server().address()).isNull();
		assertThat(this.server.server().port()).isEqualTo(-1);
		try (RawRtmpClient encrypted = encrypted(FIRST).handshake().connect("live", 0).publish(1, "key")) {
			encrypted.awaitStatus("NetStream.Publish.Start");
			assertThat(this.server.await(Started.class).stream().publisher().secure()).isTrue();
		}
	}

	@Test
	void whenTheEncryptedPortIsTakenTheServerStaysStopped() {
		RtmpServer second = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.tls(port(), TlsSettings.of(this.context::get))
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.build();
		assertThatExceptionOfType(RtmpPortInUseException.class).isThrownBy(second::start)
			.satisfies((ex) -> assertThat(ex.port()).isEqualTo(port()))
			.satisfies((ex) -> assertThat(ex.encrypted()).isTrue());
		assertThat(second.state()).isEqualTo(RtmpServer.State.STOPPED);
	}

	@Test
	@RequiresFfmpeg
	void whenFfmpegPublishesEncryptedEveryPacketComes() {
		Ffmpeg
			.run(Duration.ofSeconds(20), "-i", MediaFiles.H264_AAC.flv().toString(), "-c", "copy", "-f", "flv",
					"-tls_verify", "0", "rtmps://127.0.0.1:" + port() + "/live/key")
			.orFail();
		assertThat(this.server.await(Started.class).stream().publisher().secure()).isTrue();
		this.server.await(TestServer.Metadata.class);
		Stopped stopped = this.server.await(Stopped.class);
		assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
		assertThat(stopped.stream().statistics().video().packets()).isPositive();
	}

	@Test
	@Tag("T1")
	void whenTheHelloIsTrickledTheConnectionIsClosed() throws IOException {
		this.server.close();
		this.server = serve(TlsSettings.of(this.context::get), Duration.ofMillis(300));
		try (Socket socket = socket()) {
			// A record of 512 bytes, of which one comes
			socket.getOutputStream().write(HexFormat.of().parseHex("160301020001"));
			assertThat(isClosed(socket)).isTrue();
			assertThat(statistics().missedDeadlines(Deadline.TLS)).isOne();
			assertThat(statistics().missedDeadlines(Deadline.HANDSHAKE)).isZero();
		}
	}

	@Test
	@Tag("T1")
	void whenTheHelloClaimsSixteenMegabytesTheConnectionIsClosed() throws IOException {
		try (Socket socket = socket()) {
			byte[] record = new byte[5 + 1024];
			System.arraycopy(HexFormat.of().parseHex("1603010400" + "01FFFFFF"), 0, record, 0, 9);
			socket.getOutputStream().write(record);
			assertThat(isClosed(socket)).isTrue();
			await(() -> statistics().protocolErrors(ProtocolError.TLS_ERROR) > 0);
			assertThat(statistics().protocolErrors(ProtocolError.TLS_ERROR)).isOne();
		}
	}

	@Test
	void whenEncryptionIsAgreedOnAndNothingFollowsTheHandshakeIsMissed() throws IOException {
		this.server.close();
		this.server = serve(TlsSettings.of(this.context::get), Duration.ofMillis(500));
		try (SSLSocket socket = (SSLSocket) FIRST.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), port())) {
			socket.startHandshake();
			assertThat(isClosed(socket)).isTrue();
			assertThat(statistics().missedDeadlines(Deadline.HANDSHAKE)).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "03", "474554202F20485454502F312E310D0A0D0A", "16030100050100000100", "1503030002022800" })
	@Tag("T2")
	void whenWhatComesIsNotTlsTheConnectionIsClosedAndCountedOnce(String hex) throws IOException {
		for (int i = 0; i < 15; i++) {
			try (Socket socket = socket()) {
				socket.getOutputStream().write(HexFormat.of().parseHex(hex + "00".repeat(64)));
				assertThat(isClosed(socket)).isTrue();
			}
		}
		await(() -> statistics().activeConnections() == 0);
		assertThat(statistics().protocolErrors(ProtocolError.TLS_ERROR)).isEqualTo(15);
	}

	@Test
	@Tag("T3")
	void whenTheClientWantsToShakeHandsAgainTheConnectionIsClosed() throws IOException {
		try (SSLSocket socket = begun("TLSv1.2")) {
			socket.startHandshake();
			assertThat(isClosed(socket)).isTrue();
		}
		catch (SSLException | SocketException ex) {
			// Closed before the client knew
		}
		await(() -> statistics().activeConnections() == 0);
		assertThat(statistics().protocolErrors(ProtocolError.TLS_ERROR)).isOne();
	}

	@Test
	@Tag("T3")
	void whenTheClientUpdatesKeysAgainAndAgainTheConnectionIsClosed() throws IOException {
		try (SSLSocket socket = begun("TLSv1.3")) {
			for (int i = 0; i < 1000; i++) {
				socket.startHandshake();
			}
			assertThat(isClosed(socket)).isTrue();
		}
		catch (SSLException | SocketException ex) {
			// Closed before the client knew
		}
		await(() -> statistics().activeConnections() == 0);
		assertThat(statistics().protocolErrors(ProtocolError.TLS_ERROR)).isOne();
	}

	@Test
	@Tag("T4")
	void whenTheCertificateIsSwappedNewConnectionsGetItAndOldOnesLive() throws IOException {
		try (RawRtmpClient old = encrypted(FIRST).handshake().connect("live", 0).publish(1, "old")) {
			old.awaitStatus("NetStream.Publish.Start");
			this.server.await(Started.class);
			this.context.set(SECOND);
			try (SSLSocket socket = (SSLSocket) SECOND.getSocketFactory()
				.createSocket(InetAddress.getLoopbackAddress(), port())) {
				socket.startHandshake();
				Principal shown = socket.getSession().getPeerPrincipal();
				assertThat(shown.getName()).isEqualTo("CN=other");
			}
			old.audio(0, (byte) 0x2F, (byte) 1).deleteStream(1);
			assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	void whenClientsMustShowACertificateOneWithoutIsRefused() throws IOException {
		this.server.close();
		this.server = serve(new TlsSettings(this.context::get, ClientAuthentication.NEED, List.of("TLSv1.2"), null),
				Duration.ofSeconds(5));
		try (RawRtmpClient shown = encrypted(FIRST)) {
			shown.handshake();
		}
		try (SSLSocket socket = (SSLSocket) Certificates.trusting(Certificates.keyStore("server"))
			.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), port())) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				socket.startHandshake();
				socket.getInputStream().read();
			});
		}
		await(() -> statistics().protocolErrors(ProtocolError.TLS_ERROR) == 1);
	}

	private static TestServer serve(TlsSettings tls, Duration handshake) {
		return new TestServer((builder) -> builder.tls(0, tls).handshakeTimeout(handshake));
	}

	private int port() {
		return Objects.requireNonNull(this.server.server().encryptedAddress()).getPort();
	}

	private RtmpServerStatistics statistics() {
		return this.server.server().statistics();
	}

	private RawRtmpClient encrypted(SSLContext client) {
		return RawRtmpClient.open(client.getSocketFactory(), port());
	}

	private Socket socket() throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), port());
	}

	/**
	 * A connection whose client has sent C0 and the first byte of C1.
	 */
	private SSLSocket begun(String version) throws IOException {
		SSLSocket socket = (SSLSocket) FIRST.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
		socket.setEnabledProtocols(new String[] { version });
		socket.getOutputStream().write(new byte[] { 3, 0 });
		return socket;
	}

	private static boolean isClosed(Socket socket) throws IOException {
		try {
			while (socket.getInputStream().read() >= 0) {
				// An alert, perhaps
			}
		}
		catch (SSLException | SocketException ex) {
			return true;
		}
		return true;
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
