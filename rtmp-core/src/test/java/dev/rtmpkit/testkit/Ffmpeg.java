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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder {@code ffmpeg}.
 *
 * @see RequiresFfmpeg
 */
public final class Ffmpeg {

	private Ffmpeg() {
	}

	/**
	 * Run it to its end.
	 * @param timeout how long it may take; then it is killed
	 * @param arguments the arguments
	 * @return the exit code and the output
	 * @throws AssertionError if it had to be killed
	 */
	public static Result run(Duration timeout, String... arguments) {
		List<String> all = new ArrayList<>(List.of("-nostdin"));
		all.addAll(List.of(arguments));
		try (FfmpegProcess process = start(all.toArray(String[]::new))) {
			return process.await(timeout);
		}
	}

	/**
	 * Start it; whoever does closes it.
	 * @param arguments the arguments
	 * @return the running process
	 */
	public static FfmpegProcess start(String... arguments) {
		List<String> all = new ArrayList<>(List.of("-hide_banner"));
		all.addAll(List.of(arguments));
		return FfmpegProcess.start(FfmpegBinaries.command("ffmpeg", all));
	}

	/**
	 * How a process ended.
	 *
	 * @param exitCode the exit code: 0 after success, 137 after a kill
	 * @param stdout what it wrote to its standard output
	 * @param stderr what it wrote to its error output
	 */
	public record Result(int exitCode, String stdout, String stderr) {

		/**
		 * Insist on success.
		 * @return this result
		 * @throws AssertionError if the exit code is not 0
		 */
		public Result orFail() {
			if (this.exitCode != 0) {
				throw new AssertionError("Exit code %d:%n%s".formatted(this.exitCode, this.stderr));
			}
			return this;
		}

	}

}
