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
 * Changes how the auto-configured {@link RtmpServer} is built. Beans of this type are
 * called in their order, after the {@code rtmp.server} properties and the application's
 * beans have been applied, so that they have the last word.
 */
@FunctionalInterface
public interface RtmpServerCustomizer {

	/**
	 * Customize the builder. Called once, while the context is refreshed.
	 * @param builder the builder to customize
	 */
	void customize(RtmpServerBuilder builder);

}
