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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.internal.mp4.TrackDescription;

/**
 * A fragment: a movie fragment box and the media data box with the frames that it
 * describes (ISO/IEC 14496-12, 8.8.4). It may hold frames of some of the tracks only.
 */
public final class Mp4Fragment implements Mp4Part {

	private final List<ByteBuffer> buffers;

	private final long size;

	private final int dataOffset;

	private final List<TrackRun> runs;

	private final Duration decodeTime;

	private final Duration duration;

	private final boolean independent;

	Mp4Fragment(List<TrackDescription> tracks, List<TrackRun> runs, long sequence) {
		FragmentBox box = new FragmentBox(tracks, runs, sequence);
		ByteBuffer head = box.head();
		this.runs = List.copyOf(runs);
		this.buffers = new ArrayList<>();
		this.buffers.add(head);
		runs.forEach((run) -> run.samples().forEach((sample) -> this.buffers.add(sample.data())));
		this.dataOffset = head.remaining();
		this.size = this.dataOffset + runs.stream().mapToLong(TrackRun::size).sum();
		// tracks are in order, video first
		TrackRun first = runs.get(0);
		TrackDescription track = tracks.get(first.track());
		this.decodeTime = duration(first.decodeTime(), track.timescale());
		this.duration = duration(first.duration(), track.timescale());
		this.independent = track.video() == tracks.get(0).video() && runs.stream()
			.filter((run) -> tracks.get(run.track()).video())
			.allMatch((run) -> run.samples().get(0).isSync());
	}

	private static Duration duration(long units, int timescale) {
		return Duration.ofSeconds(units / timescale, units % timescale * 1_000_000_000L / timescale);
	}

	@Override
	public List<ByteBuffer> buffers() {
		return this.buffers.stream().map(ByteBuffer::duplicate).toList();
	}

	@Override
	public long size() {
		return this.size;
	}

	/**
	 * Return when the first frame is decoded, of video if there is some in this fragment.
	 * @return the time since the beginning of the header's timeline
	 */
	public Duration decodeTime() {
		return this.decodeTime;
	}

	/**
	 * Return how long the fragment is, by its video if there is some in it.
	 * @return the time from its first frame to the one that follows the last
	 */
	public Duration duration() {
		return this.duration;
	}

	/**
	 * Return whether decoding can begin with this fragment.
	 * @return whether it has video, if there is any, and each track of it begins with a
	 * key frame
	 */
	public boolean independent() {
		return this.independent;
	}

	List<TrackRun> runs() {
		return this.runs;
	}

	/**
	 * Return where the first frame is. The others follow, run by run.
	 */
	int dataOffset() {
		return this.dataOffset;
	}

	/**
	 * Return a text without the bytes.
	 */
	@Override
	public String toString() {
		return "Mp4Fragment[decodeTime=" + this.decodeTime + ", duration=" + this.duration + ", independent="
				+ this.independent + ", bytes=" + this.size + "]";
	}

}
