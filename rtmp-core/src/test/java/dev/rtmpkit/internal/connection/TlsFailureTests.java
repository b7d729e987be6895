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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.server.RtmpServerStatistics;
import dev.rtmpkit.server.TlsSettings;
import dev.rtmpkit.server.TlsSettings.ClientAuthentication;
import dev.rtmpkit.testkit.Certificates;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import dev.rtmpkit.testkit.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients with which TLS fails: what the log says of them, and how they are counted.
 */
@Tag("D6")
@Timeout(60)
class TlsFailureTests {

	private static final SSLContext CONTEXT = Certificates.context(Certificates.keyStore("server"));

	private static final SSLContext OTHER = Certificates.context(Certificates.keyStore("other"));

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger(FailureHandler.class);

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			TlsFailureTests.this.events.add(event);
		}

	};

	private @Nullable TestServer server;

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void close() {
		if (this.server != null) {
			this.server.close();
		}
		this.logger.detachAppender(this.appender);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whenAClientDoesNotTrustTheCertificateTheLineNamesItsAlert(String version) throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		shakeHands(OTHER, version);
		assertRefused("The client refused the server's certificate with the alert certificate_unknown: "
				+ "it is not trusted, or is for another host name");
	}

	@ParameterizedTest
	@CsvSource({ "2A, bad_certificate: it cannot be verified",
			"2B, unsupported_certificate: certificates of this kind are not supported",
			"2C, certificate_revoked: it was revoked", "2D, certificate_expired: it has expired or is not valid yet",
			"2E, 'certificate_unknown: it is not trusted, or is for another host name'",
			"30, unknown_ca: the authority that issued it is not trusted",
			"71, bad_certificate_status_response: its revocation status cannot be verified" })
	void whenAnAlertIsNotEncryptedTheLineNamesIt(String code, String text) throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		// Alert, TLS 1.2, 2 bytes: fatal, its code
		answerServer(Hex.bytes("15 03 03 00 02 02 " + code));
		assertRefused("The client refused the server's certificate with the alert " + text);
	}

	@Test
	void whenAnAlertDoesNotConcernTheCertificateItIsAnError() throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		answerServer(Hex.bytes("15 03 03 00 02 02 28"));
		assertLine("The client ended TLS with the alert handshake_failure (TLS_ERROR)");
		assertThat(statistics().protocolErrors(ProtocolError.TLS_ERROR)).isOne();
		assertThat(refused()).isZero();
	}

	@Test
	void whenAClientLeavesWhenItHasSeenTheCertificateTheLineSaysSo() throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		answerServer(new byte[0]);
		assertRefused("The client left the TLS handshake when it had seen the server's certificate: "
				+ "it may not trust it");
	}

	@Test
	@Tag("D3")
	void whenAClientEndsTlsWhenItHasSeenTheCertificateTheLineSaysSo() throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		// Alert, TLS 1.2, 2 bytes: warning, close_notify
		answerServer(Hex.bytes("15 03 03 00 02 01 00"));
		assertRefused("The client left the TLS handshake when it had seen the server's certificate: "
				+ "it may not trust it");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whenAClientLeavesRightAfterTheHandshakeTheLineSaysSo(String version) throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		shakeHands(CONTEXT, version);
		assertRefused("The client left right after the TLS handshake: it may not trust the server's certificate");
	}

	@Test
	@RequiresFfmpeg
	void whenFfmpegDoesNotTrustTheCertificateTheLineSaysSo() {
		serve(TlsSettings.of(() -> CONTEXT));
		Ffmpeg.Result result = Ffmpeg.run(Duration.ofSeconds(30), "-i", MediaFiles.H264_AAC.flv().toString(), "-c",
				"copy", "-f", "flv", "-tls_verify", "1", "rtmps://127.0.0.1:" + port() + "/live/key");
		assertThat(result.exitCode()).isNotZero();
		assertRefused("The client refused the server's certificate with the alert unknown_ca: "
				+ "the authority that issued it is not trusted");
	}

	@Test
	void whenClientsRefuseAgainAndAgainTheLogDoesNotRepeatItself() throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		for (int i = 0; i < 10; i++) {
			shakeHands(OTHER, "TLSv1.3");
		}
		await(() -> refused() == 10);
		// The interval may end once while the test runs
		assertThat(this.events).filteredOn((event) -> event.getLevel() == Level.WARN).hasSizeBetween(1, 2);
	}

	@Test
	void whenAClientLeavesBeforeItsHelloIsAnsweredThereIsNoLine() throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		try (Socket socket = socket()) {
			socket.getOutputStream().write(hello(), 0, 20);
		}
		socket().close();
		await(() -> statistics().acceptedConnections() == 2 && statistics().activeConnections() == 0);
		assertThat(refused()).isZero();
		assertThat(this.events).isEmpty();
	}

	@Test
	void whenAClientSendsSomethingAndLeavesThereIsNoLine() {
		serve(TlsSettings.of(() -> CONTEXT));
		RawRtmpClient.open(CONTEXT.getSocketFactory(), port()).handshake().close();
		await(() -> statistics().acceptedConnections() == 1 && statistics().activeConnections() == 0);
		assertThat(refused()).isZero();
		assertThat(this.events).isEmpty();
	}

	@Test
	void whenThereIsNoCommonVersionTheLineSaysSo() throws IOException {
		serve(new TlsSettings(() -> CONTEXT, ClientAuthentication.NONE, List.of("TLSv1.3"), null));
		shakeHands(CONTEXT, "TLSv1.2");
		assertError("The client and the server have no version of TLS in common (protocol_version)");
	}

	@Test
	void whenThereIsNoCommonCipherSuiteTheLineSaysSo() throws IOException {
		serve(new TlsSettings(() -> CONTEXT, ClientAuthentication.NONE, null,
				List.of("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")));
		shakeHands(CONTEXT, "TLSv1.2");
		assertError("The client and the server have no cipher suite in common (handshake_failure)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whenAClientShowsNoCertificateTheLineSaysSo(String version) throws IOException {
		serve(new TlsSettings(() -> CONTEXT, ClientAuthentication.NEED, null, null));
		shakeHands(Certificates.trusting(Certificates.keyStore("server")), version);
		assertError("The client has shown no certificate");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whenTheCertificateOfAClientIsNotTrustedTheLineSaysSo(String version) throws IOException {
		serve(new TlsSettings(() -> CONTEXT, ClientAuthentication.NEED, null, null));
		shakeHands(Certificates.showing(Certificates.keyStore("other"), Certificates.keyStore("server")), version);
		assertError("The certificate of the client is not trusted");
	}

	@ParameterizedTest
	@CsvSource({ "'\u0003', RTMP without TLS", "GET / HTTP/1.1, HTTP without TLS",
			"SSH-2.0-x, Something that is not TLS" })
	void whenAClientDoesNotSpeakTlsTheLineSaysWhatItSpeaks(String text, String title) throws IOException {
		serve(TlsSettings.of(() -> CONTEXT));
		try (Socket socket = socket()) {
			socket.getOutputStream().write(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 64));
			awaitEnd(socket.getInputStream());
		}
		assertError(title + " came to the TLS port");
	}

	private void serve(TlsSettings tls) {
		this.server = new TestServer(
				(builder) -> TestServer.crowded(builder).tls(0, tls).handshakeTimeout(Duration.ofMinutes(1)));
	}

	/**
	 * Shake hands, send nothing and close.
	 */
	private void shakeHands(SSLContext client, String version) throws IOException {
		try (SSLSocket socket = (SSLSocket) client.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), port())) {
			socket.setEnabledProtocols(new String[] { version });
			socket.startHandshake();
		}
		catch (SSLException | SocketException ex) {
			// What the server makes of it is what counts
			return;
		}
	}

	/**
	 * Greet the server, wait for its answer, send bytes and close.
	 */
	private void answerServer(byte[] bytes) throws IOException {
		try (Socket socket = socket()) {
			socket.getOutputStream().write(hello());
			assertThat(socket.getInputStream().read()).isNotNegative();
			socket.getOutputStream().write(bytes);
			socket.shutdownOutput();
			awaitEnd(socket.getInputStream());
		}
	}

	private static byte[] hello() throws IOException {
		SSLEngine engine = CONTEXT.createSSLEngine();
		engine.setUseClientMode(true);
		ByteBuffer bytes = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), bytes);
		return Arrays.copyOf(bytes.array(), bytes.position());
	}

	private static void awaitEnd(InputStream input) throws IOException {
		try {
			input.transferTo(OutputStream.nullOutputStream());
		}
		catch (SocketException ex) {
			// Reset, which is an end as well
			return;
		}
	}

	private void assertRefused(String text) {
		assertLine(text + " (TLS_REFUSED_BY_CLIENT)");
		assertThat(refused()).isOne();
		assertThat(statistics().protocolErrors(ProtocolError.TLS_ERROR)).isZero();
	}

	private void assertError(String text) {
		await(() -> !this.events.isEmpty());
		assertThat(this.events).singleElement()
			.satisfies((event) -> assertThat(event.getFormattedMessage()).contains(" is closed: " + text)
				.endsWith("(TLS_ERROR)"));
		assertThat(statistics().protocolErrors(ProtocolError.TLS_ERROR)).isOne();
		assertThat(refused()).isZero();
	}

	private void assertLine(String text) {
		await(() -> !this.events.isEmpty());
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getFormattedMessage()).contains("/127.0.0.1:").endsWith(" is closed: " + text);
			assertThat(event.getThrowableProxy()).isNull();
		});
	}

	private TestServer server() {
		return Objects.requireNonNull(this.server);
	}

	private RtmpServerStatistics statistics() {
		return server().server().statistics();
	}

	private long refused() {
		return statistics().protocolErrors(ProtocolError.TLS_REFUSED_BY_CLIENT);
	}

	private int port() {
		return Objects.requireNonNull(server().server().encryptedAddress()).getPort();
	}

	private Socket socket() throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), port());
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
