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

package dev.rtmpkit.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

import dev.rtmpkit.media.AudioPacket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link FlvFile}.
 */
class FlvFileTests {

	@TempDir
	Path directory;

	@Test
	void whenATagWasNotWrittenToItsEndItIsCutOff() throws IOException {
		FlvFile file = FlvFile.create(this.directory, new RecordingFileName("demo", Instant.EPOCH));
		file.write(AudioPacket.parse(0, ByteBuffer.wrap(new byte[] { 0x2F, 1 })));
		assertThat(file.bytes()).isEqualTo(13 + 11 + 2 + 4);
		Files.write(file.path(), new byte[] { 8, 0, 0 }, StandardOpenOption.APPEND);
		file.finish();
		assertThat(file.path()).hasSize(file.bytes());
	}

	@Test
	@Tag("N1")
	void whenNameLeadsOutOfTheDirectoryItIsRefused() throws IOException {
		assertThat(FlvFile.resolve(this.directory, "x.flv")).isEqualTo(this.directory.resolve("x.flv"));
		for (String name : new String[] { "..", "../x.flv", "a/x.flv", "/x.flv", "." }) {
			assertThatIOException().as(name).isThrownBy(() -> FlvFile.resolve(this.directory, name));
		}
	}

}
