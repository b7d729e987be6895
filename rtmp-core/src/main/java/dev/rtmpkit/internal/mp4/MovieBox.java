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

package dev.rtmpkit.internal.mp4;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes the file type box and the movie box (ISO/IEC 14496-12, 4.3, 8.2 to 8.5 and 8.8).
 */
public final class MovieBox {

	/** Units per second of the times of the whole movie. */
	public static final int TIMESCALE = 1000;

	/** The group in the boxes for pre-roll (ISO/IEC 14496-12, 10.1). */
	public static final String PRE_ROLL = "roll";

	private static final int[] UNITY_MATRIX = { 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30 };

	private static final int ENABLED = 1;

	private static final int IN_MOVIE = 2;

	/** The language that is not known, "und" in three times five bits. */
	private static final int UNDETERMINED = 0x55C4;

	private MovieBox() {
	}

	/**
	 * Write the file type.
	 * @param writer where to
	 * @param tracks the tracks
	 */
	public static void writeFileType(BoxWriter writer, List<TrackDescription> tracks) {
		writer.box("ftyp", (box) -> {
			box.text("isom").u32(0x200).text("isom").text("iso6").text("mp41");
			if (tracks.stream().anyMatch((track) -> track.codec().startsWith("av01"))) {
				box.text("av01");
			}
		});
	}

	/**
	 * Write the movie box of a file whose samples are in fragments.
	 * @param writer where to
	 * @param tracks the tracks, the first one having the id 1
	 */
	public static void writeForFragments(BoxWriter writer, List<TrackDescription> tracks) {
		writer.box("moov", (movie) -> {
			writeMovieHeader(movie, 0, tracks.size());
			for (int i = 0; i < tracks.size(); i++) {
				writeTrack(movie, tracks, i, null);
			}
			movie.box("mvex", (extension) -> {
				for (int id = 1; id <= tracks.size(); id++) {
					int trackId = id;
					extension.fullBox("trex", 0, 0, (box) -> box.u32(trackId).u32(1).u32(0).u32(0).u32(0));
				}
			});
		});
	}

	/**
	 * Write the movie box of a file that needs no fragments.
	 * @param writer where to
	 * @param tracks the tracks, the first one having the id 1
	 * @param samples the samples of each
	 */
	public static void writeWhole(BoxWriter writer, List<TrackDescription> tracks,
			List<? extends SampleTable> samples) {
		long duration = 0;
		for (int i = 0; i < tracks.size(); i++) {
			duration = Math.max(duration, samples.get(i).start() + milliseconds(tracks.get(i), samples.get(i)));
		}
		long longest = duration;
		writer.box("moov", (movie) -> {
			writeMovieHeader(movie, longest, tracks.size());
			for (int i = 0; i < tracks.size(); i++) {
				writeTrack(movie, tracks, i, samples.get(i));
			}
		});
	}

	private static void writeMovieHeader(BoxWriter movie, long duration, int tracks) {
		movie.fullBox("mvhd", 1, 0, (box) -> {
			// creation and modification are not known
			box.u64(0).u64(0).u32(TIMESCALE).u64(duration);
			// normal rate, full volume
			box.u32(1 << 16).u16(1 << 8).zeros(10);
			writeMatrix(box);
			box.zeros(24).u32(tracks + 1L);
		});
	}

	private static void writeMatrix(BoxWriter box) {
		for (int value : UNITY_MATRIX) {
			box.u32(value);
		}
	}

	private static void writeTrack(BoxWriter movie, List<TrackDescription> tracks, int index,
			@Nullable SampleTable samples) {
		TrackDescription track = tracks.get(index);
		long duration = (samples != null) ? samples.start() + milliseconds(track, samples) : 0;
		movie.box("trak", (box) -> {
			writeTrackHeader(box, tracks, index, duration);
			if (samples != null && samples.start() > 0 && samples.count() > 0) {
				writeEditList(box, samples, milliseconds(track, samples));
			}
			box.box("mdia", (media) -> writeMedia(media, track, samples));
		});
	}

	private static void writeTrackHeader(BoxWriter trackBox, List<TrackDescription> tracks, int index, long duration) {
		TrackDescription track = tracks.get(index);
		boolean firstOfKind = tracks.stream()
			.filter((other) -> other.video() == track.video())
			.findFirst()
			.get() == track;
		trackBox.fullBox("tkhd", 1, IN_MOVIE | ((firstOfKind) ? ENABLED : 0), (box) -> {
			box.u64(0).u64(0).u32(index + 1L).u32(0).u64(duration).zeros(8);
			// one of each kind is to be played, 1 for audio and 2 for video
			box.u16(0).u16((track.video()) ? 2 : 1).u16((track.video()) ? 0 : 1 << 8).u16(0);
			writeMatrix(box);
			box.u32((long) track.width() << 16).u32((long) track.height() << 16);
		});
	}

	/**
	 * Begin late (ISO/IEC 14496-12, 8.6.6): nothing first, then all of the media.
	 */
	private static void writeEditList(BoxWriter track, SampleTable samples, long duration) {
		track.box("edts", (edits) -> edits.fullBox("elst", 1, 0, (box) -> {
			box.u32(2);
			box.u64(samples.start()).u64(-1).u16(1).u16(0);
			box.u64(duration).u64(samples.mediaTime()).u16(1).u16(0);
		}));
	}

	private static void writeMedia(BoxWriter media, TrackDescription track, @Nullable SampleTable samples) {
		media.fullBox("mdhd", 1, 0, (box) -> {
			box.u64(0).u64(0).u32(track.timescale()).u64((samples != null) ? samples.duration() : 0);
			box.u16(UNDETERMINED).u16(0);
		});
		media.fullBox("hdlr", 0, 0, (box) -> {
			box.u32(0).text((track.video()) ? "vide" : "soun").zeros(12);
			box.text((track.video()) ? "VideoHandler" : "SoundHandler").u8(0);
		});
		media.box("minf", (information) -> {
			if (track.video()) {
				information.fullBox("vmhd", 0, 1, (box) -> box.zeros(8));
			}
			else {
				information.fullBox("smhd", 0, 0, (box) -> box.zeros(4));
			}
			// the media is in this file
			information.box("dinf",
					(box) -> box.fullBox("dref", 0, 0, (list) -> list.u32(1).fullBox("url ", 0, 1, (url) -> {
					})));
			information.box("stbl", (table) -> writeSampleTable(table, track, samples));
		});
	}

	private static void writeSampleTable(BoxWriter table, TrackDescription track, @Nullable SampleTable samples) {
		table.fullBox("stsd", 0, 0, (box) -> box.u32(1).bytes(track.sampleEntry()));
		if (samples != null) {
			samples.write(table);
		}
		else {
			table.fullBox("stts", 0, 0, (box) -> box.u32(0));
			table.fullBox("stsc", 0, 0, (box) -> box.u32(0));
			table.fullBox("stsz", 0, 0, (box) -> box.u32(0).u32(0));
			table.fullBox("stco", 0, 0, (box) -> box.u32(0));
		}
		if (track.preRoll() > 0) {
			table.fullBox("sgpd", 1, 0, (box) -> box.text(PRE_ROLL).u32(2).u32(1).u16(-track.preRoll()));
			if (samples != null) {
				writePreRoll(table, samples.count());
			}
		}
	}

	/**
	 * Say that samples need the pre-roll that the track tells.
	 * @param parent where to: a sample table or a track fragment
	 * @param samples the number of samples
	 */
	public static void writePreRoll(BoxWriter parent, int samples) {
		parent.fullBox("sbgp", 0, 0, (box) -> box.text(PRE_ROLL).u32(1).u32(samples).u32(1));
	}

	private static long milliseconds(TrackDescription track, SampleTable samples) {
		return (samples.duration() * TIMESCALE + track.timescale() - 1) / track.timescale();
	}

}
