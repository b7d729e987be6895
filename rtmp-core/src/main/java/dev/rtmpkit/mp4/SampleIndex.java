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

import dev.rtmpkit.internal.mp4.BoxWriter;
import dev.rtmpkit.internal.mp4.SampleTable;

/**
 * Where the samples of a track are in a file, and when. A run of a fragment is a chunk.
 */
final class SampleIndex implements SampleTable {

	private final IntList sizes = new IntList();

	private final IntList syncs = new IntList();

	private final Runs durations = new Runs();

	private final Runs compositionOffsets = new Runs();

	private final Runs chunkLengths = new Runs();

	/** The upper and the lower half of each offset. */
	private final IntList chunkOffsets = new IntList();

	private boolean large;

	private int lowestOffset;

	/** The earliest composition time, from the decoding of the first sample on. */
	private long earliest = Long.MAX_VALUE;

	private long start;

	private long firstTime;

	private long lastTime;

	private int lastDuration;

	/**
	 * Add the samples of a run.
	 * @param run the run
	 * @param offset where its first byte is in the file
	 */
	void add(TrackRun run, long offset) {
		if (this.sizes.size() == 0) {
			this.start = run.start();
			this.firstTime = run.samples().get(0).time();
			this.lastTime = this.firstTime;
		}
		for (Sample sample : run.samples()) {
			add(sample);
		}
		this.lastDuration = run.lastDuration();
		this.chunkLengths.add(run.samples().size());
		this.chunkOffsets.add((int) (offset >>> Integer.SIZE));
		this.chunkOffsets.add((int) offset);
		this.large |= offset >>> Integer.SIZE != 0;
	}

	private void add(Sample sample) {
		if (this.sizes.size() > 0) {
			this.durations.add((int) (sample.time() - this.lastTime));
		}
		this.lastTime = sample.time();
		this.sizes.add(sample.size());
		this.compositionOffsets.add(sample.compositionOffset());
		this.lowestOffset = Math.min(this.lowestOffset, sample.compositionOffset());
		this.earliest = Math.min(this.earliest, sample.time() - this.firstTime + sample.compositionOffset());
		if (sample.isSync()) {
			this.syncs.add(this.sizes.size());
		}
	}

	/**
	 * Composition times cannot be negative; if some are, all are moved.
	 */
	private long moved() {
		return (count() > 0) ? Math.max(0, -this.earliest) : 0;
	}

	/**
	 * What is in the same place with an edit list and without needs none. Otherwise the
	 * list begins at the earliest composition time, where FFmpeg and others think that it
	 * does. Only video has composition offsets, and its times are in milliseconds.
	 */
	@Override
	public long start() {
		boolean edited = count() > 0 && (this.start > 0 || this.earliest < 0);
		return (edited) ? Math.max(0, this.start + this.earliest) : 0;
	}

	@Override
	public long mediaTime() {
		return (count() > 0) ? this.earliest + moved() : 0;
	}

	@Override
	public long duration() {
		return (count() > 0) ? this.lastTime - this.firstTime + this.lastDuration : 0;
	}

	@Override
	public int count() {
		return this.sizes.size();
	}

	@Override
	public void write(BoxWriter table) {
		if (count() > 0) {
			this.durations.add(this.lastDuration);
		}
		table.fullBox("stts", 0, 0, (box) -> this.durations.write(box, 0));
		if (this.compositionOffsets.hasValues()) {
			int version = (this.lowestOffset + moved() < 0) ? 1 : 0;
			table.fullBox("ctts", version, 0, (box) -> this.compositionOffsets.write(box, moved()));
		}
		if (this.syncs.size() < count()) {
			table.fullBox("stss", 0, 0, (box) -> writeAll(box, this.syncs));
		}
		table.fullBox("stsc", 0, 0, this.chunkLengths::writeFirsts);
		table.fullBox("stsz", 0, 0, (box) -> writeAll(box.u32(0), this.sizes));
		if (this.large) {
			table.fullBox("co64", 0, 0, (box) -> {
				box.u32(this.chunkOffsets.size() / 2);
				for (int i = 0; i < this.chunkOffsets.size(); i++) {
					box.u32(this.chunkOffsets.get(i));
				}
			});
			return;
		}
		table.fullBox("stco", 0, 0, (box) -> {
			box.u32(this.chunkOffsets.size() / 2);
			for (int i = 1; i < this.chunkOffsets.size(); i += 2) {
				box.u32(this.chunkOffsets.get(i));
			}
		});
	}

	private static void writeAll(BoxWriter box, IntList values) {
		box.u32(values.size());
		for (int i = 0; i < values.size(); i++) {
			box.u32(values.get(i));
		}
	}

}
