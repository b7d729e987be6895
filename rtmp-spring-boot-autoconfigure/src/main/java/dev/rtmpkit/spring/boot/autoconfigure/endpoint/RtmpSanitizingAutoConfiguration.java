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

package dev.rtmpkit.spring.boot.autoconfigure.endpoint;

import java.util.Locale;

import dev.rtmpkit.server.RtmpServer;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} that keeps the configured stream keys out
 * of the {@code env} and {@code configprops} endpoints, even where those show values.
 */
@AutoConfiguration
@ConditionalOnClass({ RtmpServer.class, SanitizingFunction.class })
public final class RtmpSanitizingAutoConfiguration {

	private static final String STREAM_KEYS = "rtmpserverstreamkeys";

	@Bean
	@ConditionalOnMissingBean(name = "rtmpStreamKeysSanitizingFunction")
	SanitizingFunction rtmpStreamKeysSanitizingFunction() {
		return SanitizingFunction.sanitizeValue().ifKeyMatches(RtmpSanitizingAutoConfiguration::isStreamKey);
	}

	/**
	 * Return whether a property is a stream key, however a property source spells it.
	 */
	private static boolean isStreamKey(String property) {
		return property.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").startsWith(STREAM_KEYS);
	}

}
