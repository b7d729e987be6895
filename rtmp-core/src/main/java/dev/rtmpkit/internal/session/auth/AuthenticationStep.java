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
 * @param next what comes next
 * @param login what the client claims and how to check it, {@code null} unless that is
 * next
 * @param refusal the description to refuse with, which clients parse: what to do next, or
 * that the answer is wrong
 */
public record AuthenticationStep(String app, String tcUrl, Next next, @Nullable PublisherLogin login, String refusal) {

	/**
	 * What comes after a {@code connect} command.
	 */
	public enum Next {

		/** The client is refused and told how to connect again. */
		CONNECT_AGAIN,

		/** The password is looked up. */
		CHECK,

		/** The client is refused. */
		REFUSE

	}

	/**
	 * Return a text without anything of the client.
	 */
	@Override
	public String toString() {
		return "AuthenticationStep[next=" + this.next + "]";
	}

}
