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

import java.time.Duration;
import java.util.Objects;

/**
 * How an {@link Mp4Muxer} makes fragments, and of what.
 *
 * @param cut where a fragment may end
 * @param duration how long a fragment is at least, not negative; one ends where it may as
 * soon as it is that long
 * @param tracks which tracks are taken
 * @param headerDelay how much media is waited for until tracks have come that may be
 * expected but do not, not negative; afterwards they are late
 */
public record Mp4Options(Cut cut, Duration duration, Tracks tracks, Duration headerDelay) {

	private static final Duration DEFAULT_HEADER_DELAY = Duration.ofSeconds(1);

	/**
	 * Create options.
	 * @throws IllegalArgumentException if a duration is negative or longer than an hour
	 */
	public Mp4Options {
		Objects.requireNonNull(cut, "cut");
		Objects.requireNonNull(tracks, "tracks");
		check(duration, "duration");
		check(headerDelay, "headerDelay");
	}

	private static void check(Duration duration, String name) {
		if (duration.isNegative() || duration.compareTo(Duration.ofHours(1)) > 0) {
			throw new IllegalArgumentException(name + " must be between 0 and one hour: " + duration);
		}
	}

	/**
	 * Begin each fragment with a key frame, for segments that are played on their own.
	 * Without video, with any frame.
	 * @param duration how long a fragment is at least
	 * @return options for all tracks
	 */
	public static Mp4Options onKeyFrames(Duration duration) {
		return new Mp4Options(Cut.KEY_FRAME, duration, Tracks.ALL, DEFAULT_HEADER_DELAY);
	}

	/**
	 * End a fragment as soon as it is long enough, for files: what is lost in a crash is
	 * no longer than this.
	 * @param duration how long a fragment is at least
	 * @return options for all tracks
	 */
	public static Mp4Options every(Duration duration) {
		return new Mp4Options(Cut.ANY_FRAME, duration, Tracks.ALL, DEFAULT_HEADER_DELAY);
	}

	/**
	 * Make a fragment of each frame, to be shown at once.
	 * @return options for all tracks
	 */
	public static Mp4Options eachFrame() {
		return every(Duration.ZERO);
	}

	/**
	 * Choose tracks.
	 * @param tracks which ones are taken
	 * @return new options
	 */
	public Mp4Options withTracks(Tracks tracks) {
		return new Mp4Options(this.cut, this.duration, tracks, this.headerDelay);
	}

	/**
	 * Choose how long to wait for tracks that may be expected: those that the publisher's
	 * metadata speaks of, or, if there is none, one of video and one of audio.
	 * @param headerDelay how much media is waited for
	 * @return new options
	 */
	public Mp4Options withHeaderDelay(Duration headerDelay) {
		return new Mp4Options(this.cut, this.duration, this.tracks, headerDelay);
	}

	/**
	 * Where a fragment may end.
	 */
	public enum Cut {

		/** Before a key frame of the first video track; without video, anywhere. */
		KEY_FRAME,

		/** Anywhere. */
		ANY_FRAME

	}

	/**
	 * Which tracks are taken.
	 */
	public enum Tracks {

		/**
		 * The default video track and the default audio track, those with the number 0.
		 */
		DEFAULT,

		/** All of them, up to 32 of video and 32 of audio. */
		ALL

	}

}
