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

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.util.Assert;

/**
 * {@link HealthIndicator} of an RTMP server: up while it listens, out of service while it
 * drains or is stopped, down when its listening socket died.
 */
public final class RtmpHealthIndicator extends AbstractHealthIndicator {

	private final RtmpServer server;

	/**
	 * Create an indicator.
	 * @param server the server to look at
	 */
	public RtmpHealthIndicator(RtmpServer server) {
		super("RTMP health check failed");
		Assert.notNull(server, "'server' must not be null");
		this.server = server;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		switch (this.server.state()) {
			case RUNNING -> builder.up();
			case DRAINING, STOPPED -> builder.outOfService();
			case FAILED -> builder.down();
		}
		InetSocketAddress address = this.server.address();
		InetSocketAddress encrypted = this.server.encryptedAddress();
		InetSocketAddress any = (address != null) ? address : encrypted;
		if (any != null) {
			builder.withDetail("address", any.getAddress().getHostAddress());
		}
		if (encrypted != null) {
			builder.withDetail("encryptedPort", encrypted.getPort());
		}
		if (this.server.port() >= 0) {
			builder.withDetail("port", this.server.port());
		}
		RtmpServerStatistics statistics = this.server.statistics();
		builder.withDetail("connections", statistics.activeConnections())
			.withDetail("publishers", statistics.activePublishers());
	}

}
