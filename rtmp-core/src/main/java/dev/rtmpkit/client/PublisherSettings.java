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

import javax.net.ssl.SSLContext;

import dev.rtmpkit.internal.session.auth.ClientLogin;
import org.jspecify.annotations.Nullable;

/**
 * How a publisher deals with its server.
 *
 * @param connectTimeout how long the TCP connection may take
 * @param handshakeTimeout how long the handshake may take
 * @param commandTimeout how long the server may take to answer a command
 * @param writeTimeout how long the server may read nothing
 * @param chunkSize the chunk size to announce
 * @param followsReconnectRequests whether to connect anew when the server asks
 * @param sslContext whom to trust with encrypted connections, {@code null} for the
 * default of the JDK
 * @param login proves who publishes to servers that ask, {@code null} for none
 */
record PublisherSettings(Duration connectTimeout, Duration handshakeTimeout, Duration commandTimeout,
		Duration writeTimeout, int chunkSize, boolean followsReconnectRequests, @Nullable SSLContext sslContext,
		@Nullable ClientLogin login) {

}
