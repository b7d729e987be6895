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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Ffmpeg} and {@link Ffprobe}.
 */
@RequiresFfmpeg
class FfmpegTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	@Test
	void whenClipIsMadeItCanBeProbed() {
		Path clip = this.directory.resolve("clip.flv");
		Ffmpeg.Result result = Ffmpeg.run(TIMEOUT, "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25",
				"-t", "1", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "0", clip.toString());
		assertThat(result).isEqualTo(new Ffmpeg.Result(0, "", ""));
		assertThat(Ffprobe.streams(clip)).containsExactly(new Ffprobe.StreamInfo("video", "h264", 160, 90));
		assertThat(Ffprobe.warnings(clip)).isEmpty();
		List<Ffprobe.PacketInfo> packets = Ffprobe.packets(clip);
		assertThat(packets).hasSize(25).extracting(Ffprobe.PacketInfo::dts).first().isEqualTo(0L);
		assertThat(packets.get(0).key()).isTrue();
		assertThat(packets.get(1).key()).isFalse();
		assertThat(packets).extracting(Ffprobe.PacketInfo::dataHash)
			.doesNotHaveDuplicates()
			.allMatch((hash) -> hash.matches("MD5:[0-9a-f]{32}"));
	}

	@Test
	void whenArgumentsAreWrongExitCodeTells() {
		Ffmpeg.Result result = Ffmpeg.run(TIMEOUT, "-i", this.directory.resolve("absent.flv").toString());
		assertThat(result.exitCode()).isNotZero();
		assertThat(result.stderr()).contains("No such file or directory");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(result::orFail).withMessageContaining("absent.flv");
	}

	@Test
	void whenTimeIsUpProcessIsKilled() {
		try (FfmpegProcess process = endless()) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> process.await(Duration.ofMillis(50)))
				.withMessageContaining("Did not end within PT0.05S");
			assertThat(process.await(TIMEOUT).exitCode()).isEqualTo(137);
		}
	}

	@Test
	void whenStoppedEndsWithSuccess() {
		try (FfmpegProcess process = endless()) {
			process.stop();
			assertThat(process.await(TIMEOUT).exitCode()).isZero();
		}
	}

	@Test
	void whenKilledEndsAtOnce() {
		try (FfmpegProcess process = endless()) {
			assertThat(process.isAlive()).isTrue();
			process.kill();
			assertThat(process.await(TIMEOUT).exitCode()).isEqualTo(137);
			assertThat(process.isAlive()).isFalse();
		}
	}

	private FfmpegProcess endless() {
		return Ffmpeg.start("-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-");
	}

}
