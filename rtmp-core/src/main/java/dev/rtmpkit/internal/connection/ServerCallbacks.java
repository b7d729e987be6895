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

package dev.rtmpkit.internal.connection;

import java.util.List;
import java.util.concurrent.Executor;

import dev.rtmpkit.internal.thread.OtherThreads;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.stream.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * The user's code and where it runs.
 *
 * @param validator who may publish
 * @param handlers who gets the streams
 * @param listeners who hears what happens
 * @param executor runs the validator, the look-up of passwords, the listeners and the
 * callbacks of subscriptions
 * @param handlerExecutor runs handlers, which may block for as long as a stream lives
 * @param credentials what knows the passwords of publishers, if they need one
 */
public record ServerCallbacks(StreamKeyValidator validator, List<StreamHandler> handlers,
		List<RtmpServerListener> listeners, Executor executor, Executor handlerExecutor,
		@Nullable PublisherCredentials credentials) {

	/**
	 * Return these callbacks on threads that are not the server's.
	 * @return the callbacks, with executors that reject what they would have to run on
	 * the thread that gives it
	 * @throws IllegalStateException if an executor does that always
	 */
	public ServerCallbacks onOtherThreads() {
		return new ServerCallbacks(this.validator, this.handlers, this.listeners, OtherThreads.of(this.executor),
				OtherThreads.of(this.handlerExecutor), this.credentials);
	}

}
