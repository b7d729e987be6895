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

package dev.rtmpkit.spring.boot.autoconfigure.observation;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerCustomizer;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerProperties;
import dev.rtmpkit.spring.boot.observation.ObservedStreamKeyValidator;
import dev.rtmpkit.spring.boot.observation.RtmpPublishObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * {@link AutoConfiguration Auto-configuration} of the observations of the RTMP server.
 */
@AutoConfiguration(after = RtmpServerAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ ObservationRegistry.class, RtmpServer.class })
@ConditionalOnBean({ ObservationRegistry.class, RtmpServer.class })
@ConditionalOnBooleanProperty(name = "rtmp.server.observation.enabled", matchIfMissing = true)
public final class RtmpObservationAutoConfiguration {

	/**
	 * Has the validator observed, whichever it is.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(name = "rtmpObservationCustomizer")
	RtmpServerCustomizer rtmpObservationCustomizer(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<RtmpPublishObservationConvention> conventions, RtmpServerProperties properties) {
		return (builder) -> builder.decorateValidator((validator) -> new ObservedStreamKeyValidator(validator,
				registry.getObject(), conventions.getIfAvailable(), properties.getApplications()));
	}

}
