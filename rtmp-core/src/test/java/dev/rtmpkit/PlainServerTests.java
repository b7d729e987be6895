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
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

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

	private static final Pattern BLOCK = Pattern.compile("<!-- PlainServerTests runs this block -->\n```java\n(.+?)```",
			Pattern.DOTALL);

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
		try (URLClassLoader loader = new URLClassLoader(new URL[] { compile().toUri().toURL() })) {
			Method listen = loader.loadClass("Ingest").getMethod("listen", int.class);
			return (RtmpServer) listen.invoke(null, 0);
		}
	}

	private Path compile() throws IOException {
		Path source = Files.writeString(this.directory.resolve("Ingest.java"), block());
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-d", this.directory.toString(), "-cp", System.getProperty("java.class.path"),
					source.toString());
		assertThat(result).isZero();
		return this.directory;
	}

	private static String block() throws IOException {
		Matcher matcher = BLOCK.matcher(Files.readString(Path.of("..", "docs", "reference.md")));
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

}
