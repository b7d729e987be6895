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
import java.util.stream.Stream;

import dev.rtmpkit.internal.mp4.BoxWriter;
import dev.rtmpkit.internal.mp4.MovieBox;

/**
 * Lays out a file that is fragmented MP4 while it grows and an ordinary MP4 in the end.
 * Until then it plays up to its last whole fragment, whenever the writer is killed; at
 * the end a movie box with all samples is appended, and sixteen bytes near the beginning
 * make one media data box of all before it (ISO/IEC 14496-12, 8.1.1), so that players
 * seek at once. No media is copied. As the file grows it is
 * {@code ftyp free moov moof mdat moof mdat …}, in the end {@code ftyp mdat moov}.
 * <p>
 * To be written are, in this order: {@link #begin()}, {@link #add(Mp4Fragment)} for each
 * fragment of the header, and {@link #end()}. Start times of tracks become edit lists.
 * Needs about four bytes of memory per frame, eight more for each frame that is presented
 * later than decoded or irregular, and sixteen for each fragment and track. Not safe for
 * use by several threads at once.
 */
public final class HybridMp4 {

	private static final int PLACEHOLDER_LENGTH = 16;

	/** Stands for a length in 64 bits behind the type. */
	private static final int LARGE = 1;

	private final Mp4Header header;

	private final List<SampleIndex> indexes;

	private final int placeholder;

	private long size;

	private State state = State.NEW;

	/**
	 * Create the layout of a file.
	 * @param header the header of all its fragments
	 */
	public HybridMp4(Mp4Header header) {
		this.header = header;
		this.indexes = Stream.generate(SampleIndex::new).limit(header.tracks().size()).toList();
		this.placeholder = header.fileType().remaining();
	}

	/**
	 * Begin the file.
	 * @return the bytes that come first
	 * @throws IllegalStateException if it has begun
	 */
	public List<ByteBuffer> begin() {
		expect(State.NEW);
		this.state = State.OPEN;
		ByteBuffer free = new BoxWriter().box("free", (box) -> box.zeros(PLACEHOLDER_LENGTH - 8)).toBuffer();
		this.size = this.header.size() + PLACEHOLDER_LENGTH;
		return List.of(this.header.fileType(), free, this.header.movie());
	}

	/**
	 * Append a fragment.
	 * @param fragment the fragment, made after the header of this file and before the
	 * next
	 * @return the bytes that come next: those of the fragment
	 * @throws IllegalStateException if the file has not begun, or has ended
	 */
	public List<ByteBuffer> add(Mp4Fragment fragment) {
		expect(State.OPEN);
		long offset = this.size + fragment.dataOffset();
		for (TrackRun run : fragment.runs()) {
			this.indexes.get(run.track()).add(run, offset);
			offset += run.size();
		}
		this.size += fragment.size();
		return fragment.buffers();
	}

	/**
	 * End the file.
	 * @return what is to be appended, then overwritten
	 * @throws IllegalStateException if it has not begun, or has ended
	 */
	public Ending end() {
		expect(State.OPEN);
		this.state = State.ENDED;
		BoxWriter movie = new BoxWriter();
		MovieBox.writeWhole(movie, this.header.tracks(), this.indexes);
		ByteBuffer patch = new BoxWriter().u32(LARGE).text("mdat").u64(this.size - this.placeholder).toBuffer();
		this.size += movie.length();
		return new Ending(movie.toBuffer(), this.placeholder, patch);
	}

	/**
	 * Return how long the file is, once all that was returned so far is written.
	 * @return the number of bytes
	 */
	public long size() {
		return this.size;
	}

	private void expect(State expected) {
		if (this.state != expected) {
			throw new IllegalStateException("The file is " + this.state + ", not " + expected);
		}
	}

	/**
	 * What ends a file. While only the index is appended, the file is still fragmented
	 * MP4; a writer that wants to survive a loss of power forces it to the disk before it
	 * overwrites.
	 *
	 * @param index the bytes to append
	 * @param position where the bytes to overwrite are
	 * @param patch the bytes to put there
	 */
	public record Ending(ByteBuffer index, long position, ByteBuffer patch) {

		@Override
		public ByteBuffer index() {
			return this.index.duplicate();
		}

		@Override
		public ByteBuffer patch() {
			return this.patch.duplicate();
		}

	}

	private enum State {

		NEW, OPEN, ENDED

	}

}
