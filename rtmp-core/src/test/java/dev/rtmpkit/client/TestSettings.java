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

package dev.rtmpkit.client;

import java.time.Duration;

import dev.rtmpkit.internal.session.auth.ClientLogin;
import org.jspecify.annotations.Nullable;

/**
 * Settings of publishers in tests.
 */
final class TestSettings {

	static final PublisherSettings DEFAULT = of(false, null);

	static final PublisherSettings FOLLOWING = of(true, null);

	private TestSettings() {
	}

	static PublisherSettings withLogin(String user, String password) {
		return of(false, new ClientLogin(user, password));
	}

	private static PublisherSettings of(boolean followsReconnectRequests, @Nullable ClientLogin login) {
		Duration timeout = Duration.ofSeconds(10);
		return new PublisherSettings(timeout, timeout, timeout, timeout, 4096, followsReconnectRequests, null, login);
	}

}
