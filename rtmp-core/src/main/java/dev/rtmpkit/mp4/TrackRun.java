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

import java.util.List;

/**
 * Samples of one track that follow each other in a fragment.
 *
 * @param track the index of the track in the header
 * @param start when the first sample of the track is decoded, in milliseconds from the
 * beginning of the movie
 * @param decodeTime when the first sample here is decoded, in units of the track
 * @param samples the samples, at least one
 * @param lastDuration how long the last one is, in units of the track
 */
record TrackRun(int track, long start, long decodeTime, List<Sample> samples, int lastDuration) {

	TrackRun {
		samples = List.copyOf(samples);
	}

	int duration(int index) {
		return (index + 1 < this.samples.size())
				? (int) (this.samples.get(index + 1).time() - this.samples.get(index).time()) : this.lastDuration;
	}

	/**
	 * Return how long the samples are together.
	 */
	long duration() {
		return this.samples.get(this.samples.size() - 1).time() - this.samples.get(0).time() + this.lastDuration;
	}

	long size() {
		return this.samples.stream().mapToLong(Sample::size).sum();
	}

	boolean isUniform() {
		for (int i = 1; i < this.samples.size(); i++) {
			if (duration(i) != duration(0)) {
				return false;
			}
		}
		return true;
	}

	boolean hasCompositionOffsets() {
		return this.samples.stream().anyMatch((sample) -> sample.compositionOffset() != 0);
	}

	/**
	 * Return whether the flags of all samples but the first are the same.
	 */
	boolean isPlainFromSecond() {
		return this.samples.stream().skip(1).map(Sample::dependency).distinct().count() <= 1;
	}

}
