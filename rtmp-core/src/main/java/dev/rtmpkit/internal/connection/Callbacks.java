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

import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.stream.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * The application's code in one run of a server.
 *
 * @param validator decides who may publish
 * @param credentials knows the passwords of publishers, if they need one
 * @param handlers get the streams
 * @param listeners hear what happens
 */
public record Callbacks(StreamKeyValidator validator, @Nullable PublisherCredentials credentials,
		List<StreamHandler> handlers, List<RtmpServerListener> listeners) {

}
