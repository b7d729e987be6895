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
import java.util.Set;
import java.util.TreeMap;

import dev.rtmpkit.internal.mp4.TrackDescription;
import org.jspecify.annotations.Nullable;

/**
 * A header and its fragments, in the making.
 */
final class Movie {

	/** How much media may wait for a key frame beyond what is asked for. */
	private static final long PATIENCE = 10_000;

	/** How many bytes may wait, with what it takes to manage them. */
	private static final long BYTES_LIMIT = 32 << 20;

	private static final int SAMPLE_COST = 128;

	/** How long the last frame of a video may wait for the next one. */
	private static final long PAUSE = 1000;

	/** How far a timestamp may step back within its track. */
	private static final long JITTER = 1000;

	/** How long a track may pause while others go on; its last frame lasts as long. */
	private static final long LONGEST_PAUSE = 1_800_000;

	private static final long UNKNOWN = -1;

	private final Mp4Options options;

	private final TreeMap<TrackKey, MovieTrack> tracks = new TreeMap<>();

	private @Nullable Mp4Header header;

	private long base = UNKNOWN;

	private long oldest = UNKNOWN;

	private long newest = UNKNOWN;

	private long bytes;

	private long sequence;

	Movie(Mp4Options options) {
		this.options = options;
	}

	/**
	 * Return whether frames of a track fit in.
	 */
	boolean accepts(TrackKey key, TrackDescription description) {
		MovieTrack track = this.tracks.get(key);
		return (track != null) ? track.description().equals(description) : this.header == null;
	}

	/**
	 * Return whether a frame can be decoded here: video begins with a key frame.
	 */
	boolean wants(TrackKey key, Frame frame) {
		return !key.video() || frame.isSync() || this.tracks.containsKey(key);
	}

	/**
	 * Add a frame that is accepted and wanted.
	 */
	void add(TrackKey key, TrackDescription description, Frame frame) {
		MovieTrack track = this.tracks.computeIfAbsent(key, (absent) -> new MovieTrack(description));
		Sample sample = track.add(frame, this.base);
		this.oldest = (this.oldest == UNKNOWN) ? sample.timestamp() : this.oldest;
		this.newest = Math.max(this.newest, sample.timestamp());
		this.bytes += sample.size() + SAMPLE_COST;
	}

	/**
	 * Return whether all tracks that are expected have come, or have been waited for.
	 */
	boolean isReady(Set<TrackKey> expected) {
		return this.tracks.keySet().containsAll(expected)
				|| this.newest - this.oldest >= this.options.headerDelay().toMillis() || isFull();
	}

	/**
	 * Return whether as much waits as may wait.
	 */
	boolean isFull() {
		return this.bytes >= BYTES_LIMIT;
	}

	/**
	 * Return whether a track has long had no frame.
	 */
	boolean hasPaused(TrackKey key, long timestamp) {
		MovieTrack track = this.tracks.get(key);
		Sample last = (track != null) ? track.last() : null;
		return last == null || timestamp - last.timestamp() >= PATIENCE;
	}

	boolean isEmpty() {
		return this.tracks.isEmpty();
	}

	boolean isBegun() {
		return this.header != null;
	}

	/**
	 * Decide which tracks there are.
	 */
	Mp4Header begin() {
		this.base = this.tracks.values().stream().mapToLong(MovieTrack::earliest).min().orElse(0);
		this.tracks.values().forEach((track) -> track.begin(this.base));
		List<TrackDescription> descriptions = this.tracks.values().stream().map(MovieTrack::description).toList();
		this.header = new Mp4Header(descriptions, this.base);
		return this.header;
	}

	/**
	 * Return the fragment that ends before or with the frame that was added last.
	 * @param key the track of that frame
	 * @return the fragment or {@code null} if it is not complete
	 */
	@Nullable Mp4Fragment cut(TrackKey key) {
		long length = this.newest - begin(mainTrack());
		long wanted = this.options.duration().toMillis();
		if (this.options.cut() == Mp4Options.Cut.ANY_FRAME || firstVideo() == null) {
			return (length >= wanted || isFull()) ? fragment(Long.MAX_VALUE) : null;
		}
		Sample last = mainTrack().last();
		if (key.equals(firstVideo()) && last != null && last.isSync() && length >= wanted
				&& mainTrack().pending().size() > 1) {
			return fragment(last.timestamp());
		}
		return (length >= wanted + PATIENCE || isFull()) ? fragment(Long.MAX_VALUE) : null;
	}

	private long begin(MovieTrack main) {
		if (!main.pending().isEmpty()) {
			return main.pending().get(0).timestamp();
		}
		return this.tracks.values()
			.stream()
			.filter((track) -> !track.pending().isEmpty())
			.mapToLong((track) -> track.pending().get(0).timestamp())
			.min()
			.orElse(this.newest);
	}

	private MovieTrack mainTrack() {
		return this.tracks.firstEntry().getValue();
	}

	@Nullable TrackKey firstVideo() {
		return (!this.tracks.isEmpty() && this.tracks.firstKey().video()) ? this.tracks.firstKey() : null;
	}

	/**
	 * Make a fragment of what is complete.
	 * @param before the timestamp before which frames are taken
	 */
	private @Nullable Mp4Fragment fragment(long before) {
		List<Integer> counts = new ArrayList<>(this.tracks.size());
		for (MovieTrack track : this.tracks.values()) {
			counts.add(complete(track, before));
		}
		return take(counts);
	}

	/**
	 * The last frame of a video lasts until the next one, which need not have come.
	 */
	private int complete(MovieTrack track, long before) {
		List<Sample> pending = track.pending();
		int count = 0;
		while (count < pending.size() && pending.get(count).timestamp() < before) {
			count++;
		}
		boolean open = track.description().video() && count > 0 && count == pending.size()
				&& this.newest - pending.get(count - 1).timestamp() <= PAUSE;
		return (open) ? count - 1 : count;
	}

	/**
	 * Return what is left.
	 * @return the fragment or {@code null} if nothing is left
	 */
	@Nullable Mp4Fragment finish() {
		return take(this.tracks.values().stream().map((track) -> track.pending().size()).toList());
	}

	private @Nullable Mp4Fragment take(List<Integer> counts) {
		List<TrackRun> runs = new ArrayList<>(counts.size());
		int index = 0;
		for (MovieTrack track : this.tracks.values()) {
			if (counts.get(index) > 0) {
				TrackRun run = track.take(index, counts.get(index));
				this.bytes -= run.size() + (long) SAMPLE_COST * run.samples().size();
				runs.add(run);
			}
			index++;
		}
		List<TrackDescription> descriptions = (this.header != null) ? this.header.tracks() : List.of();
		return (runs.isEmpty()) ? null : new Mp4Fragment(descriptions, runs, ++this.sequence);
	}

	/**
	 * Return whether a timestamp continues what has come: not before the last frame of
	 * its track, some jitter apart, nor far behind all that has come.
	 */
	boolean isContinuedBy(TrackKey key, long timestamp) {
		MovieTrack track = this.tracks.get(key);
		Sample last = (track != null) ? track.last() : null;
		if (last != null && (timestamp < last.timestamp() - JITTER || timestamp - last.timestamp() > LONGEST_PAUSE)) {
			return false;
		}
		return this.newest == UNKNOWN || timestamp - this.newest <= PATIENCE;
	}

}
