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

package dev.rtmpkit.benchmark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A {@link BenchmarkServer} in a process of its own.
 */
final class BenchmarkProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private final BufferedWriter input;

	private final int port;

	BenchmarkProcess(String kind) throws IOException {
		this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "-Xms1g",
				"-Xmx1g", "-XX:+AlwaysPreTouch", "-Dio.netty.leakDetection.level=disabled",
				BenchmarkServer.class.getName(), kind)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.output = this.process.inputReader();
		this.input = this.process.outputWriter();
		this.port = Integer.parseInt(answer("PORT ")[0]);
	}

	int port() {
		return this.port;
	}

	Usage usage() throws IOException {
		this.input.write("\n");
		this.input.flush();
		String[] numbers = answer("USED ");
		return new Usage(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
	}

	private String[] answer(String prefix) throws IOException {
		String line;
		while ((line = this.output.readLine()) != null) {
			if (line.startsWith(prefix)) {
				return line.substring(prefix.length()).split(" ");
			}
		}
		throw new IOException("The server process ended");
	}

	@Override
	public void close() throws Exception {
		this.input.close();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

	/**
	 * What the process has used so far.
	 *
	 * @param cpuNanos CPU time of all its threads
	 * @param bytes received bytes
	 */
	record Usage(long cpuNanos, long bytes) {

		double secondsPerGigabyte(Usage earlier) {
			return (double) (this.cpuNanos - earlier.cpuNanos) / (this.bytes - earlier.bytes);
		}

	}

}
