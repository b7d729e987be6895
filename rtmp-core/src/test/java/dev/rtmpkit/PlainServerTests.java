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

package dev.rtmpkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of a server without Spring is compiled and run as it stands in the
 * documentation.
 */
class PlainServerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@Test
	@RequiresFfmpeg
	void plainJavaServerPrintsPackets() throws Exception {
		PrintStream stdout = System.out;
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
		try (RtmpServer server = listen()) {
			Ffmpeg
				.run(TIMEOUT, "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-t", "1", "-c:v",
						"libx264", "-pix_fmt", "yuv420p", "-f", "flv",
						"rtmp://127.0.0.1:%d/live/secret".formatted(server.port()))
				.orFail();
			// a server that closes reads no more, and FFmpeg does not wait for it to read
			while (server.statistics().activePublishers() > 0) {
				Thread.onSpinWait();
			}
		}
		finally {
			System.setOut(stdout);
		}
		assertThat(printed.toString(StandardCharsets.UTF_8).lines())
			.filteredOn((line) -> line.matches("studio at \\d+ ms: \\d+ bytes"))
			.hasSizeGreaterThanOrEqualTo(25);
	}

	private RtmpServer listen() throws Exception {
		return (RtmpServer) new DocumentedClass("docs/reference.md", PlainServerTests.class, "Ingest")
			.call(this.directory, "listen", new Class<?>[] { int.class }, 0);
	}

}
