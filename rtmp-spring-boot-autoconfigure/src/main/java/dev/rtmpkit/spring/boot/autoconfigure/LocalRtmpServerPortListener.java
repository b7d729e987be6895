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

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import dev.rtmpkit.spring.boot.context.RtmpServerStartedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Sets the ports that the server has bound as environment properties of the context and
 * its parents, where other servers put theirs.
 */
final class LocalRtmpServerPortListener
		implements ApplicationListener<PayloadApplicationEvent<RtmpServerStartedEvent>> {

	private static final String PROPERTY_NAME = "local.rtmp.server.port";

	private static final String ENCRYPTED_PROPERTY_NAME = "local.rtmp.server.ssl.port";

	private static final String PROPERTY_SOURCE_NAME = "server.ports";

	private final ApplicationContext context;

	LocalRtmpServerPortListener(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<RtmpServerStartedEvent> event) {
		Map<String, Object> ports = new HashMap<>();
		InetSocketAddress plain = event.getPayload().address();
		if (plain != null) {
			ports.put(PROPERTY_NAME, plain.getPort());
		}
		InetSocketAddress encrypted = event.getPayload().encryptedAddress();
		if (encrypted != null) {
			ports.put(ENCRYPTED_PROPERTY_NAME, encrypted.getPort());
		}
		@Nullable ApplicationContext current = this.context;
		while (current != null) {
			if (current instanceof ConfigurableApplicationContext configurable) {
				setPorts(configurable.getEnvironment().getPropertySources(), ports);
			}
			current = current.getParent();
		}
	}

	@SuppressWarnings("unchecked")
	private void setPorts(MutablePropertySources sources, Map<String, Object> ports) {
		PropertySource<?> source = sources.get(PROPERTY_SOURCE_NAME);
		if (source == null) {
			source = new MapPropertySource(PROPERTY_SOURCE_NAME, new HashMap<>());
			sources.addFirst(source);
		}
		((Map<String, Object>) source.getSource()).putAll(ports);
	}

}
