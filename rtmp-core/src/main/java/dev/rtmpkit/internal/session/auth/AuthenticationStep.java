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

package dev.rtmpkit.internal.session.auth;

import org.jspecify.annotations.Nullable;

/**
 * How far a {@code connect} command has come on the way to a proven user.
 *
 * @param app the application name without what concerns authentication
 * @param tcUrl the URL without what concerns authentication
 * @param login what the client claims and how to check it; {@code null} if it proves
 * nothing yet and is refused
 * @param refusal the description to refuse with, which clients parse: without a login,
 * what to do next; with one, that it is wrong
 */
public record AuthenticationStep(String app, String tcUrl, @Nullable PublisherLogin login, String refusal) {

	/**
	 * Return a text without anything of the client.
	 */
	@Override
	public String toString() {
		return "AuthenticationStep[login=" + (this.login != null) + "]";
	}

}
