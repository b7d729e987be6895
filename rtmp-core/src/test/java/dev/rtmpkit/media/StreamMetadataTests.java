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

import dev.rtmpkit.amf.AmfEcmaArray;
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

	@Tag("DM4")
	@Test
	void tracksAreDescribedByDifferenceOrInFull() {
		AmfObject small = AmfObject.builder().put("width", 640).put("videodatarate", 500).build();
		AmfObject full = AmfObject.builder()
			.put("width", 3840)
			.put("height", 2160)
			.put("framerate", 60)
			.put("videodatarate", 30000)
			.build();
		StreamMetadata metadata = StreamMetadata.of(AmfEcmaArray.builder()
			.put("width", 1280)
			.put("height", 720)
			.put("framerate", 30)
			.put("encoder", "x")
			.put("videoTrackIdInfoMap", AmfObject.builder().put("1", small).put("2", full).build())
			.build());
		assertThat(metadata.width()).as("track 0").isEqualTo(1280);
		assertThat(metadata.videoTracks()).containsOnlyKeys(1, 2);
		StreamMetadata first = metadata.videoTracks().get(1);
		assertThat(first.width()).isEqualTo(640);
		assertThat(first.height()).isEqualTo(720);
		assertThat(first.frameRate()).isEqualTo(30);
		assertThat(first.videoDataRate()).isEqualTo(500);
		assertThat(first.encoder()).isEqualTo("x");
		assertThat(first.properties()).isSameAs(small);
		assertThat(first.videoTracks()).isEmpty();
		assertThat(metadata.videoTracks().get(2).height()).isEqualTo(2160);
		assertThat(metadata.audioTracks()).isEmpty();
	}

	@Tag("DM4")
	@Test
	void audioTracksHaveNamesOfTheirOwn() {
		StreamMetadata metadata = StreamMetadata.of(AmfObject.builder()
			.put("audiosamplerate", 44100)
			.put("audiochannels", 2)
			.put("audiodatarate", 128)
			.put("audioTrackIdInfoMap",
					AmfEcmaArray.builder()
						.put("1",
								AmfObject.builder()
									.put("samplerate", 48000)
									.put("channels", 6)
									.put("audiodatarate", 320)
									.build())
						.put("255", AmfObject.builder().put("stereo", false).build())
						.build())
			.build());
		StreamMetadata first = metadata.audioTracks().get(1);
		assertThat(first.audioSampleRate()).isEqualTo(48000);
		assertThat(first.audioChannels()).isEqualTo(6);
		assertThat(first.audioDataRate()).isEqualTo(320);
		StreamMetadata last = metadata.audioTracks().get(255);
		assertThat(last.audioSampleRate()).isEqualTo(44100);
		assertThat(last.audioChannels()).isOne();
		assertThat(last).isEqualTo(metadata.audioTracks().get(255)).isNotEqualTo(first);
	}

	@Tag("DM4")
	@Test
	void whenTracksMakeNoSenseTheyAreLeftOut() {
		AmfObject track = AmfObject.builder().put("width", 1).build();
		StreamMetadata metadata = StreamMetadata.of(AmfObject.builder()
			.put("audioTrackIdInfoMap", 5)
			.put("videoTrackIdInfoMap",
					AmfObject.builder()
						.put("0", track)
						.put("-1", track)
						.put("256", track)
						.put("99999999999", track)
						.put("one", track)
						.put("", track)
						.put("3", 7)
						.put("4", track)
						.build())
			.build());
		assertThat(metadata.audioTracks()).isEmpty();
		assertThat(metadata.videoTracks()).containsOnlyKeys(4);
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
