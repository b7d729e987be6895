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

package dev.rtmpkit.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a browser or a monitoring system does with the sample.
 */
final class Web {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

	private final int port;

	Web(int port) {
		this.port = port;
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	HttpResponse<String> get(String path) {
		return send(path, BodyHandlers.ofString());
	}

	/**
	 * Read server-sent events.
	 * @param path the path
	 * @return the data of each; closing it ends the connection
	 */
	Stream<String> events(String path) {
		return send(path, BodyHandlers.ofLines()).body()
			.filter((line) -> line.startsWith("data:"))
			.map((line) -> line.substring("data:".length()));
	}

	private <T> HttpResponse<T> send(String path, HttpResponse.BodyHandler<T> handler) {
		try {
			return this.client.send(HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT).build(), handler);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
