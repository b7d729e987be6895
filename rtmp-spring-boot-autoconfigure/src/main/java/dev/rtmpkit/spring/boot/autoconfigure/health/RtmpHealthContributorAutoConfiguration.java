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

package dev.rtmpkit.spring.boot.autoconfigure.health;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerAutoConfiguration;
import dev.rtmpkit.spring.boot.health.RtmpHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the health of the RTMP server.
 */
@AutoConfiguration(after = RtmpServerAutoConfiguration.class)
@ConditionalOnClass({ RtmpServer.class, RtmpHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(RtmpServer.class)
@ConditionalOnEnabledHealthIndicator("rtmp")
public final class RtmpHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "rtmpHealthIndicator", "rtmpHealthContributor" })
	RtmpHealthIndicator rtmpHealthContributor(RtmpServer server) {
		return new RtmpHealthIndicator(server);
	}

}
