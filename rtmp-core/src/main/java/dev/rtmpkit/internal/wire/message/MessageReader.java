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

package dev.rtmpkit.internal.wire.message;

import java.nio.ByteBuffer;

import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkDecoder;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one direction of a connection, and obeys those that concern the
 * chunk stream itself. Not thread-safe.
 */
public final class MessageReader {

	private final ChunkDecoder chunks;

	private final MessageDecoder decoder;

	private final AcknowledgementWindow window = new AcknowledgementWindow();

	private ChunkLimits limits;

	private @Nullable AggregateSplitter aggregate;

	private long droppedParts;

	/**
	 * Create a reader.
	 * @param chunkLimits what to accept of the chunk stream
	 * @param amfLimits what to accept in commands
	 */
	public MessageReader(ChunkLimits chunkLimits, AmfLimits amfLimits) {
		this.limits = chunkLimits;
		this.chunks = new ChunkDecoder(chunkLimits);
		this.decoder = new MessageDecoder(amfLimits);
	}

	/**
	 * Change what to accept of the chunk stream.
	 * @param limits the limits from the next chunk on
	 */
	public void limits(ChunkLimits limits) {
		this.limits = limits;
		this.chunks.limits(limits);
	}

	/**
	 * Read a message. Set Chunk Size, Abort and Window Acknowledgement Size have taken
	 * effect when they are returned. The parts of an aggregate message are read one by
	 * one like any other message. An aggregate message without parts is an
	 * {@link UnknownMessage}.
	 * @param input the bytes as they come; consumed up to the end of the message, or to
	 * their end
	 * @return the message or {@code null} if more bytes are needed
	 * @throws dev.rtmpkit.RtmpProtocolException if the bytes break the protocol or a
	 * limit
	 */
	public @Nullable RtmpMessage read(ByteBuffer input) {
		if (this.aggregate != null) {
			return nextPart(this.aggregate);
		}
		int start = input.position();
		RawMessage raw = this.chunks.decode(input);
		this.window.add(input.position() - start);
		if (raw == null) {
			return null;
		}
		RtmpMessage message = this.decoder.decode(raw);
		if (message instanceof AggregateMessage whole) {
			AggregateSplitter parts = new AggregateSplitter(whole, this.limits);
			this.droppedParts += parts.dropped();
			return (parts.hasNext()) ? nextPart(parts)
					: new UnknownMessage(raw.typeId(), raw.streamId(), raw.timestamp(), raw.payload());
		}
		obey(message);
		return message;
	}

	private RtmpMessage nextPart(AggregateSplitter parts) {
		RawMessage part = parts.next();
		this.aggregate = (parts.hasNext()) ? parts : null;
		return this.decoder.decode(part);
	}

	/**
	 * Return whether parts of an aggregate message have not been read yet. The next one
	 * is read without consuming any input.
	 * @return whether there are parts left
	 */
	public boolean hasParts() {
		return this.aggregate != null;
	}

	private void obey(RtmpMessage message) {
		if (message instanceof SetChunkSize chunkSize) {
			this.chunks.chunkSize(chunkSize.size());
		}
		else if (message instanceof AbortMessage abort) {
			this.chunks.abort(abort.chunkStreamId());
		}
		else if (message instanceof WindowAcknowledgementSize size) {
			this.window.size(size.size());
		}
	}

	/**
	 * Return how many chunks have begun.
	 * @return the chunks so far
	 */
	public long chunks() {
		return this.chunks.chunks();
	}

	/**
	 * Return how many messages were passed over because they were too long.
	 * @return the messages so far
	 */
	public long dropped() {
		return this.chunks.dropped() + this.droppedParts;
	}

	/**
	 * Return what is held of messages that are not complete, and of an aggregate message
	 * that has parts left.
	 * @return the reserved bytes
	 */
	public int reservedBytes() {
		return this.chunks.reservedBytes() + ((this.aggregate != null) ? this.aggregate.heldBytes() : 0);
	}

	/**
	 * Return the acknowledgement that is due, once for each window of bytes (RTMP 1.0,
	 * 5.4.3).
	 * @return the acknowledgement or {@code null} if none is due
	 */
	public @Nullable Acknowledgement pollAcknowledgement() {
		return this.window.poll();
	}

}
