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

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.rtmpkit.internal.mp4.AudioDescriptions;
import dev.rtmpkit.internal.mp4.VideoDescriptions;
import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.media.VideoCodec;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of the publish: those that have come, and those that may be expected.
 */
final class TrackSources {

	/** Longer records, which no codec needs, are none. */
	static final int RECORD_LIMIT = 64 * 1024;

	private static final int TRACKS_LIMIT = 32;

	private static final TrackKey DEFAULT_VIDEO = new TrackKey(true, 0);

	private static final TrackKey DEFAULT_AUDIO = new TrackKey(false, 0);

	private final boolean all;

	private final TreeMap<Integer, VideoSource> video = new TreeMap<>();

	private final TreeMap<Integer, AudioSource> audio = new TreeMap<>();

	private final Set<TrackKey> promised = new TreeSet<>(Set.of(DEFAULT_VIDEO, DEFAULT_AUDIO));

	private final Set<TrackKey> leftOut = new TreeSet<>();

	private final Set<String> unsupported = new TreeSet<>();

	TrackSources(Mp4Options.Tracks tracks) {
		this.all = tracks == Mp4Options.Tracks.ALL;
	}

	/**
	 * Return a track.
	 * @return the track or {@code null} if it is not taken
	 */
	@Nullable VideoSource video(int id, VideoCodec codec) {
		if (!isTaken(id, this.video)
				|| !isSupported(new TrackKey(true, id), VideoDescriptions.isSupported(codec), codec.displayName())) {
			return null;
		}
		return this.video.computeIfAbsent(id, (absent) -> new VideoSource());
	}

	/**
	 * Return a track.
	 * @return the track or {@code null} if it is not taken
	 */
	@Nullable AudioSource audio(int id, AudioCodec codec) {
		if (!isTaken(id, this.audio)
				|| !isSupported(new TrackKey(false, id), AudioDescriptions.isSupported(codec), codec.displayName())) {
			return null;
		}
		return this.audio.computeIfAbsent(id, (absent) -> new AudioSource());
	}

	private boolean isTaken(int id, TreeMap<Integer, ?> tracks) {
		return (id == 0 || this.all) && (tracks.size() < TRACKS_LIMIT || tracks.containsKey(id));
	}

	private boolean isSupported(TrackKey key, boolean supported, String codec) {
		if (supported) {
			this.leftOut.remove(key);
		}
		else {
			this.leftOut.add(key);
			this.unsupported.add(codec);
		}
		return supported;
	}

	/**
	 * Take what the publisher says of its tracks.
	 */
	void describe(StreamMetadata metadata) {
		this.promised.clear();
		if (metadata.width() != null || metadata.videoDataRate() != null) {
			this.promised.add(DEFAULT_VIDEO);
		}
		if (metadata.audioSampleRate() != null || metadata.audioChannels() != null
				|| metadata.audioDataRate() != null) {
			this.promised.add(DEFAULT_AUDIO);
		}
		if (this.all) {
			metadata.videoTracks().keySet().forEach((id) -> this.promised.add(new TrackKey(true, id)));
			metadata.audioTracks().keySet().forEach((id) -> this.promised.add(new TrackKey(false, id)));
		}
		VideoSource first = this.video.computeIfAbsent(0, (absent) -> new VideoSource());
		first.promise(metadata.width(), metadata.height());
		if (this.all) {
			metadata.videoTracks().forEach((id, track) -> {
				VideoSource source = this.video.get(id);
				if (source != null) {
					source.promise(track.width(), track.height());
				}
			});
		}
	}

	/**
	 * Return the tracks that may be expected.
	 */
	Set<TrackKey> expected() {
		Set<TrackKey> expected = new TreeSet<>(this.promised);
		this.video.forEach((id, source) -> {
			if (source.codec() != VideoCodec.UNKNOWN) {
				expected.add(new TrackKey(true, id));
			}
		});
		this.audio.keySet().forEach((id) -> expected.add(new TrackKey(false, id)));
		expected.removeAll(this.leftOut);
		return expected;
	}

	/**
	 * Return the names of the codecs that were left out.
	 */
	Set<String> unsupported() {
		return this.unsupported;
	}

}
