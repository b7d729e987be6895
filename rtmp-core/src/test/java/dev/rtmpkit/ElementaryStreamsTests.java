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

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example in the README that writes elementary streams is compiled and run as it
 * stands there.
 */
class ElementaryStreamsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@Test
	@RequiresFfmpeg
	void writesWhatFfmpegPublishes() throws Exception {
		CompletableFuture<Void> done = new CompletableFuture<>();
		RtmpServer server = RtmpServer.builder()
			.port(0)
			.validator((request) -> PublishDecision.accept("studio"))
			.handler((stream) -> {
				write(stream);
				done.complete(null);
			})
			.build();
		try (server) {
			server.start();
			Ffmpeg
				.run(TIMEOUT, "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-f", "lavfi", "-i",
						"sine", "-t", "1", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "flv",
						"rtmp://127.0.0.1:%d/live/secret".formatted(server.port()))
				.orFail();
			done.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		assertThat(Ffprobe.packets(this.directory.resolve("video.h264"))).hasSize(25);
		assertThat(Ffprobe.packets(this.directory.resolve("audio.aac"))).hasSizeGreaterThan(40);
	}

	private void write(LiveStream stream) throws Exception {
		new DocumentedClass("README.md", ElementaryStreamsTests.class, "ElementaryStreams").call(this.directory,
				"write", new Class<?>[] { LiveStream.class, Path.class }, stream, this.directory);
	}

}
