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

package dev.rtmpkit.spring.boot.health;

import java.net.InetSocketAddress;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerStatistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.contributor.Health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class RtmpHealthIndicatorTests {

	private final RtmpServer server = mock(RtmpServer.class);

	private final RtmpHealthIndicator indicator = new RtmpHealthIndicator(this.server);

	@BeforeEach
	void count() {
		RtmpServerStatistics statistics = mock(RtmpServerStatistics.class);
		given(statistics.activeConnections()).willReturn(3L);
		given(statistics.activePublishers()).willReturn(2L);
		given(this.server.statistics()).willReturn(statistics);
		given(this.server.port()).willReturn(1935);
	}

	@ParameterizedTest
	@CsvSource({ "RUNNING,UP", "DRAINING,OUT_OF_SERVICE", "STOPPED,OUT_OF_SERVICE", "FAILED,DOWN" })
	void statusFollowsStateOfServer(RtmpServer.State state, String status) {
		given(this.server.state()).willReturn(state);
		assertThat(this.indicator.health().getStatus().getCode()).isEqualTo(status);
	}

	@Test
	void detailsTellAddressAndLoad() {
		given(this.server.state()).willReturn(RtmpServer.State.RUNNING);
		given(this.server.address()).willReturn(new InetSocketAddress("127.0.0.1", 1935));
		Health health = this.indicator.health();
		assertThat(health.getDetails()).containsEntry("address", "127.0.0.1")
			.containsEntry("port", 1935)
			.containsEntry("connections", 3L)
			.containsEntry("publishers", 2L)
			.hasSize(4);
	}

	@Test
	@Tag("E8")
	void whenOnlyEncryptedConnectionsAreTakenDetailsTellNoOtherPort() {
		given(this.server.state()).willReturn(RtmpServer.State.RUNNING);
		given(this.server.port()).willReturn(-1);
		given(this.server.encryptedAddress()).willReturn(new InetSocketAddress("127.0.0.1", 1936));
		assertThat(this.indicator.health().getDetails()).containsEntry("address", "127.0.0.1")
			.containsEntry("encryptedPort", 1936)
			.doesNotContainKey("port");
	}

	@Test
	void whenEncryptedConnectionsAreTakenDetailsTellTheirPort() {
		given(this.server.state()).willReturn(RtmpServer.State.RUNNING);
		given(this.server.encryptedAddress()).willReturn(new InetSocketAddress("127.0.0.1", 1936));
		assertThat(this.indicator.health().getDetails()).containsEntry("encryptedPort", 1936);
	}

	@Test
	void whenNotListeningThereIsNoAddress() {
		given(this.server.state()).willReturn(RtmpServer.State.STOPPED);
		assertThat(this.indicator.health().getDetails()).doesNotContainKey("address");
	}

}
