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

package dev.rtmpkit.sample;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;

/**
 * Keeps the stream events of an application.
 */
final class EventRecorder {

	private final List<Object> events = new CopyOnWriteArrayList<>();

	@EventListener
	void record(PayloadApplicationEvent<?> event) {
		this.events.add(event.getPayload());
	}

	/**
	 * Return the events of a type.
	 * @param <T> the type
	 * @param type the type
	 * @return the events, oldest first
	 */
	<T> List<T> events(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * Return the types of all events.
	 * @return the types, oldest first
	 */
	List<Class<?>> types() {
		return this.events.stream().<Class<?>>map(Object::getClass).toList();
	}

	void clear() {
		this.events.clear();
	}

}
