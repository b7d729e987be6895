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

import java.io.IOException;

/**
 * Thrown when a server wants a client that has credentials to connect again and to show
 * them.
 */
final class LoginRequestedException extends IOException {

	private final transient String query;

	/**
	 * Create an exception.
	 * @param query what to append to the application name
	 */
	LoginRequestedException(String query) {
		super("The server asks for the credentials again and again");
		this.query = query;
	}

	String query() {
		return this.query;
	}

}
