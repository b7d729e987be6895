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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A server for one connection that does what a script says.
 */
final class ScriptedServer implements AutoCloseable {

	private static final int TIMEOUT_SECONDS = 20;

	private final ServerSocket listener;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private ScriptedServer(Script script) throws IOException {
		this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> run(script), "scripted-server");
		thread.setDaemon(true);
		thread.start();
	}

	static ScriptedServer start(Script script) throws IOException {
		return new ScriptedServer(script);
	}

	private void run(Script script) {
		try (Socket socket = this.listener.accept()) {
			script.run(new ScriptedPeer(socket));
			this.end.complete(null);
		}
		catch (Exception | AssertionError ex) {
			this.end.completeExceptionally(ex);
		}
	}

	URI uri(String path) {
		return URI.create("rtmp://127.0.0.1:" + this.listener.getLocalPort() + path);
	}

	/**
	 * Wait for the end of the script.
	 * @throws AssertionError if the script failed
	 */
	void awaitEnd() throws Exception {
		try {
			this.end.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new AssertionError("The script failed", ex.getCause());
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

	interface Script {

		void run(ScriptedPeer peer) throws Exception;

	}

}
