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

/**
 * Thrown when a port of the server is taken.
 */
public final class RtmpPortInUseException extends RtmpServerException {

	private final int port;

	private final boolean encrypted;

	/**
	 * Create an exception.
	 * @param port the port
	 * @param encrypted whether it is the port of encrypted connections
	 * @param cause the failure to bind
	 */
	public RtmpPortInUseException(int port, boolean encrypted, Throwable cause) {
		super("Port " + port + " is already in use", cause);
		this.port = port;
		this.encrypted = encrypted;
	}

	/**
	 * Return the port.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return which of the server's ports it is.
	 * @return whether encrypted connections were to be taken on it
	 */
	public boolean encrypted() {
		return this.encrypted;
	}

}
