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

package dev.rtmpkit.mp4;

import java.nio.ByteBuffer;

import dev.rtmpkit.internal.media.AudioConfigurations;
import dev.rtmpkit.internal.media.AudioFrames;
import dev.rtmpkit.internal.mp4.AudioDescriptions;
import dev.rtmpkit.internal.mp4.TrackDescription;
import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.AudioConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What the publisher has told of an audio track.
 */
final class AudioSource {

	private AudioCodec codec = AudioCodec.UNKNOWN;

	private @Nullable ByteBuffer record;

	/** What frames say that need no record. */
	private @Nullable AudioConfiguration told;

	private @Nullable TrackDescription description;

	private int frameLength;

	void configure(AudioCodec codec, ByteBuffer record) {
		if (codec != this.codec || !record.equals(this.record)) {
			this.codec = codec;
			this.record = (record.remaining() <= TrackSources.RECORD_LIMIT) ? record : null;
			this.told = null;
			this.description = (this.record != null) ? AudioDescriptions.ofRecord(codec, record) : null;
			this.frameLength = (codec == AudioCodec.AAC) ? AudioFrames.aac(record) : 0;
		}
	}

	void learn(AudioCodec codec, ByteBuffer frame) {
		if (codec != this.codec) {
			this.codec = codec;
			this.record = null;
			this.told = null;
			this.description = null;
			this.frameLength = 0;
		}
		AudioConfiguration now = switch (codec) {
			case AC3, EAC3 -> AudioConfigurations.ac3Frame(frame);
			case MP3, MP3_8K -> AudioConfigurations.mp3Frame(frame);
			default -> null;
		};
		if (this.description == null || (now != null && !now.equals(this.told))) {
			this.told = now;
			TrackDescription described = AudioDescriptions.ofFrame(codec, this.record, frame);
			this.description = (described != null) ? described : this.description;
		}
	}

	/**
	 * Return how long a frame is.
	 * @return samples, 0 if unknown
	 */
	int frameLength(ByteBuffer frame) {
		return switch (this.codec) {
			case OPUS -> AudioFrames.opus(frame);
			case FLAC -> AudioFrames.flac(frame);
			case AC3, EAC3 -> AudioFrames.ac3(frame);
			case MP3, MP3_8K -> AudioFrames.mp3(frame);
			default -> this.frameLength;
		};
	}

	AudioCodec codec() {
		return this.codec;
	}

	/**
	 * Return how the track is described from the next frame on.
	 * @return the description or {@code null} while frames cannot be decoded
	 */
	@Nullable TrackDescription description() {
		return this.description;
	}

}
