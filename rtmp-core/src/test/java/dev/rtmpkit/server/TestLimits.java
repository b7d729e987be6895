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

import dev.rtmpkit.internal.guard.RtmpServerLimits;

/**
 * Limits for tests of what is inside a server.
 */
public final class TestLimits {

	/** Those of a server that was built without any. */
	public static final RtmpServerLimits DEFAULT = of(RtmpServer.builder());

	private TestLimits() {
	}

	/**
	 * Return the limits of a server.
	 * @param builder the builder of the server
	 * @return the limits
	 */
	public static RtmpServerLimits of(RtmpServerBuilder builder) {
		return builder.limits();
	}

}
