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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

	private static final String VIDEO_TRACKS = "videoTrackIdInfoMap";

	private static final String AUDIO_TRACKS = "audioTrackIdInfoMap";

	private static final int LARGEST_TRACK_ID = 255;

	private final AmfProperties properties;

	/** What holds where the properties say nothing. */
	private final @Nullable StreamMetadata defaults;

	private StreamMetadata(AmfProperties properties, @Nullable StreamMetadata defaults) {
		this.properties = properties;
		this.defaults = defaults;
	}

	/**
	 * Return the typed view of properties.
	 * @param properties the value of {@code onMetaData}
	 * @return the metadata
	 */
	public static StreamMetadata of(AmfProperties properties) {
		return new StreamMetadata(Objects.requireNonNull(properties, "properties"), null);
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
		return integer("audiosamplerate", "samplerate");
	}

	/**
	 * Return the number of audio channels.
	 * @return the number, from {@code stereo} if it is not given itself, or {@code null}
	 */
	public @Nullable Integer audioChannels() {
		Integer channels = ownInteger("audiochannels", "channels");
		if (channels != null) {
			return channels;
		}
		Boolean stereo = this.properties.bool("stereo");
		if (stereo != null) {
			return (stereo) ? 2 : 1;
		}
		return (this.defaults != null) ? this.defaults.audioChannels() : null;
	}

	/**
	 * Return what the encoder calls itself.
	 * @return the name or {@code null}; text that the publisher chose
	 */
	public @Nullable String encoder() {
		String encoder = this.properties.string("encoder");
		return (encoder != null || this.defaults == null) ? encoder : this.defaults.encoder();
	}

	/**
	 * Return what is said of video tracks beside the default one, which this describes
	 * itself (Enhanced RTMP, {@code videoTrackIdInfoMap}). Encoders may leave out what is
	 * the same for the default track.
	 * @return the descriptions by track id, 1 to 255, in the publisher's order; empty if
	 * there are none
	 */
	public Map<Integer, StreamMetadata> videoTracks() {
		return tracks(VIDEO_TRACKS);
	}

	/**
	 * Return what is said of audio tracks beside the default one, as
	 * {@link #videoTracks()} (Enhanced RTMP, {@code audioTrackIdInfoMap}).
	 * @return the descriptions by track id
	 */
	public Map<Integer, StreamMetadata> audioTracks() {
		return tracks(AUDIO_TRACKS);
	}

	private Map<Integer, StreamMetadata> tracks(String name) {
		Map<Integer, StreamMetadata> tracks = new LinkedHashMap<>();
		if (this.properties.get(name) instanceof AmfProperties map) {
			map.properties().forEach((key, track) -> {
				int id = trackId(key);
				if (id > 0 && track instanceof AmfProperties description) {
					tracks.put(id, new StreamMetadata(description, this));
				}
			});
		}
		return Collections.unmodifiableMap(tracks);
	}

	private static int trackId(String key) {
		try {
			int id = Integer.parseInt(key);
			return (id <= LARGEST_TRACK_ID) ? id : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	/**
	 * Return everything that the publisher sent.
	 * @return the properties; those of a track without what they leave out
	 */
	public AmfProperties properties() {
		return this.properties;
	}

	private @Nullable Double number(String name) {
		Double value = ownNumber(name);
		return (value != null || this.defaults == null) ? value : this.defaults.number(name);
	}

	private @Nullable Double ownNumber(String name) {
		Double value = this.properties.number(name);
		return (value != null && value >= 0) ? value : null;
	}

	private @Nullable Integer integer(String... names) {
		Integer value = ownInteger(names);
		return (value != null || this.defaults == null) ? value : this.defaults.integer(names);
	}

	private @Nullable Integer ownInteger(String... names) {
		for (String name : names) {
			Double value = ownNumber(name);
			if (value != null && value <= Integer.MAX_VALUE) {
				return (int) Math.round(value);
			}
		}
		return null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof StreamMetadata that && this.properties.equals(that.properties)
				&& Objects.equals(this.defaults, that.defaults);
	}

	@Override
	public int hashCode() {
		return this.properties.hashCode();
	}

	/**
	 * Return a text without anything that the publisher worded.
	 */
	@Override
	public String toString() {
		return "StreamMetadata[width=" + width() + ", height=" + height() + ", frameRate=" + frameRate()
				+ ", videoDataRate=" + videoDataRate() + ", audioDataRate=" + audioDataRate() + ", properties="
				+ this.properties.properties().size() + "]";
	}

}
