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

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.internal.mp4.TrackDescription;
import org.jspecify.annotations.Nullable;

/**
 * A track of the file: puts frames on its timeline and keeps them until they are taken.
 * <p>
 * RTMP tells milliseconds. Those of video are taken as they are. Sound lasts as many
 * samples as it has, so each frame follows the one before without a gap, whatever
 * rounding made of its timestamp; if the timestamp is off by more than half a frame, 2 to
 * 10 ms, it counts. So neither rounding nor a clock that is too fast adds up.
 */
final class MovieTrack {

	private static final int MILLISECONDS = 1000;

	private static final int MIN_TOLERANCE = 2;

	private static final int MAX_TOLERANCE = 10;

	/** What the only frame of a track lasts, in milliseconds. */
	private static final int FIRST_DURATION = 40;

	private static final int MAX_GUESSED_DURATION = 1000;

	private final TrackDescription description;

	private final List<Sample> pending = new ArrayList<>();

	private @Nullable Sample last;

	/** The timestamp that is 0 on the timeline of this track. */
	private long origin;

	/** Where the timeline of this track begins on that of the movie, in milliseconds. */
	private long start;

	MovieTrack(TrackDescription description) {
		this.description = description;
	}

	/**
	 * Add a frame.
	 * @param frame the frame
	 * @param base the timestamp that is 0 on the timeline of the movie, or a negative
	 * number if that is not known
	 * @return the sample
	 */
	Sample add(Frame frame, long base) {
		if (this.last == null) {
			this.origin = Math.max(base, frame.timestamp());
			begin(base);
		}
		long time = time(frame);
		long presented = units(frame.timestamp() + frame.compositionOffset() - this.origin);
		int offset = (this.description.video()) ? (int) (presented - time) : 0;
		Sample sample = new Sample(frame.timestamp(), time, offset, duration(frame, time), frame.dependency(),
				frame.data());
		this.last = sample;
		this.pending.add(sample);
		return sample;
	}

	private long time(Frame frame) {
		long told = Math.max(0, units(frame.timestamp() - this.origin));
		if (this.last == null) {
			return told;
		}
		long expected = this.last.time() + this.last.duration();
		if (!this.description.video() && Math.abs(told - expected) <= tolerance()) {
			return expected;
		}
		return Math.max(told, this.last.time() + 1);
	}

	private long tolerance() {
		long half = (this.last != null) ? this.last.duration() / 2 : 0;
		return Math.max(units(MIN_TOLERANCE), Math.min(units(MAX_TOLERANCE), half));
	}

	private int duration(Frame frame, long time) {
		if (frame.length() > 0) {
			return frame.length();
		}
		if (this.last == null) {
			return (int) units(FIRST_DURATION);
		}
		return (int) Math.min(units(MAX_GUESSED_DURATION), time - this.last.time());
	}

	private long units(long milliseconds) {
		return Math.floorDiv(milliseconds * this.description.timescale() + MILLISECONDS / 2, MILLISECONDS);
	}

	/**
	 * Learn where the movie begins.
	 */
	void begin(long base) {
		this.start = Math.max(0, this.origin - base);
	}

	/**
	 * Return the earliest timestamp at which the first frame is decoded or presented.
	 */
	long earliest() {
		Sample first = this.pending.get(0);
		return first.timestamp() + Math.min(0, first.compositionOffset());
	}

	TrackDescription description() {
		return this.description;
	}

	@Nullable Sample last() {
		return this.last;
	}

	List<Sample> pending() {
		return this.pending;
	}

	/**
	 * Take the first frames.
	 * @param track the index of the track in the header
	 * @param count how many, at least one
	 */
	TrackRun take(int track, int count) {
		List<Sample> taken = this.pending.subList(0, count);
		Sample end = taken.get(count - 1);
		long duration = (count < this.pending.size()) ? this.pending.get(count).time() - end.time() : end.duration();
		TrackRun run = new TrackRun(track, this.start, units(this.start) + taken.get(0).time(), taken, (int) duration);
		taken.clear();
		return run;
	}

}
