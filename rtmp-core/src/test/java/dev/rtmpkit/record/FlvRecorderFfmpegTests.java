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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.flv.FlvReader;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlvRecorder} with media of a real encoder, judged by a real analyzer.
 */
@RequiresFfmpeg
class FlvRecorderFfmpegTests {

	@TempDir
	Path directory;

	private final List<Recording> completed = new ArrayList<>();

	@ParameterizedTest
	@EnumSource
	void recordedFileHasThePacketsOfItsSource(MediaFiles clip) throws Exception {
		StreamSource source = TestSource.recorded("demo",
				new FlvRecorder(RecordingSettings.of(this.directory), new RecordingListener() {

					@Override
					public void recordingCompleted(Recording recording) {
						FlvRecorderFfmpegTests.this.completed.add(recording);
					}

				}));
		try (FlvReader reader = new FlvReader(Files.newInputStream(clip.flv()))) {
			MediaPacket packet;
			while ((packet = reader.next()) != null) {
				source.publish(packet);
			}
		}
		source.end(StopReason.UNPUBLISHED);
		Path file = this.completed.get(0).file();
		assertThat(Ffprobe.packets(file)).isNotEmpty().isEqualTo(Ffprobe.packets(clip.flv()));
		assertThat(Ffprobe.streams(file)).isEqualTo(Ffprobe.streams(clip.flv()));
		assertThat(Ffprobe.warnings(file)).isEmpty();
	}

}
