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

import dev.rtmpkit.internal.media.VideoConfigurations;
import dev.rtmpkit.internal.mp4.TrackDescription;
import dev.rtmpkit.internal.mp4.VideoDescriptions;
import dev.rtmpkit.media.ColorInfo;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.media.VideoConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What the publisher has told of a video track.
 */
final class VideoSource {

	private VideoCodec codec = VideoCodec.UNKNOWN;

	private @Nullable ByteBuffer record;

	private @Nullable ColorInfo colors;

	/** The size that key frames of VP9 tell. */
	private @Nullable VideoConfiguration shown;

	private int promisedWidth;

	private int promisedHeight;

	private @Nullable TrackDescription description;

	void configure(VideoCodec codec, ByteBuffer record) {
		if (codec != this.codec || !record.equals(this.record)) {
			this.codec = codec;
			this.record = (record.remaining() <= TrackSources.RECORD_LIMIT) ? record : null;
			this.shown = null;
			describe();
		}
	}

	/**
	 * Take the colours that hold from the next frame on.
	 */
	void color(ColorInfo colors) {
		if (!colors.equals(this.colors)) {
			this.colors = colors;
			describe();
		}
	}

	/**
	 * Take the size that the metadata promises, for records that tell none.
	 */
	void promise(@Nullable Integer width, @Nullable Integer height) {
		if (width != null && height != null && (width != this.promisedWidth || height != this.promisedHeight)) {
			this.promisedWidth = width;
			this.promisedHeight = height;
			describe();
		}
	}

	void learn(VideoCodec codec, boolean keyFrame, ByteBuffer frame) {
		if (codec != this.codec) {
			this.codec = codec;
			this.record = null;
			describe();
		}
		if (codec == VideoCodec.VP9 && keyFrame) {
			VideoConfiguration told = VideoConfigurations.vp9Frame(frame);
			if (told != null && !told.equals(this.shown)) {
				this.shown = told;
				describe();
			}
		}
	}

	private void describe() {
		this.description = (this.record != null && VideoDescriptions.isSupported(this.codec)) ? describe(this.record)
				: null;
	}

	private @Nullable TrackDescription describe(ByteBuffer record) {
		VideoConfiguration told = switch (this.codec) {
			case AVC -> VideoConfigurations.avc(record);
			case HEVC -> VideoConfigurations.hevc(record);
			case AV1 -> VideoConfigurations.av1(record);
			default -> this.shown;
		};
		if (this.codec == VideoCodec.VP9 && told == null) {
			return null;
		}
		if (told == null || told.width() == 0 || told.height() == 0) {
			return VideoDescriptions.of(this.codec, record, this.promisedWidth, this.promisedHeight, this.colors);
		}
		return VideoDescriptions.of(this.codec, record, told.width(), told.height(), this.colors);
	}

	VideoCodec codec() {
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
