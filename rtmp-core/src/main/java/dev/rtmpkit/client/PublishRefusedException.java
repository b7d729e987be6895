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
 * Thrown when a server refuses a publish, or ends one with an error status.
 */
public final class PublishRefusedException extends IOException {

	private final String code;

	private final String description;

	/**
	 * Create an exception.
	 * @param code the status code
	 * @param description the server's text
	 */
	public PublishRefusedException(String code, String description) {
		super("The server refuses the publish: " + code + " (" + description + ")");
		this.code = code;
		this.description = description;
	}

	/**
	 * Return the status code, for example {@code NetStream.Publish.BadName}.
	 * @return the code as the server sent it, empty if it sent none
	 */
	public String code() {
		return this.code;
	}

	/**
	 * Return what the server says about it.
	 * @return the text without control characters and without the stream key, possibly
	 * empty
	 */
	public String description() {
		return this.description;
	}

}
