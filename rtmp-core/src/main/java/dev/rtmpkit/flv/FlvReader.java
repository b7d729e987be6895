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

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packets of an FLV file. A file that ends in the middle of a tag, as a crash
 * leaves it, is read up to the last whole packet. Not safe for use by several threads at
 * once.
 */
public final class FlvReader implements Closeable {

	private static final int BUFFER_LENGTH = 64 * 1024;

	private final InputStream stream;

	private final FlvDecoder decoder;

	private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH).limit(0);

	private boolean ended;

	/**
	 * Read a stream. It need not be buffered.
	 * @param stream the stream, before the file header; closed with the reader
	 */
	public FlvReader(InputStream stream) {
		this(stream, new FlvDecoder());
	}

	/**
	 * Read a stream with a decoder that has limits of its own.
	 * @param stream the stream; closed with the reader
	 * @param decoder the decoder, unused so far
	 */
	public FlvReader(InputStream stream, FlvDecoder decoder) {
		this.stream = stream;
		this.decoder = decoder;
	}

	/**
	 * Read the next packet.
	 * @return the packet or {@code null} at the end of the file
	 * @throws IOException if the stream cannot be read
	 * @throws RtmpProtocolException if this is no FLV
	 */
	public @Nullable MediaPacket next() throws IOException {
		MediaPacket packet = this.decoder.decode(this.buffer);
		while (packet == null && fill()) {
			packet = this.decoder.decode(this.buffer);
		}
		return packet;
	}

	/**
	 * Return whether the file ended in the middle of its header or of a tag. Known once
	 * {@link #next()} has returned {@code null}.
	 * @return whether something is missing at the end
	 */
	public boolean isTruncated() {
		return this.ended && !this.decoder.isBetweenTags();
	}

	private boolean fill() throws IOException {
		int length = this.stream.read(this.buffer.array());
		this.ended = length < 0;
		this.buffer.position(0).limit(Math.max(0, length));
		return !this.ended;
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

}
