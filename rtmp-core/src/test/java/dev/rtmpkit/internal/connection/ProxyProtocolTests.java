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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.server.AddressRange;
import dev.rtmpkit.server.RtmpServerStatistics;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients behind a proxy: their own address counts, if the proxy is trusted.
 */
@Timeout(60)
class ProxyProtocolTests {

	private static final List<AddressRange> LOOPBACK = List.of(AddressRange.parse("127.0.0.0/8"),
			AddressRange.parse("::1"));

	private static final String SIGNATURE = "0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A ";

	/** From 203.0.113.9:51000 to 198.51.100.1:1935. */
	private static final String ADDRESSES_4 = "CB 00 71 09 C6 33 64 01 C7 38 07 8F ";

	/** From 2001:db8::9 to 2001:db8::1. */
	private static final String ADDRESSES_6 = "20 01 0D B8 00 00 00 00 00 00 00 00 00 00 00 09 "
			+ "20 01 0D B8 00 00 00 00 00 00 00 00 00 00 00 01 C7 38 07 8F ";

	private TestServer server = new TestServer((builder) -> TestServer.crowded(builder).proxyProtocol(LOOPBACK));

	@AfterEach
	void close() {
		this.server.close();
	}

	static Stream<Header> headers() {
		return Stream.of(new Header("v1", text("PROXY TCP4 203.0.113.9 198.51.100.1 51000 1935\r\n"), "203.0.113.9"),
				new Header("v1, IPv6", text("PROXY TCP6 2001:db8::9 2001:db8::1 51000 1935\r\n"), "2001:db8::9"),
				new Header("v1, IPv4 as IPv6", text("PROXY TCP6 ::ffff:203.0.113.9 ::1 51000 1935\r\n"), "203.0.113.9"),
				new Header("v1, zone", text("PROXY TCP6 fe80::9%no-such-zone ::1 51000 1935\r\n"), "fe80::9"),
				new Header("v1, unknown", text("PROXY UNKNOWN\r\n"), null),
				new Header("v1, unknown and ignored", text("PROXY UNKNOWN 1.2.3.4 x y z\r\n"), null),
				new Header("v1, longest",
						text("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535" + " ".repeat(44) + "\r\n"),
						null),
				new Header("v2", Hex.bytes(SIGNATURE + "21 11 00 0C " + ADDRESSES_4), "203.0.113.9"),
				new Header("v2, IPv6", Hex.bytes(SIGNATURE + "21 21 00 24 " + ADDRESSES_6), "2001:db8::9"),
				// ALPN "h2", a checksum, a unique id, padding
				new Header("v2, more values",
						Hex.bytes(SIGNATURE + "21 11 00 21 " + ADDRESSES_4 + "01 00 02 68 32 03 00 04 01 02 03 04 "
								+ "05 00 02 AA BB 04 00 01 00"),
						"203.0.113.9"),
				new Header("v2, TLS",
						Hex.bytes(SIGNATURE + "21 11 00 1C " + ADDRESSES_4
								+ "20 00 0D 01 00 00 00 00 21 00 05 54 4C 53 31 33"),
						"203.0.113.9"),
				new Header("v2, longest", longest(), "203.0.113.9"),
				new Header("v2, local", Hex.bytes(SIGNATURE + "20 00 00 00"), null),
				new Header("v2, local with addresses", Hex.bytes(SIGNATURE + "20 11 00 0C " + ADDRESSES_4), null),
				new Header("v2, unspecified", Hex.bytes(SIGNATURE + "21 00 00 03 01 02 03"), null),
				new Header("v2, datagram", Hex.bytes(SIGNATURE + "21 12 00 0C " + ADDRESSES_4), null),
				new Header("v2, UNIX socket", concat(Hex.bytes(SIGNATURE + "21 31 00 D8"), new byte[216]), null));
	}

	/** Fills what may be filled with one value of no meaning. */
	private static byte[] longest() {
		int rest = ProxyHeaderHandler.Decoder.LONGEST - 16 - 12;
		byte[] header = Arrays.copyOf(Hex.bytes(SIGNATURE + "21 11 0F F0 " + ADDRESSES_4 + "04"),
				ProxyHeaderHandler.Decoder.LONGEST);
		header[29] = (byte) (rest - 3 >> 8);
		header[30] = (byte) (rest - 3);
		return header;
	}

	@ParameterizedTest
	@MethodSource("headers")
	@Tag("P2")
	void whenTheHeaderIsFusedWithTheHandshakeItIsTheClientsAddress(Header header) {
		try (RawRtmpClient client = handshake(header.bytes())) {
			assertPublishesFrom(client, header.source());
		}
	}

	@ParameterizedTest
	@MethodSource("headers")
	@Tag("P2")
	void whenTheHeaderComesByteByByteItIsTheClientsAddress(Header header) {
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port())) {
			for (byte single : header.bytes()) {
				client.sendBytes(new byte[] { single });
			}
			assertPublishesFrom(client.handshake(), header.source());
		}
	}

	@Test
	@Tag("P2")
	void whenAPublishIsRejectedItIsTheClientsAddress() {
		byte[] header = text("PROXY TCP4 203.0.113.9 198.51.100.1 51000 1935\r\n");
		try (RawRtmpClient client = handshake(header).connect("live", 0).publish(1, "no")) {
			assertSource(this.server.await(Rejected.class).request().remoteAddress(), "203.0.113.9");
		}
	}

	@ParameterizedTest
	@MethodSource("headers")
	@Tag("P2")
	void whereverTheHeaderIsCutNothingIsLost(Header header) {
		EmbeddedEntrance entrance = new EmbeddedEntrance(LOOPBACK);
		byte[] hello = hello(header.bytes());
		for (int cut = 0; cut < header.bytes().length + 20; cut++) {
			try (EmbeddedEntrance.Visit visit = entrance.visit()) {
				visit.send(Arrays.copyOf(hello, cut)).send(Arrays.copyOfRange(hello, cut, hello.length));
				assertThat(visit.receivedBytes()).as("cut at %d", cut).isEqualTo(1 + 2 * 1536);
			}
		}
		entrance.close();
	}

	static Stream<Header> lies() {
		return Stream.of(new Header("handshake", hello(new byte[0]), null),
				new Header("HTTP", text("GET / HTTP/1.1\r\n"), null), new Header("one byte", new byte[] { 3 }, null),
				new Header("v1 in small letters", text("proxy TCP4 "), null),
				new Header("v1 without an end", text("PROXY TCP4 " + "1".repeat(98)), null),
				new Header("v1 long", text("PROXY UNKNOWN" + " ".repeat(200) + "\r\n"), null),
				new Header("v1, host name", text("PROXY TCP4 localhost localhost 1 2\r\n"), null),
				new Header("v1, wrong family", text("PROXY TCP4 ::1 ::1 1 2\r\n"), null),
				new Header("v1, short", text("PROXY TCP4 1.2.3.4\r\n"), null),
				new Header("v1, unknown protocol", text("PROXY SCTP 1.2.3.4 1.2.3.4 1 2\r\n"), null),
				new Header("v1, large port", text("PROXY TCP4 1.2.3.4 1.2.3.4 65536 2\r\n"), null),
				new Header("v1, no number", text("PROXY TCP4 1.2.3.4 1.2.3.4 x 2\r\n"), null),
				new Header("v2 claims 65535", Hex.bytes(SIGNATURE + "21 11 FF FF"), null),
				new Header("v2 claims a byte too many", Hex.bytes(SIGNATURE + "21 11 0F F1"), null),
				new Header("v2 local claims 65535", Hex.bytes(SIGNATURE + "20 00 FF FF"), null),
				new Header("v2 too short for its addresses", Hex.bytes(SIGNATURE + "21 11 00 0B " + ADDRESSES_4), null),
				new Header("v2 too short for IPv6", Hex.bytes(SIGNATURE + "21 21 00 0C " + ADDRESSES_4), null),
				new Header("v2 without addresses", Hex.bytes(SIGNATURE + "21 11 00 00"), null),
				new Header("v2 too short for UNIX", Hex.bytes(SIGNATURE + "21 31 00 0C " + ADDRESSES_4), null),
				new Header("version 3", Hex.bytes(SIGNATURE + "31 11 00 0C " + ADDRESSES_4), null),
				new Header("version 0", concat(Hex.bytes(SIGNATURE + "01 11 00 0C " + ADDRESSES_4), new byte[4096]),
						null),
				new Header("version 15", concat(Hex.bytes(SIGNATURE + "FF 11 00 0C " + ADDRESSES_4), new byte[4096]),
						null),
				new Header("command 2", Hex.bytes(SIGNATURE + "22 11 00 0C " + ADDRESSES_4), null),
				new Header("family 4", Hex.bytes(SIGNATURE + "21 41 00 0C " + ADDRESSES_4), null),
				new Header("value lies", Hex.bytes(SIGNATURE + "21 11 00 10 " + ADDRESSES_4 + "04 FF FF 00"), null),
				new Header("second value lies",
						Hex.bytes(SIGNATURE + "21 11 00 15 " + ADDRESSES_4 + "04 00 02 00 00 04 FF FF 00"), null),
				new Header("TLS value is short", Hex.bytes(SIGNATURE + "21 11 00 10 " + ADDRESSES_4 + "20 00 01 01"),
						null),
				new Header("value in TLS value lies",
						Hex.bytes(SIGNATURE + "21 11 00 18 " + ADDRESSES_4 + "20 00 09 01 00 00 00 00 21 FF FF 00"),
						null));
	}

	@ParameterizedTest
	@MethodSource("lies")
	@Tag("P2")
	void whenTheHeaderIsWrongTheConnectionIsClosed(Header header) {
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port())) {
			client.sendBytesWhileOpen(header.bytes());
			assertThat(client.awaitClose()).isZero();
		}
		assertClosedFor(ProtocolError.PROXY_HEADER);
	}

	@ParameterizedTest
	@MethodSource("lies")
	@Tag("P2")
	void whereverAWrongHeaderIsCutItIsRefusedOnce(Header header) {
		int cuts = Math.min(header.bytes().length, 200);
		try (EmbeddedEntrance entrance = new EmbeddedEntrance(LOOPBACK)) {
			for (int cut = 0; cut < cuts; cut++) {
				try (EmbeddedEntrance.Visit visit = entrance.visit()) {
					visit.send(Arrays.copyOf(header.bytes(), cut))
						.send(Arrays.copyOfRange(header.bytes(), cut, header.bytes().length));
					assertThat(visit.isOpen()).as("cut at %d", cut).isFalse();
					assertThat(visit.receivedBytes()).isZero();
				}
				assertThat(entrance.counters().protocolErrors(ProtocolError.PROXY_HEADER)).isEqualTo(cut + 1);
			}
			assertThat(entrance.counters().acceptedConnections()).isZero();
			assertThat(entrance.internalErrors()).isEmpty();
		}
	}

	@Test
	@Tag("P2")
	void whateverComesEndsInAHeaderOrAClose() {
		long seed = 20261123;
		Random random = new Random(seed);
		List<Header> headers = Stream.concat(headers(), lies()).toList();
		EmbeddedEntrance entrance = new EmbeddedEntrance(LOOPBACK);
		for (int i = 0; i < 4_000; i++) {
			byte[] bytes = hello(headers.get(random.nextInt(headers.size())).bytes());
			for (int j = random.nextInt(4); j > 0; j--) {
				bytes[random.nextInt(Math.min(60, bytes.length))] = (byte) random.nextInt();
			}
			int cut = random.nextInt(bytes.length);
			try (EmbeddedEntrance.Visit visit = entrance.visit()) {
				visit.send(Arrays.copyOf(bytes, cut)).send(Arrays.copyOfRange(bytes, cut, bytes.length));
			}
			assertThat(entrance.internalErrors()).as("seed %d, round %d: %s", seed, i, Hex.dump(bytes)).isEmpty();
		}
		assertThat(entrance.counters().activeConnections()).isZero();
		entrance.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PROXY TCP4 203.0.113.9 198.51.100.1 51000 19", "P", "" })
	@Tag("P2")
	void whenTheHeaderDoesNotComeInTimeTheConnectionIsClosed(String beginning) {
		this.server.close();
		this.server = new TestServer(
				(builder) -> builder.proxyProtocol(LOOPBACK).handshakeTimeout(Duration.ofMillis(200)));
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port()).sendBytes(text(beginning))) {
			assertThat(client.awaitClose()).isZero();
		}
		RtmpServerStatistics statistics = this.server.server().statistics();
		assertThat(statistics.missedDeadlines(Deadline.HANDSHAKE)).isOne();
		assertThat(statistics.acceptedConnections()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "P", "PROXY TCP4 203.0.113.9 198.51.100.1 51000 1935\r", "\r\n\r\n\0\r\nQUIT\n" })
	@Tag("P2")
	void whenAProxyLeavesAmidTheHeaderNothingIsLeft(String beginning) {
		try (EmbeddedEntrance entrance = new EmbeddedEntrance(LOOPBACK)) {
			EmbeddedEntrance.Visit visit = entrance.visit();
			visit.send(text(beginning)).close();
			assertThat(visit.hasTasks()).isFalse();
			assertThat(entrance.counters().acceptedConnections()).isZero();
			assertThat(entrance.counters().protocolErrors(ProtocolError.PROXY_HEADER)).isZero();
			assertThat(entrance.internalErrors()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("headers")
	@Tag("P1")
	void whenThePeerIsNotTrustedItsHeaderIsNotBelieved(Header header) {
		this.server.close();
		this.server = new TestServer((builder) -> builder.proxyProtocol(List.of(AddressRange.parse("203.0.113.0/24"))));
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port())) {
			client.sendBytesWhileOpen(hello(header.bytes()));
			assertThat(client.awaitClose()).isZero();
		}
		assertClosedFor(ProtocolError.VERSION);
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port()).handshake()) {
			assertPublishesFrom(client, null);
		}
	}

	@Test
	@Tag("P1")
	void whenAClientSendsASecondHeaderItIsNotBelieved() {
		byte[] header = text("PROXY TCP4 203.0.113.9 198.51.100.1 51000 1935\r\n");
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port())) {
			client.sendBytesWhileOpen(hello(concat(header, header)));
			assertThat(client.awaitClose()).isZero();
		}
		assertThat(this.server.server().statistics().protocolErrors(ProtocolError.VERSION)).isOne();
	}

	@Test
	@Tag("P2")
	void whenTheProxySendsNoHeaderTheOperatorIsTold() {
		Logger logger = (Logger) LoggerFactory.getLogger(FailureHandler.class);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port()).sendBytesWhileOpen(hello(new byte[0]))) {
			client.awaitClose();
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getFormattedMessage()).startsWith("Connection from /127.0.0.1:")
				.endsWith(" is closed: A trusted proxy sent no PROXY header (PROXY_HEADER)");
		});
	}

	@Test
	void whenTheClientIsDeniedItIsTurnedAwayAtOnce() {
		this.server.close();
		this.server = new TestServer((builder) -> builder.proxyProtocol(LOOPBACK)
			.allowedAddresses(List.of(AddressRange.parse("203.0.113.0/24")))
			.deniedAddresses(List.of(AddressRange.parse("203.0.113.9"))));
		// One is denied, one is not allowed, neither is the proxy itself
		for (String from : List.of("TCP4 203.0.113.9", "TCP4 192.0.2.1", "TCP6 2001:db8::1", "UNKNOWN")) {
			try (RawRtmpClient client = RawRtmpClient.open(this.server.port())) {
				client.sendBytesWhileOpen(hello(text("PROXY " + from + " " + to(from) + " 51000 1935\r\n")));
				assertThat(client.awaitClose()).isZero();
			}
		}
		RtmpServerStatistics statistics = this.server.server().statistics();
		assertThat(statistics.rejectedConnections(ConnectionRejection.DENIED)).isEqualTo(4);
		assertThat(statistics.acceptedConnections()).isZero();
		try (RawRtmpClient client = handshake(text("PROXY TCP4 203.0.113.8 198.51.100.1 51000 1935\r\n"))) {
			assertPublishesFrom(client, "203.0.113.8");
		}
	}

	private static String to(String from) {
		return (from.startsWith("TCP6")) ? "2001:db8::2" : "198.51.100.1";
	}

	@Test
	void whenThereIsNoProxyTheOtherEndIsTurnedAwayBeforeAByte() {
		this.server.close();
		this.server = new TestServer((builder) -> builder.deniedAddresses(LOOPBACK));
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port())) {
			assertThat(client.awaitClose()).isZero();
		}
		RtmpServerStatistics statistics = this.server.server().statistics();
		assertThat(statistics.rejectedConnections(ConnectionRejection.DENIED)).isOne();
		assertThat(statistics.acceptedConnections()).isZero();
	}

	@Test
	@Tag("D1")
	void whenClientsShareAProxyEachIsCountedByItsOwnAddress() {
		this.server.close();
		this.server = new TestServer(
				(builder) -> TestServer.crowded(builder).proxyProtocol(LOOPBACK).maxConnectionsPerAddress(1));
		byte[] header = text("PROXY TCP4 203.0.113.9 198.51.100.1 51000 1935\r\n");
		try (RawRtmpClient first = handshake(header);
				RawRtmpClient second = RawRtmpClient.open(this.server.port()).sendBytes(header);
				RawRtmpClient other = handshake(text("PROXY TCP4 203.0.113.10 198.51.100.1 51000 1935\r\n"))) {
			assertThat(second.awaitClose()).isZero();
			assertThat(this.server.server().statistics().rejectedConnections(ConnectionRejection.PER_IP)).isOne();
			assertPublishesFrom(first, "203.0.113.9");
			assertPublishesFrom(other, "203.0.113.10");
		}
	}

	private void assertClosedFor(ProtocolError error) {
		RtmpServerStatistics statistics = this.server.server().statistics();
		// The decoder closes before it tells why
		while (statistics.protocolErrors(error) == 0) {
			Thread.onSpinWait();
		}
		assertThat(statistics.protocolErrors(error)).isOne();
		assertThat(statistics.startedPublishes()).isZero();
	}

	private void assertPublishesFrom(RawRtmpClient client, @Nullable String source) {
		client.connect("live", 0).publish(1, "key");
		assertSource(this.server.await(Started.class).stream().publisher().remoteAddress(), source);
		client.deleteStream(1);
		assertSource(this.server.await(Stopped.class).stream().publisher().remoteAddress(), source);
	}

	private static void assertSource(InetSocketAddress address, @Nullable String source) {
		if (source != null) {
			assertThat(address).isEqualTo(new InetSocketAddress(literal(source), 51000));
		}
		else {
			assertThat(address.getAddress().isLoopbackAddress()).isTrue();
		}
	}

	private static InetAddress literal(String address) {
		try {
			return InetAddress.getByName(address);
		}
		catch (UnknownHostException ex) {
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	private RawRtmpClient handshake(byte[] header) {
		return RawRtmpClient.open(this.server.port()).handshake(header);
	}

	private static byte[] hello(byte[] header) {
		byte[] hello = Arrays.copyOf(header, header.length + 1 + 1536);
		hello[header.length] = 3;
		return hello;
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * A header, and the address that it stands for if it is one.
	 */
	record Header(String name, byte[] bytes, @Nullable String source) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
