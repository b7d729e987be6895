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

package dev.rtmpkit.spring.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.publish.ConnectionRejection;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where clients may come from, and through whom.
 */
class RtmpAddressTests {

	private static final byte[] HEADER = "PROXY TCP4 203.0.113.9 198.51.100.1 51000 1935\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	private final ApplicationContextRunner runner = RtmpContextRunner.withoutKeys()
		.withPropertyValues("rtmp.server.stream-keys.demo=demo-key");

	@Test
	@Tag("P2")
	void whenAProxyIsTrustedTheEventHasTheClientsAddress() {
		this.runner.withPropertyValues("rtmp.server.proxy-protocol.trusted-proxies=10.0.0.0/8, 127.0.0.1")
			.withUserConfiguration(Started.class)
			.run((context) -> {
				try (RawRtmpClient client = RawRtmpClient.open(port(context)).handshake(HEADER).connect("live", 0)) {
					client.publish(1, "demo-key").awaitStatus("NetStream.Publish.Start");
					RtmpPublishStartedEvent event = context.getBean(Started.class).events.poll(10, TimeUnit.SECONDS);
					assertThat(event).isNotNull();
					assertThat(event.remoteAddress()).hasToString("/203.0.113.9:51000");
				}
			});
	}

	@Test
	@Tag("P1")
	void whenNoProxyIsTrustedItsHeaderIsNotBelieved() {
		this.runner.run((context) -> {
			try (RawRtmpClient client = RawRtmpClient.open(port(context)).sendBytesWhileOpen(HEADER)) {
				assertThat(client.awaitClose()).isZero();
			}
		});
	}

	@Test
	void whenTheAddressIsDeniedTheConnectionIsTurnedAway() {
		this.runner
			.withPropertyValues("rtmp.server.addresses.allow=127.0.0.0/8", "rtmp.server.addresses.deny=::1,127.0.0.1")
			.run((context) -> assertThat(denied(context)).isOne());
	}

	@Test
	void whenTheAddressIsNotAllowedTheConnectionIsTurnedAway() {
		this.runner.withPropertyValues("rtmp.server.addresses.allow=192.0.2.0/24,2001:db8::/32")
			.run((context) -> assertThat(denied(context)).isOne());
	}

	@Test
	void whenTheAddressIsAllowedTheConnectionIsNot() {
		this.runner.withPropertyValues("rtmp.server.addresses.allow=127.0.0.0/8").run((context) -> {
			try (RawRtmpClient client = RawRtmpClient.open(port(context)).handshake().connect("live", 0)) {
				client.publish(1, "demo-key").awaitStatus("NetStream.Publish.Start");
			}
		});
	}

	private static long denied(ApplicationContext context) {
		try (RawRtmpClient client = RawRtmpClient.open(port(context))) {
			assertThat(client.awaitClose()).isZero();
		}
		return context.getBean(RtmpServer.class).statistics().rejectedConnections(ConnectionRejection.DENIED);
	}

	private static int port(ApplicationContext context) {
		return context.getBean(RtmpServer.class).port();
	}

	static class Started {

		private final BlockingQueue<RtmpPublishStartedEvent> events = new LinkedBlockingQueue<>();

		@EventListener
		void started(RtmpPublishStartedEvent event) {
			this.events.add(event);
		}

	}

}
