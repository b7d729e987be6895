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

package dev.rtmpkit.flv;

import java.nio.ByteBuffer;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.media.MediaTimeline;
import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of FLV bytes as they come (FLV 10.1, Annex E). Keeps copies of the bytes
 * it needs, so input buffers may be reused. Memory grows with the bytes of the current
 * tag that have come, not with its claimed size.
 * <p>
 * Tags of unknown type, encrypted ones and data tags without sense are passed over, and
 * so are back pointers, which are of no use here and wrong in many files. After an
 * exception the decoder is of no more use. Not safe for use by several threads at once.
 */
public final class FlvDecoder {

	private final int maxTagSize;

	private final MediaTimeline timeline;

	private final ByteBuffer fixed = ByteBuffer.allocate(FlvFormat.TAG_HEADER_LENGTH);

	private State state = State.FILE_HEADER;

	/** What is left of a file header that is longer than we know. */
	private long headerRest;

	private int tagType;

	private long timestamp;

	private TagBody body = TagBody.EMPTY;

	/**
	 * Create a decoder that stands before the file header and accepts tags of any size.
	 */
	public FlvDecoder() {
		this(FlvFormat.MAX_TAG_SIZE);
	}

	/**
	 * Create a decoder that stands before the file header.
	 * @param maxTagSize the largest tag body to accept, in bytes, 0 to 16,777,215
	 */
	public FlvDecoder(int maxTagSize) {
		this.maxTagSize = maxTagSize;
		this.timeline = new MediaTimeline();
		expect(State.FILE_HEADER, FlvFormat.FILE_HEADER_LENGTH);
	}

	/**
	 * Consume bytes up to the end of the next packet.
	 * @param input the bytes; those left over are to be given again, in front of newer
	 * ones
	 * @return the packet or {@code null} if more bytes are needed, in which case none are
	 * left over
	 * @throws RtmpProtocolException with {@link ProtocolError#FLV} if this is no FLV, or
	 * a tag is larger than allowed
	 */
	public @Nullable MediaPacket decode(ByteBuffer input) {
		while (isFilledFrom(input)) {
			MediaPacket packet = advance();
			if (packet != null) {
				return packet;
			}
		}
		return null;
	}

	/**
	 * Return whether the bytes so far end where a tag ends, as those of a whole file do.
	 * @return whether this is a point where a file may end
	 */
	public boolean isBetweenTags() {
		return this.state == State.TAG_HEADER && this.fixed.position() == 0;
	}

	private boolean isFilledFrom(ByteBuffer input) {
		return switch (this.state) {
			case FILE_HEADER_REST -> isHeaderRestSkipped(input);
			case TAG_BODY -> this.body.isFilledFrom(input);
			default -> {
				int length = Math.min(this.fixed.remaining(), input.remaining());
				this.fixed.put(input.slice(input.position(), length));
				input.position(input.position() + length);
				yield !this.fixed.hasRemaining();
			}
		};
	}

	private boolean isHeaderRestSkipped(ByteBuffer input) {
		int length = (int) Math.min(this.headerRest, input.remaining());
		input.position(input.position() + length);
		this.headerRest -= length;
		return this.headerRest == 0;
	}

	private @Nullable MediaPacket advance() {
		this.fixed.flip();
		switch (this.state) {
			case FILE_HEADER -> readFileHeader();
			case FILE_HEADER_REST -> expect(State.BACK_POINTER, FlvFormat.BACK_POINTER_LENGTH);
			case BACK_POINTER -> expect(State.TAG_HEADER, FlvFormat.TAG_HEADER_LENGTH);
			case TAG_HEADER -> readTagHeader();
			case TAG_BODY -> {
				expect(State.BACK_POINTER, FlvFormat.BACK_POINTER_LENGTH);
				return takePacket();
			}
		}
		return null;
	}

	private void readFileHeader() {
		int signature = this.fixed.getInt();
		// flags say what may be expected, which the tags say better
		this.fixed.get();
		long length = this.fixed.getInt() & 0xFFFFFFFFL;
		if (signature != (FlvFormat.SIGNATURE << 8 | FlvFormat.VERSION) || length < FlvFormat.FILE_HEADER_LENGTH) {
			throw new RtmpProtocolException(ProtocolError.FLV, "No FLV file header");
		}
		this.headerRest = length - FlvFormat.FILE_HEADER_LENGTH;
		this.state = State.FILE_HEADER_REST;
	}

	private void readTagHeader() {
		int typeAndSize = this.fixed.getInt();
		int size = typeAndSize & 0xFFFFFF;
		if (size > this.maxTagSize) {
			throw new RtmpProtocolException(ProtocolError.FLV, "Tag of %d bytes is too large".formatted(size));
		}
		int lowerAndUpper = this.fixed.getInt();
		this.tagType = typeAndSize >>> 24 & FlvFormat.TAG_TYPE_MASK;
		this.timestamp = (lowerAndUpper >>> 8 | lowerAndUpper << 24) & 0xFFFFFFFFL;
		this.body = new TagBody(size);
		this.state = State.TAG_BODY;
	}

	private @Nullable MediaPacket takePacket() {
		ByteBuffer payload = this.body.content();
		this.body = TagBody.EMPTY;
		return switch (this.tagType) {
			case FlvFormat.TAG_AUDIO -> this.timeline.audio(this.timestamp, payload);
			case FlvFormat.TAG_VIDEO -> this.timeline.video(this.timestamp, payload);
			case FlvFormat.TAG_DATA -> this.timeline.data(this.timestamp, payload);
			case FlvFormat.TAG_DATA_AMF3 -> this.timeline.data(this.timestamp, payload, true);
			default -> null;
		};
	}

	private void expect(State next, int length) {
		this.fixed.clear().limit(length);
		this.state = next;
	}

	private enum State {

		FILE_HEADER, FILE_HEADER_REST, BACK_POINTER, TAG_HEADER, TAG_BODY

	}

}
