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

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;

/**
 * Changes how an {@link RtmpServer} is built. Beans of this type are called in their
 * order on the {@link RtmpServerBuilder} bean, after the {@code rtmp.server} properties
 * have been applied. A handler, listener, validator or credentials that one sets count
 * beside or before the beans of the application. As the server is made with it, one that
 * needs the server takes an {@code ObjectProvider} of it.
 */
@FunctionalInterface
public interface RtmpServerCustomizer {

	/**
	 * Customize a builder. Called for each server that is built, while the context is
	 * refreshed: once as a rule.
	 * @param builder the builder to customize
	 */
	void customize(RtmpServerBuilder builder);

}
