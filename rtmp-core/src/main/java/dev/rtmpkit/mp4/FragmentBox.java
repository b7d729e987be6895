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
import java.util.List;

import dev.rtmpkit.internal.mp4.BoxWriter;
import dev.rtmpkit.internal.mp4.MovieBox;
import dev.rtmpkit.internal.mp4.TrackDescription;

/**
 * Writes the movie fragment box and the head of the media data box (ISO/IEC 14496-12,
 * 8.8.4 to 8.8.12). What is the same for all samples of a run is told once.
 */
final class FragmentBox {

	private static final int BASE_IS_MOOF = 0x020000;

	private static final int DEFAULT_DURATION = 0x08;

	private static final int DEFAULT_FLAGS = 0x20;

	private static final int DATA_OFFSET = 0x01;

	private static final int FIRST_FLAGS = 0x04;

	private static final int SAMPLE_DURATION = 0x100;

	private static final int SAMPLE_SIZE = 0x200;

	private static final int SAMPLE_FLAGS = 0x400;

	private static final int COMPOSITION_OFFSET = 0x800;

	private static final int MDAT_HEAD_LENGTH = 8;

	private final List<TrackDescription> tracks;

	private final List<TrackRun> runs;

	private final long sequence;

	private final int[] offsets;

	FragmentBox(List<TrackDescription> tracks, List<TrackRun> runs, long sequence) {
		this.tracks = tracks;
		this.runs = runs;
		this.sequence = sequence;
		this.offsets = new int[runs.size()];
	}

	/**
	 * Write all that stands before the first sample.
	 */
	ByteBuffer head() {
		BoxWriter writer = new BoxWriter();
		writer.box("moof", (fragment) -> {
			fragment.fullBox("mfhd", 0, 0, (box) -> box.u32(this.sequence));
			for (int i = 0; i < this.runs.size(); i++) {
				writeTrack(fragment, i);
			}
		});
		long offset = writer.length() + MDAT_HEAD_LENGTH;
		for (int i = 0; i < this.runs.size(); i++) {
			writer.patch(this.offsets[i], Math.toIntExact(offset));
			offset += this.runs.get(i).size();
		}
		return writer.u32(offset - writer.length()).text("mdat").toBuffer();
	}

	private void writeTrack(BoxWriter fragment, int index) {
		TrackRun run = this.runs.get(index);
		boolean uniform = run.isUniform();
		boolean plain = run.isPlainFromSecond();
		Sample last = run.samples().get(run.samples().size() - 1);
		int defaults = ((uniform) ? DEFAULT_DURATION : 0) | ((plain) ? DEFAULT_FLAGS : 0);
		fragment.box("traf", (box) -> {
			box.fullBox("tfhd", 0, BASE_IS_MOOF | defaults, (header) -> {
				header.u32(run.track() + 1L);
				if (uniform) {
					header.u32(run.duration(0));
				}
				if (plain) {
					header.u32(last.dependency().flags());
				}
			});
			box.fullBox("tfdt", 1, 0, (time) -> time.u64(run.decodeTime()));
			writeRun(box, index, uniform, plain);
			if (this.tracks.get(run.track()).preRoll() > 0) {
				MovieBox.writePreRoll(box, run.samples().size());
			}
		});
	}

	private void writeRun(BoxWriter track, int index, boolean uniform, boolean plain) {
		TrackRun run = this.runs.get(index);
		List<Sample> samples = run.samples();
		boolean firstDiffers = plain && samples.get(0).dependency() != samples.get(samples.size() - 1).dependency();
		boolean composition = run.hasCompositionOffsets();
		int flags = DATA_OFFSET | SAMPLE_SIZE | ((firstDiffers) ? FIRST_FLAGS : 0) | ((uniform) ? 0 : SAMPLE_DURATION)
				| ((plain) ? 0 : SAMPLE_FLAGS) | ((composition) ? COMPOSITION_OFFSET : 0);
		// version 1: offsets may be negative
		track.fullBox("trun", 1, flags, (box) -> {
			box.u32(samples.size());
			this.offsets[index] = box.length();
			box.u32(0);
			if (firstDiffers) {
				box.u32(samples.get(0).dependency().flags());
			}
			for (int i = 0; i < samples.size(); i++) {
				Sample sample = samples.get(i);
				if (!uniform) {
					box.u32(run.duration(i));
				}
				box.u32(sample.size());
				if (!plain) {
					box.u32(sample.dependency().flags());
				}
				if (composition) {
					box.u32(sample.compositionOffset());
				}
			}
		});
	}

}
