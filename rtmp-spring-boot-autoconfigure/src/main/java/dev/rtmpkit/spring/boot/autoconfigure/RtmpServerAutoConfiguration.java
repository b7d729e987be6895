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
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
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

	@Bean
	@ConditionalOnMissingBean
	RtmpEventPublisher rtmpEventPublisher(ApplicationEventPublisher publisher) {
		return new RtmpEventPublisher(publisher);
	}

	/**
	 * Makes a builder for each server: changing one does not change another.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	RtmpServerBuilder rtmpServerBuilder(RtmpServerProperties properties, BeanCallbacks callbacks,
			ObjectProvider<RtmpServerCustomizer> customizers, ObjectProvider<SslBundles> bundles,
			Environment environment, @Qualifier(EXECUTOR_BEAN_NAME) ObjectProvider<Executor> executor) {
		RtmpServerBuilder builder = RtmpServer.builder();
		new PropertiesRtmpServerCustomizer(properties).customize(builder);
		new SslRtmpServerCustomizer(properties.getSsl(), bundles.getIfAvailable()).customize(builder);
		new ThreadRtmpServerCustomizer(environment, executor.getIfAvailable()).customize(builder);
		builder.callbacks(callbacks);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	/**
	 * The application's beans that the server calls.
	 */
	@Configuration(proxyBeanMethods = false)
	static class CallbackConfiguration {

		/**
		 * Made when it is needed: a server with a validator of its own needs no key.
		 */
		@Bean
		@Lazy
		@ConditionalOnMissingBean
		StreamKeyValidator rtmpStreamKeyValidator(RtmpServerProperties properties,
				ObjectProvider<PublisherCredentials> credentials) {
			Map<String, String> secrets = properties.getStreamKeys();
			if (!secrets.isEmpty()) {
				return StreamKeys.of(secrets, properties.getLimits().getStreamKeySize());
			}
			return (credentials.getIfAvailable() != null) ? CallbackConfiguration::acceptUser : StreamKeys.generate();
		}

		private static PublishDecision acceptUser(PublishRequest request) {
			return (request.user() != null) ? PublishDecision.acceptKeyAsName()
					: PublishDecision.reject("Unknown user");
		}

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		BeanCallbacks.Decider rtmpServerDecider(StreamKeyValidator validator) {
			return new BeanCallbacks.Decider(validator);
		}

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		BeanCallbacks.Others rtmpServerOthers(ObjectProvider<PublisherCredentials> credentials,
				ObjectProvider<StreamHandler> handlers, ObjectProvider<RtmpServerListener> listeners) {
			return new BeanCallbacks.Others(credentials.getIfAvailable(), handlers.orderedStream().toList(),
					listeners.orderedStream().toList());
		}

		@Bean
		@ConditionalOnMissingBean
		BeanCallbacks rtmpServerCallbacks(ObjectProvider<BeanCallbacks.Decider> decider,
				ObjectProvider<BeanCallbacks.Others> others, ObjectProvider<RtmpServer> servers) {
			return new BeanCallbacks(decider, others, servers);
		}

	}

	/**
	 * The server.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(RtmpServer.class)
	static class ServerConfiguration {

		@Bean
		RtmpServer rtmpServer(RtmpServerBuilder builder) {
			return builder.build();
		}

		@Bean
		UnconsumedStreamsWarning rtmpUnconsumedStreamsWarning(AbstractApplicationContext context) {
			return new UnconsumedStreamsWarning(context);
		}

	}

}
