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

package dev.rtmpkit.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

import dev.rtmpkit.flv.FlvEncoder;
import dev.rtmpkit.flv.FlvWriter;
import dev.rtmpkit.internal.media.MetadataNumbers;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import org.jspecify.annotations.Nullable;

/**
 * An FLV file that can be played at any moment: a packet is with the operating system
 * when {@link #write} returns, and the file header announces just the kinds that came.
 */
final class FlvFile {

	private static final int MAX_ATTEMPTS = 1000;

	private static final int TAG_HEADER_LENGTH = 11;

	private final Path path;

	private final FileChannel channel;

	private final FlvWriter writer;

	private final MediaSpan span = new MediaSpan();

	private boolean audio;

	private boolean video;

	private long bytes = FlvEncoder.FILE_HEADER_LENGTH;

	/** Where the numbers of the first metadata stand. */
	private @Nullable Map<String, Integer> numbers;

	private long numbersOffset;

	private FlvFile(Path path, FileChannel channel) throws IOException {
		this.path = path;
		this.channel = channel;
		this.writer = new FlvWriter(channel, false, false);
	}

	/**
	 * Create a file that did not exist.
	 * @param directory where, absolute and normalized; created if it does not exist
	 * @param name its name
	 * @return the file
	 * @throws IOException if it cannot be created
	 */
	static FlvFile create(Path directory, RecordingFileName name) throws IOException {
		Files.createDirectories(directory);
		for (int attempt = 0; true; attempt++) {
			Path path = resolve(directory, name.get(attempt));
			try {
				return open(path);
			}
			catch (FileAlreadyExistsException ex) {
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	/**
	 * Resolve a name that must not lead out of the directory.
	 * @param directory the directory, absolute and normalized
	 * @param name the name of the file
	 * @return the file
	 * @throws IOException if it would be elsewhere
	 */
	static Path resolve(Path directory, String name) throws IOException {
		Path path = directory.resolve(name).normalize();
		if (!directory.equals(path.getParent())) {
			throw new IOException("Not a file of the recording directory");
		}
		return path;
	}

	private static FlvFile open(Path path) throws IOException {
		FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
		try {
			return new FlvFile(path, channel);
		}
		catch (IOException ex) {
			channel.close();
			// a file without a header cannot be played
			Files.deleteIfExists(path);
			throw ex;
		}
	}

	Path path() {
		return this.path;
	}

	long bytes() {
		return this.bytes;
	}

	Duration duration() {
		return this.span.duration();
	}

	void write(MediaPacket packet) throws IOException {
		announce(packet);
		if (this.numbers == null && packet instanceof DataPacket data && data.metadata() != null) {
			this.numbers = MetadataNumbers.positions(data);
			this.numbersOffset = this.bytes + TAG_HEADER_LENGTH;
		}
		this.writer.write(packet);
		this.bytes += FlvEncoder.TAG_OVERHEAD + packet.size();
		this.span.add(packet);
	}

	private void announce(MediaPacket packet) throws IOException {
		if ((packet instanceof AudioPacket && !this.audio) || (packet instanceof VideoPacket && !this.video)) {
			this.audio |= packet instanceof AudioPacket;
			this.video |= packet instanceof VideoPacket;
			overwrite(FlvEncoder.fileHeader(this.audio, this.video), 0);
		}
	}

	/**
	 * Fill in what is known only now, and close.
	 * @throws IOException if that fails; what was written before is whole
	 */
	void finish() throws IOException {
		try (FileChannel closing = this.channel) {
			if (closing.size() > this.bytes) {
				// part of a tag, which could not be written to its end
				closing.truncate(this.bytes);
			}
			overwriteNumber("duration", duration().toMillis() / 1000.0);
			overwriteNumber("filesize", this.bytes);
			overwriteNumber("fileSize", this.bytes);
		}
	}

	private void overwriteNumber(String name, double value) throws IOException {
		Integer position = (this.numbers != null) ? this.numbers.get(name) : null;
		if (position != null) {
			overwrite(ByteBuffer.allocate(Double.BYTES).putDouble(value).flip(), this.numbersOffset + position);
		}
	}

	private void overwrite(ByteBuffer content, long start) throws IOException {
		long position = start;
		while (content.hasRemaining()) {
			position += this.channel.write(content, position);
		}
	}

}
