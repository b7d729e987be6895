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

import java.time.Duration;

import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Encoders that are sent away, and kept away.
 */
@Timeout(30)
class DisconnectionTests {

	private static final Duration LONG = Duration.ofHours(1);

	private final TestServer server = new TestServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	@Tag("A12")
	void whenReasonIsNotPlainItIsMadePlainAndCut() {
		assertThat(Disconnection.because("Off air.\r\nGo\u202eaway").reason()).isEqualTo("Off air. Go away");
		assertThat(Disconnection.because("x".repeat(200)).reason()).hasSize(128).endsWith("...");
	}

	@Test
	void whenDisconnectedTheEncoderIsToldWhyAndMayComeBack() {
		try (RawRtmpClient client = publishing("key")) {
			assertThat(disconnect(this.server.await(Started.class), Disconnection.because("Not your slot."))).isTrue();
			CommandMessage status = client.awaitStatus("NetConnection.Connect.Closed");
			assertThat(((AmfProperties) status.arguments().get(0)).string("description")).isEqualTo("Not your slot.");
			client.awaitClose();
			assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.DISCONNECTED);
		}
		try (RawRtmpClient again = publishing("key")) {
			this.server.await(Started.class);
		}
	}

	@Test
	void whenTheKeyIsBannedItIsRefusedUntilTheBanIsLifted() {
		try (RawRtmpClient client = publishing("key")) {
			disconnect(this.server.await(Started.class), Disconnection.DEFAULT.andBan(BanTarget.KEY, LONG));
			client.awaitClose();
			this.server.await(Stopped.class);
		}
		try (RawRtmpClient client = RawRtmpClient.connected(this.server.port(), "live").publish(1, "key")) {
			client.awaitStatus("NetStream.Publish.Denied");
			assertThat(this.server.await(Rejected.class).reason()).isEqualTo(RejectReason.BANNED);
		}
		try (RawRtmpClient other = publishing("other")) {
			this.server.await(Started.class);
			other.deleteStream(1);
			this.server.await(Stopped.class);
		}
		String id = this.server.server().bans().list().get(0).id();
		assertThat(this.server.server().bans().lift(id)).isTrue();
		try (RawRtmpClient client = publishing("key")) {
			this.server.await(Started.class);
		}
	}

	@Test
	void whenTheAddressIsBannedAllItsConnectionsEndAndNoneComesIn() {
		try (RawRtmpClient one = publishing("one");
				RawRtmpClient two = publishing("two");
				RawRtmpClient waiting = RawRtmpClient.connected(this.server.port(), "live")) {
			Started started = this.server.await(Started.class);
			this.server.await(Started.class);
			disconnect(started, Disconnection.DEFAULT.andBan(BanTarget.ADDRESS, LONG));
			one.awaitClose();
			two.awaitClose();
			waiting.awaitClose();
			assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.DISCONNECTED);
			assertThat(this.server.await(Stopped.class).reason()).isEqualTo(StopReason.DISCONNECTED);
		}
		try (RawRtmpClient client = RawRtmpClient.open(this.server.port())) {
			client.awaitClose();
		}
		assertThat(this.server.server().statistics().rejectedConnections(ConnectionRejection.BANNED)).isOne();
	}

	@Test
	void whenThereIsNoSuchPublishNobodyIsBanned() {
		assertThat(this.server.server().disconnect("none", Disconnection.DEFAULT.andBan(BanTarget.KEY, LONG)))
			.isFalse();
		assertThat(this.server.server().bans().list()).isEmpty();
	}

	private boolean disconnect(Started started, Disconnection disconnection) {
		return this.server.server().disconnect(started.stream().publisher().sessionId(), disconnection);
	}

	private RawRtmpClient publishing(String key) {
		return RawRtmpClient.publishing(this.server.port(), "live", key);
	}

}
