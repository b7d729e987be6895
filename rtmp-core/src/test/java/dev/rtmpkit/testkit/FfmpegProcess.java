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

package dev.rtmpkit.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A running {@code ffmpeg} or {@code ffprobe}. Its output goes to files, so that it never
 * waits for a reader; it does not outlive the virtual machine.
 */
public final class FfmpegProcess implements AutoCloseable {

	private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
	}

	private final Process process;

	private final Path stdout;

	private final Path stderr;

	private FfmpegProcess(Process process, Path stdout, Path stderr) {
		this.process = process;
		this.stdout = stdout;
		this.stderr = stderr;
	}

	static FfmpegProcess start(ProcessBuilder builder) {
		try {
			Path stdout = Files.createTempFile("ffmpeg", ".out");
			Path stderr = Files.createTempFile("ffmpeg", ".err");
			Process process = builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile()).start();
			RUNNING.add(process);
			process.onExit().thenAccept(RUNNING::remove);
			return new FfmpegProcess(process, stdout, stderr);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Ask it to end as a user would, with {@code q}: it flushes, says good-bye to the
	 * server and exits with 0.
	 */
	public void stop() {
		try (OutputStream stdin = this.process.getOutputStream()) {
			stdin.write('q');
		}
		catch (IOException ex) {
			// It has ended already, which is what was wanted
		}
	}

	/**
	 * End it at once, without a good-bye (SIGKILL).
	 */
	public void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * Keep it from running, with its connections open, as if it hung (SIGSTOP).
	 */
	public void freeze() {
		signal("STOP");
	}

	/**
	 * Let it go on after {@link #freeze()} (SIGCONT).
	 */
	public void thaw() {
		signal("CONT");
	}

	private void signal(String name) {
		try {
			new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted", ex);
		}
	}

	/**
	 * Return whether it has not ended yet.
	 * @return whether it runs
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Wait for its end.
	 * @param timeout how long to wait; then it is killed
	 * @return the exit code and the output
	 * @throws AssertionError if it had to be killed
	 */
	public Ffmpeg.Result await(Duration timeout) {
		try {
			if (!this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				kill();
				throw new AssertionError("Did not end within %s:%n%s".formatted(timeout, stderr()));
			}
			return new Ffmpeg.Result(this.process.exitValue(), read(this.stdout), stderr());
		}
		catch (InterruptedException ex) {
			kill();
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted", ex);
		}
	}

	/**
	 * Return what it has written to its error output until now.
	 * @return the text
	 */
	public String stderr() {
		// The dynamic linker's remark on a stand-in library is no output of the tool
		return read(this.stderr).lines()
			.filter((line) -> !line.contains("no version information available"))
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Kill it if it runs, and forget its output.
	 */
	@Override
	public void close() {
		kill();
		try {
			Files.deleteIfExists(this.stdout);
			Files.deleteIfExists(this.stderr);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
