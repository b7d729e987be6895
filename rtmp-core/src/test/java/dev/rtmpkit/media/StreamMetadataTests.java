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

package dev.rtmpkit.media;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfPropertiesBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamMetadata}.
 */
class StreamMetadataTests {

	@Test
	void readsWhatEncodersSend() {
		AmfObject properties = AmfObject.builder()
			.put("width", 1280)
			.put("height", 720)
			.put("framerate", 29.97)
			.put("videodatarate", 2500)
			.put("audiodatarate", 128.5)
			.put("audiosamplerate", 48000)
			.put("audiochannels", 6)
			.put("stereo", true)
			.put("encoder", "obs-output module")
			.put("else", "kept")
			.build();
		StreamMetadata metadata = StreamMetadata.of(properties);
		assertThat(metadata.width()).isEqualTo(1280);
		assertThat(metadata.height()).isEqualTo(720);
		assertThat(metadata.frameRate()).isEqualTo(29.97);
		assertThat(metadata.videoDataRate()).isEqualTo(2500);
		assertThat(metadata.audioDataRate()).isEqualTo(128.5);
		assertThat(metadata.audioSampleRate()).isEqualTo(48000);
		assertThat(metadata.audioChannels()).isEqualTo(6);
		assertThat(metadata.encoder()).isEqualTo("obs-output module");
		assertThat(metadata.properties()).isSameAs(properties);
		assertThat(metadata.properties().string("else")).isEqualTo("kept");
		assertThat(metadata).isEqualTo(StreamMetadata.of(properties)).hasSameHashCodeAs(StreamMetadata.of(properties));
	}

	@Test
	void whenChannelsAreNotCountedStereoTells() {
		assertThat(StreamMetadata.of(AmfObject.builder().put("stereo", true).build()).audioChannels()).isEqualTo(2);
		assertThat(StreamMetadata.of(AmfObject.builder().put("stereo", false).build()).audioChannels()).isEqualTo(1);
	}

	@Test
	void whenValuesAreMissingTheyAreNull() {
		assertAllMissing(StreamMetadata.of(AmfObject.builder().build()));
	}

	@Tag("A7")
	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, -0.001 })
	void whenNumbersMakeNoSenseTheyAreMissing(double number) {
		AmfPropertiesBuilder<AmfObject> properties = AmfObject.builder();
		for (String name : new String[] { "width", "height", "framerate", "videodatarate", "audiodatarate",
				"audiosamplerate", "audiochannels", "stereo", "encoder" }) {
			properties.put(name, number);
		}
		assertAllMissing(StreamMetadata.of(properties.build()));
	}

	@Tag("A7")
	@Test
	void whenIntegerIsTooLargeItIsMissing() {
		StreamMetadata metadata = StreamMetadata
			.of(AmfObject.builder().put("width", 1e300).put("height", 2147483648.0).put("framerate", 1e300).build());
		assertThat(metadata.width()).isNull();
		assertThat(metadata.height()).isNull();
		assertThat(metadata.frameRate()).isEqualTo(1e300);
	}

	@Tag("NC2")
	@Test
	void whenTypesAreWrongValuesAreMissing() {
		assertAllMissing(StreamMetadata.of(AmfObject.builder()
			.put("width", "1280")
			.put("framerate", true)
			.put("stereo", "yes")
			.put("encoder", 5)
			.build()));
	}

	private static void assertAllMissing(StreamMetadata metadata) {
		assertThat(metadata.width()).isNull();
		assertThat(metadata.height()).isNull();
		assertThat(metadata.frameRate()).isNull();
		assertThat(metadata.videoDataRate()).isNull();
		assertThat(metadata.audioDataRate()).isNull();
		assertThat(metadata.audioSampleRate()).isNull();
		assertThat(metadata.audioChannels()).isNull();
		assertThat(metadata.encoder()).isNull();
	}

}
