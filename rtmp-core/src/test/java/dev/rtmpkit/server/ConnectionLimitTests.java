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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is turned away at the door.
 */
@Timeout(20)
class ConnectionLimitTests {

	@Test
	@Tag("D1")
	void whenOneAddressSaysNothingOnManyConnectionsItKeepsTenAndOthersAreServed() throws IOException {
		try (TestServer server = new TestServer()) {
			List<Socket> sockets = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				sockets.add(connect(server, "127.0.0.1"));
			}
			RtmpServerStatistics statistics = server.server().statistics();
			await(() -> statistics.rejectedConnections(ConnectionRejection.PER_IP) == 190);
			await(() -> statistics.activeConnections() == 10);
			try (Socket other = connect(server, "127.0.0.2")) {
				other.getOutputStream().write(new byte[] { 3 });
				other.getOutputStream().write(new byte[1536]);
				assertThat(other.getInputStream().read()).isEqualTo(3);
			}
			for (Socket socket : sockets) {
				socket.close();
			}
		}
	}

	@Test
	@Tag("D2")
	void whenTheServerIsFullAPlaceGivenBackIsFreeAtOnce() {
		try (TestServer server = new TestServer((builder) -> TestServer.crowded(builder).maxConnections(3))) {
			for (int round = 0; round < 100; round++) {
				List<RawRtmpClient> clients = new ArrayList<>();
				for (int i = 0; i < 3; i++) {
					clients.add(RawRtmpClient.publishing(server.port(), "live", "key" + i));
				}
				try (RawRtmpClient tooMany = RawRtmpClient.open(server.port())) {
					tooMany.awaitClose();
				}
				clients.forEach(RawRtmpClient::reset);
				await(() -> server.server().statistics().activeConnections() == 0);
			}
			assertThat(server.server().statistics().rejectedConnections(ConnectionRejection.TOTAL)).isEqualTo(100);
		}
	}

	@Test
	void whenAClientPublishesItsPlaceAmongStrangersIsFree() {
		try (TestServer server = new TestServer(
				(builder) -> TestServer.crowded(builder).maxUnauthenticatedConnections(1));
				RawRtmpClient publisher = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			try (RawRtmpClient stranger = RawRtmpClient.open(server.port()).handshake();
					RawRtmpClient another = RawRtmpClient.open(server.port()).handshake()) {
				stranger.awaitClose();
				another.connect("live", 0);
			}
			publisher.audio(0, (byte) 0x2F, (byte) 1);
			assertThat(server.server().statistics().rejectedConnections(ConnectionRejection.UNAUTHENTICATED)).isOne();
		}
	}

	@Test
	void whenAnAddressConnectsTooOftenItIsTurnedAway() {
		try (TestServer server = new TestServer(
				(builder) -> TestServer.crowded(builder).acceptsPerSecondPerAddress(1))) {
			RtmpServerStatistics statistics = server.server().statistics();
			List<RawRtmpClient> clients = new ArrayList<>();
			while (statistics.rejectedConnections(ConnectionRejection.RATE) == 0) {
				clients.add(RawRtmpClient.open(server.port()));
			}
			assertThat(statistics.acceptedConnections()).isGreaterThanOrEqualTo(10);
			clients.forEach(RawRtmpClient::reset);
		}
	}

	private static Socket connect(TestServer server, String from) throws IOException {
		Socket socket = new Socket();
		socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
		return socket;
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
