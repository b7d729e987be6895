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

import java.util.Map;
import java.util.concurrent.Executor;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.spring.boot.context.RtmpEventPublisher;
import dev.rtmpkit.spring.boot.context.RtmpServerLifecycle;
import dev.rtmpkit.stream.StreamHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} of an RTMP server.
 */
@AutoConfiguration
@ConditionalOnClass(RtmpServer.class)
@ConditionalOnBooleanProperty(name = "rtmp.server.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RtmpServerProperties.class)
public final class RtmpServerAutoConfiguration {

	private static final String EXECUTOR_BEAN_NAME = "rtmpServerExecutor";

	@Bean
	@ConditionalOnMissingBean
	RtmpServerLifecycle rtmpServerLifecycle(RtmpServer rtmpServer, RtmpServerProperties properties,
			ApplicationEventPublisher publisher) {
		return new RtmpServerLifecycle(rtmpServer, properties.getShutdown().getGracePeriod(), publisher);
	}

	/**
	 * The server and what goes into it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(RtmpServer.class)
	static class ServerConfiguration {

		@Bean
		@ConditionalOnMissingBean
		StreamKeyValidator rtmpStreamKeyValidator(RtmpServerProperties properties,
				ObjectProvider<PublisherCredentials> credentials) {
			Map<String, String> secrets = properties.getStreamKeys();
			if (!secrets.isEmpty()) {
				return StreamKeys.of(secrets, properties.getLimits().getStreamKeySize());
			}
			return (credentials.getIfAvailable() != null) ? ServerConfiguration::acceptUser : StreamKeys.generate();
		}

		private static PublishDecision acceptUser(PublishRequest request) {
			return (request.user() != null) ? PublishDecision.acceptKeyAsName()
					: PublishDecision.reject("Unknown user");
		}

		@Bean
		@ConditionalOnMissingBean
		RtmpEventPublisher rtmpEventPublisher(ApplicationEventPublisher publisher) {
			return new RtmpEventPublisher(publisher);
		}

		@Bean
		UnconsumedStreamsWarning rtmpUnconsumedStreamsWarning(AbstractApplicationContext context) {
			return new UnconsumedStreamsWarning(context);
		}

		@Bean
		RtmpServer rtmpServer(RtmpServerProperties properties, StreamKeyValidator validator,
				ObjectProvider<PublisherCredentials> credentials, ObjectProvider<StreamHandler> handlers,
				ObjectProvider<RtmpServerListener> listeners, ObjectProvider<RtmpServerCustomizer> customizers,
				ObjectProvider<SslBundles> bundles, Environment environment,
				@Qualifier(EXECUTOR_BEAN_NAME) ObjectProvider<Executor> executor) {
			RtmpServerBuilder builder = RtmpServer.builder();
			new PropertiesRtmpServerCustomizer(properties).customize(builder);
			new SslRtmpServerCustomizer(properties.getSsl(), bundles.getIfAvailable()).customize(builder);
			new ThreadRtmpServerCustomizer(environment, executor.getIfAvailable()).customize(builder);
			builder.validator(validator);
			credentials.ifAvailable(builder::credentials);
			handlers.orderedStream().forEach(builder::handler);
			listeners.orderedStream().forEach(builder::listener);
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		}

	}

}
