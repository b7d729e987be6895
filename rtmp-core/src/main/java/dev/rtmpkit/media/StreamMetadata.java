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

import java.util.Objects;

import dev.rtmpkit.amf.AmfProperties;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher says about its stream in {@code onMetaData} (FLV 10.1, E.5). Every
 * value is what it claims, wrong or missing as it may be: numbers that are not finite or
 * negative read as missing. Codecs are not among the typed values, because encoders fill
 * them in in too many ways: only the media tells them.
 */
public final class StreamMetadata {

	private final AmfProperties properties;

	private StreamMetadata(AmfProperties properties) {
		this.properties = properties;
	}

	/**
	 * Return the typed view of properties.
	 * @param properties the value of {@code onMetaData}
	 * @return the metadata
	 */
	public static StreamMetadata of(AmfProperties properties) {
		return new StreamMetadata(Objects.requireNonNull(properties, "properties"));
	}

	/**
	 * Return the width.
	 * @return pixels or {@code null}
	 */
	public @Nullable Integer width() {
		return integer("width");
	}

	/**
	 * Return the height.
	 * @return pixels or {@code null}
	 */
	public @Nullable Integer height() {
		return integer("height");
	}

	/**
	 * Return the frame rate.
	 * @return frames per second or {@code null}
	 */
	public @Nullable Double frameRate() {
		return number("framerate");
	}

	/**
	 * Return the bit rate of the video.
	 * @return kilobits per second or {@code null}
	 */
	public @Nullable Double videoDataRate() {
		return number("videodatarate");
	}

	/**
	 * Return the bit rate of the audio.
	 * @return kilobits per second or {@code null}
	 */
	public @Nullable Double audioDataRate() {
		return number("audiodatarate");
	}

	/**
	 * Return the sampling rate of the audio.
	 * @return hertz or {@code null}
	 */
	public @Nullable Integer audioSampleRate() {
		return integer("audiosamplerate");
	}

	/**
	 * Return the number of audio channels.
	 * @return the number, from {@code stereo} if it is not given itself, or {@code null}
	 */
	public @Nullable Integer audioChannels() {
		Integer channels = integer("audiochannels");
		if (channels != null) {
			return channels;
		}
		Boolean stereo = this.properties.bool("stereo");
		return (stereo != null) ? ((stereo) ? 2 : 1) : null;
	}

	/**
	 * Return what the encoder calls itself.
	 * @return the name or {@code null}; text that the publisher chose
	 */
	public @Nullable String encoder() {
		return this.properties.string("encoder");
	}

	/**
	 * Return everything that the publisher sent.
	 * @return the properties
	 */
	public AmfProperties properties() {
		return this.properties;
	}

	private @Nullable Double number(String name) {
		Double value = this.properties.number(name);
		return (value != null && Double.isFinite(value) && value >= 0) ? value : null;
	}

	private @Nullable Integer integer(String name) {
		Double value = number(name);
		return (value != null && value <= Integer.MAX_VALUE) ? (int) Math.round(value) : null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof StreamMetadata that && this.properties.equals(that.properties);
	}

	@Override
	public int hashCode() {
		return this.properties.hashCode();
	}

	@Override
	public String toString() {
		return this.properties.toString();
	}

}
