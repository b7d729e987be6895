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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.server.AddressRange;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.stream.StreamSettings;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Applies the {@code rtmp.server} properties.
 *
 * @param properties the properties
 */
record PropertiesRtmpServerCustomizer(RtmpServerProperties properties) implements RtmpServerCustomizer {

	@Override
	public void customize(RtmpServerBuilder builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(this.properties::getAddress).to(builder::address);
		map.from(this.properties::getPort).to(valid("port", builder::port));
		map.from(this.properties::getPort).to(valid("port", this::checkThereIsAPort));
		map.from(this.properties.getSsl()::getPort).to(valid("ssl.port", this::checkEncryptedPort));
		map.from(this.properties::getIoThreads).to(valid("io-threads", builder::ioThreads));
		map.from(this.properties::getApplications).to(valid("applications", (applications) -> {
			applications.forEach(this::checkApplication);
			builder.applications(Set.copyOf(applications));
		}));
		map.from(this.properties.getAddresses()::getAllow)
			.to(valid("addresses.allow", (allow) -> builder.allowedAddresses(ranges(allow))));
		map.from(this.properties.getAddresses()::getDeny)
			.to(valid("addresses.deny", (deny) -> builder.deniedAddresses(ranges(deny))));
		map.from(this.properties.getProxyProtocol()::getTrustedProxies)
			.to(valid("proxy-protocol.trusted-proxies", (trusted) -> builder.proxyProtocol(ranges(trusted))));
		map.from(this.properties::getDuplicatePublisher).to(builder::duplicatePublisher);
		map.from(this.properties::getReconnectGrace).to(valid("reconnect-grace", builder::reconnectGrace));
		map.from(this.properties::getGopCache).as(StreamSettings.DEFAULT::gopCaching).to(builder::streams);
		map.from(this.properties.getAuthentication()::getMode).to(builder::authenticationMode);
		map.from(this.properties.getCapabilities()::isEnabled)
			.whenFalse()
			.as((enabled) -> Capabilities.NONE)
			.to(builder::capabilities);
		applyTimeouts(map, this.properties.getTimeouts(), builder);
		applyLimits(map, this.properties.getLimits(), builder);
		map.from(this.properties.getShutdown()::getGracePeriod)
			.to(valid("shutdown.grace-period", this::checkGracePeriod));
		map.from(this.properties.getShutdown()::getReconnectUrl)
			.to(valid("shutdown.reconnect-url", builder::reconnectUrl));
	}

	private void applyTimeouts(PropertyMapper map, RtmpTimeoutProperties timeouts, RtmpServerBuilder builder) {
		map.from(timeouts::getHandshake).to(valid("timeouts.handshake", builder::handshakeTimeout));
		map.from(timeouts::getPublish).to(valid("timeouts.publish", builder::publishTimeout));
		map.from(timeouts::getValidator).to(valid("timeouts.validator", builder::validatorTimeout));
		map.from(timeouts::getFirstMedia).to(valid("timeouts.first-media", builder::firstMediaTimeout));
		map.from(timeouts::getMedia).to(valid("timeouts.media", builder::mediaTimeout));
		map.from(timeouts::getIdle).to(valid("timeouts.idle", builder::idleTimeout));
	}

	private void applyLimits(PropertyMapper map, RtmpLimitProperties limits, RtmpServerBuilder builder) {
		map.from(limits::getConnections).to(valid("limits.connections", builder::maxConnections));
		map.from(limits::getUnauthenticatedConnections)
			.to(valid("limits.unauthenticated-connections", builder::maxUnauthenticatedConnections));
		map.from(limits::getConnectionsPerAddress)
			.to(valid("limits.connections-per-address", builder::maxConnectionsPerAddress));
		map.from(limits::getUnauthenticatedConnectionsPerAddress)
			.to(valid("limits.unauthenticated-connections-per-address",
					builder::maxUnauthenticatedConnectionsPerAddress));
		map.from(limits::getMediaMessageSize)
			.to(valid("limits.media-message-size", (size) -> builder.maxMediaMessageSize(bytes(size))));
		map.from(limits::getStreamKeySize)
			.to(valid("limits.stream-key-size", (size) -> builder.maxStreamKeySize(bytes(size))));
		map.from(limits::getMemory).to(valid("limits.memory", (memory) -> builder.maxMemory(total(memory))));
		map.from(limits::getFailuresPerMinute).to(valid("limits.failures-per-minute", builder::failuresPerMinute));
	}

	private long total(DataSize memory) {
		DataSize message = this.properties.getLimits().getMediaMessageSize();
		if (memory.toBytes() > 0 && memory.compareTo(message) < 0) {
			throw new IllegalArgumentException("the largest message would not fit: it must be at least "
					+ "'rtmp.server.limits.media-message-size', which is " + message);
		}
		return memory.toBytes();
	}

	private static int bytes(DataSize size) {
		if (size.toBytes() > Integer.MAX_VALUE) {
			throw new IllegalArgumentException("a size must be less than 2 GB");
		}
		return (int) size.toBytes();
	}

	/** Taken by this very application, it would be said to be in use by another. */
	private void checkEncryptedPort(int port) {
		if (this.properties.getSsl().isOn() && port != 0 && port == this.properties.getPort()) {
			throw new IllegalArgumentException("it must differ from 'rtmp.server.port'");
		}
	}

	private void checkThereIsAPort(int port) {
		if (port < 0 && !this.properties.getSsl().isOn()) {
			throw new IllegalArgumentException(
					"there is no other port: set it, or take encrypted connections " + "with 'rtmp.server.ssl.bundle'");
		}
	}

	private static List<AddressRange> ranges(List<String> texts) {
		return texts.stream().map(AddressRange::parse).toList();
	}

	private void checkApplication(String application) {
		if (application.isBlank() || application.startsWith("/") || application.endsWith("/")) {
			throw new IllegalArgumentException("an application name must not be blank, nor begin or end with a slash");
		}
	}

	private void checkGracePeriod(Duration gracePeriod) {
		if (gracePeriod.isNegative()) {
			throw new IllegalArgumentException("the grace period must not be negative");
		}
	}

	/** Turns what the builder does not accept into a failure that names the property. */
	static <T> Consumer<T> valid(String name, Consumer<T> setter) {
		return (value) -> {
			try {
				setter.accept(value);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidConfigurationPropertyValueException("rtmp.server." + name, value, ex.getMessage());
			}
		};
	}

}
