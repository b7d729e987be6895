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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.spring.boot.context.RtmpEventPublisher;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpServerStartedEvent;
import dev.rtmpkit.stream.StreamHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Warns once, when the server has started, if nothing consumes the streams, which is no
 * error but hardly intended. An application that changes the builder or listens to the
 * server is trusted to consume them.
 */
final class UnconsumedStreamsWarning implements ApplicationListener<PayloadApplicationEvent<RtmpServerStartedEvent>> {

	private static final Log logger = LogFactory.getLog(UnconsumedStreamsWarning.class);

	private static final ResolvableType STARTED_EVENT = payload(RtmpPublishStartedEvent.class);

	/** Observes decisions, wherever it comes from. */
	private static final String OBSERVATION_CUSTOMIZER = "rtmpObservationCustomizer";

	/** No listener asks for this type: one that supports it listens to everything. */
	private static final ResolvableType ANY_EVENT = payload(UnconsumedStreamsWarning.class);

	private final AbstractApplicationContext context;

	private final AtomicBoolean done = new AtomicBoolean();

	UnconsumedStreamsWarning(AbstractApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<RtmpServerStartedEvent> event) {
		if (this.done.compareAndSet(false, true) && !hasConsumer()) {
			logger.warn("Nothing consumes the streams that are published: there is no StreamHandler bean and no "
					+ "listener of RtmpPublishStartedEvent");
		}
	}

	private boolean hasConsumer() {
		return has(StreamHandler.class) || hasCustomizer()
				|| this.context.getBeanProvider(RtmpServerListener.class)
					.stream()
					.anyMatch((listener) -> !(listener instanceof RtmpEventPublisher))
				|| this.context.getApplicationListeners().stream().anyMatch(this::listensToPublishers);
	}

	private boolean has(Class<?> type) {
		ObjectProvider<?> beans = this.context.getBeanProvider(type);
		return beans.stream().findAny().isPresent();
	}

	private boolean hasCustomizer() {
		return Stream.of(this.context.getBeanNamesForType(RtmpServerCustomizer.class))
			.anyMatch((name) -> !name.equals(OBSERVATION_CUSTOMIZER));
	}

	private boolean listensToPublishers(ApplicationListener<?> listener) {
		GenericApplicationListenerAdapter adapter = new GenericApplicationListenerAdapter(listener);
		return adapter.supportsEventType(STARTED_EVENT) && !adapter.supportsEventType(ANY_EVENT);
	}

	private static ResolvableType payload(Class<?> type) {
		return ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, type);
	}

}
