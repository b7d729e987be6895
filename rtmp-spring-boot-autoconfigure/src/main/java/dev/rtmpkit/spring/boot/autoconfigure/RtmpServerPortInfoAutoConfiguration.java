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

import dev.rtmpkit.server.RtmpServer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the {@code local.rtmp.server.port} and
 * {@code local.rtmp.server.ssl.port} properties, which hold the ports that the RTMP
 * server has bound.
 */
@AutoConfiguration
@ConditionalOnClass(RtmpServer.class)
@ConditionalOnBooleanProperty(name = "rtmp.server.enabled", matchIfMissing = true)
public final class RtmpServerPortInfoAutoConfiguration {

	@Bean
	LocalRtmpServerPortListener localRtmpServerPortListener(ApplicationContext context) {
		return new LocalRtmpServerPortListener(context);
	}

}
