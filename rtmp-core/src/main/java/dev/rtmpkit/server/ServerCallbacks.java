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

import java.util.Collection;
import java.util.List;

import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.stream.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * The code of an application, for a server that is built before that code is there: as
 * where a handler needs the server itself. Asked each time the server starts, by the
 * thread that starts it. What a method throws fails the start.
 *
 * @see RtmpServerBuilder#callbacks(ServerCallbacks)
 * @see RtmpServer#addCallbacks(ServerCallbacks)
 */
public interface ServerCallbacks {

	/**
	 * Return who decides who may publish. Not called if the server was built with a
	 * validator.
	 * @return the validator or {@code null} for none
	 */
	default @Nullable StreamKeyValidator validator() {
		return null;
	}

	/**
	 * Return what knows the passwords of publishers. Not called if the server was built
	 * with credentials.
	 * @return the credentials or {@code null} for none
	 */
	default @Nullable PublisherCredentials credentials() {
		return null;
	}

	/**
	 * Return the handlers, each of which gets every stream, as those that the server was
	 * built with.
	 * @return the handlers
	 */
	default Collection<? extends StreamHandler> handlers() {
		return List.of();
	}

	/**
	 * Return the listeners, which hear before those that the server was built with.
	 * @return the listeners in the order in which they are called
	 */
	default Collection<? extends RtmpServerListener> listeners() {
		return List.of();
	}

}
