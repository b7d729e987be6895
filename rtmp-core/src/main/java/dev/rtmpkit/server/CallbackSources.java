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

package dev.rtmpkit.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.rtmpkit.internal.connection.Callbacks;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.stream.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * Where a server gets the code of the application from: what it was built with, and what
 * is there when it starts. Thread-safe.
 */
final class CallbackSources {

	private final Given given;

	private final List<ServerCallbacks> late;

	/**
	 * Create sources.
	 * @param given what the server is built with
	 * @param late what is asked when it starts
	 */
	CallbackSources(Given given, Collection<ServerCallbacks> late) {
		this.given = given;
		this.late = new CopyOnWriteArrayList<>(late);
		if (given.validator() == null && late.isEmpty()) {
			throw withoutValidator();
		}
	}

	void add(ServerCallbacks callbacks) {
		if (!this.late.contains(callbacks)) {
			this.late.add(callbacks);
		}
	}

	/**
	 * Return the code for a run.
	 * @throws IllegalStateException if there is no validator
	 */
	Callbacks resolve() {
		StreamKeyValidator validator = own(this.given.validator(), ServerCallbacks::validator);
		if (validator == null) {
			throw withoutValidator();
		}
		for (UnaryOperator<StreamKeyValidator> decorator : this.given.decorators()) {
			validator = decorator.apply(validator);
		}
		return new Callbacks(validator, own(this.given.credentials(), ServerCallbacks::credentials),
				all(this.given.handlers(), ServerCallbacks::handlers),
				all(this.given.listeners(), ServerCallbacks::listeners));
	}

	private <T> @Nullable T own(@Nullable T own, Function<ServerCallbacks, @Nullable T> other) {
		T found = own;
		for (ServerCallbacks callbacks : this.late) {
			found = (found != null) ? found : other.apply(callbacks);
		}
		return found;
	}

	private <T> List<T> all(List<T> own, Function<ServerCallbacks, Collection<? extends T>> others) {
		List<T> all = new ArrayList<>();
		for (ServerCallbacks callbacks : this.late) {
			for (T other : others.apply(callbacks)) {
				// The same object may have been given to the builder
				if (all.stream().noneMatch((known) -> known == other)
						&& own.stream().noneMatch((known) -> known == other)) {
					all.add(other);
				}
			}
		}
		all.addAll(own);
		return List.copyOf(all);
	}

	private static IllegalStateException withoutValidator() {
		return new IllegalStateException("A server needs a validator, as publishing takes a decision");
	}

	/**
	 * What a server is built with.
	 *
	 * @param validator decides who may publish, {@code null} if that comes later
	 * @param decorators wrap the validator, wherever it comes from
	 * @param credentials knows the passwords of publishers, {@code null} if there are
	 * none or they come later
	 * @param handlers get the streams
	 * @param listeners hear what happens
	 */
	record Given(@Nullable StreamKeyValidator validator, List<UnaryOperator<StreamKeyValidator>> decorators,
			@Nullable PublisherCredentials credentials, List<StreamHandler> handlers,
			List<RtmpServerListener> listeners) {

		Given {
			decorators = List.copyOf(decorators);
			handlers = List.copyOf(handlers);
			listeners = List.copyOf(listeners);
		}

	}

}
