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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.flv.FlvReader;
import dev.rtmpkit.media.MediaPacket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes MP4 of packets, as an application would write it.
 */
final class Mp4Output {

	private Mp4Output() {
	}

	static List<MediaPacket> read(Path flv) {
		List<MediaPacket> packets = new ArrayList<>();
		try (FlvReader reader = new FlvReader(Files.newInputStream(flv))) {
			for (MediaPacket packet = reader.next(); packet != null; packet = reader.next()) {
				packets.add(packet);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packets;
	}

	static List<Mp4Part> parts(List<? extends MediaPacket> packets, Mp4Options options) {
		Mp4Muxer muxer = new Mp4Muxer(options);
		List<Mp4Part> parts = new ArrayList<>();
		packets.forEach((packet) -> parts.addAll(muxer.add(packet)));
		parts.addAll(muxer.finish());
		return parts;
	}

	/**
	 * Split parts at each header.
	 */
	static List<List<Mp4Part>> movies(List<Mp4Part> parts) {
		List<List<Mp4Part>> movies = new ArrayList<>();
		for (Mp4Part part : parts) {
			if (part instanceof Mp4Header) {
				movies.add(new ArrayList<>());
			}
			movies.get(movies.size() - 1).add(part);
		}
		return movies;
	}

	static byte[] bytes(List<ByteBuffer> buffers) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (ByteBuffer buffer : buffers) {
			byte[] copy = new byte[buffer.remaining()];
			buffer.get(copy);
			bytes.writeBytes(copy);
		}
		return bytes.toByteArray();
	}

	static byte[] fragmented(List<Mp4Part> movie) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Mp4Part part : movie) {
			byte[] content = bytes(part.buffers());
			assertThat(part.size()).isEqualTo(content.length);
			bytes.writeBytes(content);
		}
		return bytes.toByteArray();
	}

	/**
	 * Write a file as it is when the writer is killed before the end.
	 */
	static HybridMp4 writeGrowing(List<Mp4Part> movie, Path file) throws IOException {
		HybridMp4 hybrid = new HybridMp4((Mp4Header) movie.get(0));
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.wrap(bytes(hybrid.begin())));
			for (Mp4Part part : movie.subList(1, movie.size())) {
				channel.write(ByteBuffer.wrap(bytes(hybrid.add((Mp4Fragment) part))));
			}
			assertThat(hybrid.size()).isEqualTo(channel.size());
		}
		return hybrid;
	}

	static Path writeHybrid(List<Mp4Part> movie, Path file) throws IOException {
		HybridMp4 hybrid = writeGrowing(movie, file);
		HybridMp4.Ending ending = hybrid.end();
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.position(channel.size()).write(ending.index());
			channel.write(ending.patch(), ending.position());
			assertThat(hybrid.size()).isEqualTo(channel.size());
		}
		return file;
	}

}
