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
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;

import dev.rtmpkit.media.MediaPacket;

/**
 * Writes packets to an FLV file. Holds nothing back: when a write returns, the whole tag
 * is with the channel or stream. Not safe for use by several threads at once.
 */
public final class FlvWriter implements Closeable, Flushable {

	private final Sink sink;

	/**
	 * Begin a file on a channel; a gathering one, such as a file's, spares copying
	 * payloads.
	 * @param channel the channel, in blocking mode; closed with the writer
	 * @param audio whether to announce audio
	 * @param video whether to announce video
	 * @throws IOException if the file header cannot be written
	 */
	public FlvWriter(WritableByteChannel channel, boolean audio, boolean video) throws IOException {
		this((channel instanceof GatheringByteChannel gathering) ? new GatheringSink(gathering)
				: new ChannelSink(channel), audio, video);
	}

	/**
	 * Begin a file on a stream, which had better be buffered.
	 * @param stream the stream; closed with the writer
	 * @param audio whether to announce audio
	 * @param video whether to announce video
	 * @throws IOException if the file header cannot be written
	 */
	public FlvWriter(OutputStream stream, boolean audio, boolean video) throws IOException {
		this(new StreamSink(stream), audio, video);
	}

	private FlvWriter(Sink sink, boolean audio, boolean video) throws IOException {
		this.sink = sink;
		sink.write(FlvEncoder.fileHeader(audio, video));
	}

	/**
	 * Write a packet.
	 * @param packet the packet, which may be empty
	 * @throws IOException if it cannot be written; the file then ends in part of a tag
	 */
	public void write(MediaPacket packet) throws IOException {
		this.sink.write(FlvEncoder.encode(packet));
	}

	@Override
	public void flush() throws IOException {
		this.sink.flush();
	}

	@Override
	public void close() throws IOException {
		this.sink.close();
	}

	/**
	 * Where bytes go.
	 */
	private interface Sink extends Closeable, Flushable {

		void write(ByteBuffer... parts) throws IOException;

		@Override
		default void flush() throws IOException {
		}

	}

	private record GatheringSink(GatheringByteChannel channel) implements Sink {

		@Override
		public void write(ByteBuffer... parts) throws IOException {
			ByteBuffer last = parts[parts.length - 1];
			while (last.hasRemaining()) {
				this.channel.write(parts);
			}
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

	private record ChannelSink(WritableByteChannel channel) implements Sink {

		@Override
		public void write(ByteBuffer... parts) throws IOException {
			for (ByteBuffer part : parts) {
				while (part.hasRemaining()) {
					this.channel.write(part);
				}
			}
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

	private record StreamSink(OutputStream stream) implements Sink {

		private static final int COPY_LENGTH = 8 * 1024;

		@Override
		public void write(ByteBuffer... parts) throws IOException {
			for (ByteBuffer part : parts) {
				// payloads are read-only, so their arrays are out of reach
				byte[] copy = new byte[Math.min(COPY_LENGTH, part.remaining())];
				while (part.hasRemaining()) {
					int length = Math.min(copy.length, part.remaining());
					part.get(copy, 0, length);
					this.stream.write(copy, 0, length);
				}
			}
		}

		@Override
		public void flush() throws IOException {
			this.stream.flush();
		}

		@Override
		public void close() throws IOException {
			this.stream.close();
		}

	}

}
