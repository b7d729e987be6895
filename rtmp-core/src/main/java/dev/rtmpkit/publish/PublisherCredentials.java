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

package dev.rtmpkit.publish;

import org.jspecify.annotations.Nullable;

/**
 * Knows the passwords of publishers, in clear text: what encoders prove is not the
 * password but that they know it, mixed with a challenge, so that a hash of it is of no
 * use here.
 */
@FunctionalInterface
public interface PublisherCredentials {

	/**
	 * Look up the password of a user who wants to connect. Called on the server's
	 * executor, never on an I/O thread, and may block. An exception or no answer in time
	 * is a refusal, and so are {@code null} and an empty password; of the latter two the
	 * client is told no more than of a wrong password.
	 * @param user the user name that the client claims
	 * @return the password or {@code null} if there is no such user
	 * @throws Exception if it cannot be looked up
	 */
	@Nullable String password(String user) throws Exception;

}
