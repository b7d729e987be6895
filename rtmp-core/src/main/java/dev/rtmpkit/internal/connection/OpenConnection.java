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

package dev.rtmpkit.internal.connection;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * A connection as those see it who look after all of them. May be used by any thread.
 */
public interface OpenConnection {

	/**
	 * Return the id.
	 * @return the id, unique in the life of the server
	 */
	String id();

	/**
	 * Return the client's address.
	 * @return the address
	 */
	InetSocketAddress remoteAddress();

	/**
	 * Return what is held of the client's input.
	 * @return the bytes
	 */
	long heldBytes();

	/**
	 * Look whether the server holds too much, or no longer does.
	 */
	void memoryChanged();

	/**
	 * End every publish on the connection and close it.
	 * @param reason the reason
	 * @param text the text for the client, {@code null} for that of the reason
	 */
	void end(StopReason reason, @Nullable String text);

	/**
	 * Return when the connection is closed.
	 * @return completes then
	 */
	CompletableFuture<Void> closed();

}
