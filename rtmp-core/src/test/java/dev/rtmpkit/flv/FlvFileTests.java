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

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.MediaFiles;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FlvReader} and {@link FlvWriter}.
 */
class FlvFileTests {

	private static final byte[] FILE_HEADER = Hex.bytes("46 4C 56 01 05 00 00 00 09 00 00 00 00");

	private static final List<MediaPacket> PACKETS = List.of(data(0, "02 00 04 6F 6E 46 49 05"),
			video(0, "17 00 00 00 00 01 64 00 1F"), audio(0, "AF 00 11 90"), video(0xFFFFFFF0L, "17 01 00 00 00 65"),
			audio(0xFFFFFFF8L, "AF 01 21 10"), audio(0xFFFFFFFFL, ""), video(0x100000010L, "27 01 FF FF D8 41"),
			video(0x100000010L, "91 68 76 63 31 00 00 00 26"), audio(0x100000010L, "91 4F 70 75 73 AA"));

	@TempDir
	private Path directory;

	@Test
	void whatIsWrittenToStreamIsReadBack() throws IOException {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		write(new FlvWriter(file, true, true));
		assertThat(read(file.toByteArray(), false)).usingRecursiveFieldByFieldElementComparator().isEqualTo(PACKETS);
		assertThat(file.toByteArray()).startsWith(FILE_HEADER);
	}

	@Test
	void allWaysOfWritingGiveTheSameBytes() throws IOException {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		write(new FlvWriter(stream, true, true));
		Path file = this.directory.resolve("file.flv");
		write(new FlvWriter(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), true,
				true));
		assertThat(file).hasBinaryContent(stream.toByteArray());
		ByteArrayOutputStream channel = new ByteArrayOutputStream();
		write(new FlvWriter(new HesitantChannel(channel), true, true));
		assertThat(channel.toByteArray()).isEqualTo(stream.toByteArray());
		ByteArrayOutputStream gathering = new ByteArrayOutputStream();
		write(new FlvWriter(new HesitantGatheringChannel(gathering), true, true));
		assertThat(gathering.toByteArray()).isEqualTo(stream.toByteArray());
	}

	@Test
	void whenWriteReturnsTheWholeTagIsInTheFile() throws IOException {
		Path file = this.directory.resolve("file.flv");
		try (FlvWriter writer = new FlvWriter(
				FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), true, true)) {
			assertThat(file).hasBinaryContent(FILE_HEADER);
			for (int i = 0; i < PACKETS.size(); i++) {
				writer.write(PACKETS.get(i));
				assertThat(read(Files.readAllBytes(file), false)).usingRecursiveFieldByFieldElementComparator()
					.isEqualTo(PACKETS.subList(0, i + 1));
			}
		}
	}

	@Test
	void writerFlushesAndClosesItsStream() throws IOException {
		AtomicInteger flushed = new AtomicInteger();
		AtomicInteger closed = new AtomicInteger();
		FlvWriter writer = new FlvWriter(new OutputStream() {

			@Override
			public void write(int b) {
			}

			@Override
			public void flush() {
				flushed.incrementAndGet();
			}

			@Override
			public void close() {
				closed.incrementAndGet();
			}

		}, true, true);
		writer.flush();
		assertThat(flushed).hasValue(1);
		assertThat(closed).hasValue(0);
		writer.close();
		assertThat(closed).hasValue(1);
	}

	@Test
	void whenFileIsCutOffAnywhereWholePacketsAreRead() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		write(new FlvWriter(out, true, true));
		byte[] file = out.toByteArray();
		for (int length = 0; length < file.length; length++) {
			int end = FILE_HEADER.length;
			int whole = 0;
			boolean cut = length != end;
			for (MediaPacket packet : PACKETS) {
				end += packet.size() + FlvEncoder.TAG_OVERHEAD;
				// the back pointer is not needed
				whole += (length >= end - 4) ? 1 : 0;
				cut &= length != end;
			}
			assertThat(read(Arrays.copyOf(file, length), cut)).as("%d bytes", length)
				.usingRecursiveFieldByFieldElementComparator()
				.isEqualTo(PACKETS.subList(0, whole));
		}
	}

	@Test
	void whenStreamGivesLittleAtATimeReaderReadsOn() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		write(new FlvWriter(out, true, true));
		InputStream slow = new ByteArrayInputStream(out.toByteArray()) {

			@Override
			public synchronized int read(byte[] b, int off, int len) {
				return super.read(b, off, Math.min(3, len));
			}

		};
		try (FlvReader reader = new FlvReader(slow)) {
			assertThat(readAll(reader)).usingRecursiveFieldByFieldElementComparator().isEqualTo(PACKETS);
		}
	}

	@Test
	void whenFileIsNoFlvReaderFails() {
		assertThatExceptionOfType(RtmpProtocolException.class).isThrownBy(() -> read(new byte[100], true));
	}

	@Test
	void whenReaderIsAtTheEndItStaysThere() throws IOException {
		try (FlvReader reader = new FlvReader(new ByteArrayInputStream(FILE_HEADER))) {
			assertThat(reader.isTruncated()).isFalse();
			assertThat(reader.next()).isNull();
			assertThat(reader.next()).isNull();
			assertThat(reader.isTruncated()).isFalse();
		}
	}

	@RequiresFfmpeg
	@ParameterizedTest
	@EnumSource
	void fileOfFfmpegIsCopiedPacketByPacket(MediaFiles media) throws IOException {
		Path copy = this.directory.resolve("copy.flv");
		List<MediaPacket> packets = copy(media.flv(), copy, (packet) -> List.of(packet));
		assertThat(Ffprobe.packets(copy)).isEqualTo(Ffprobe.packets(media.flv())).isNotEmpty();
		assertThat(Ffprobe.streams(copy)).isEqualTo(Ffprobe.streams(media.flv()));
		assertThat(Ffprobe.warnings(copy)).isEmpty();
		assertThat(packets).hasOnlyElementsOfTypes(AudioPacket.class, VideoPacket.class, DataPacket.class)
			.hasSizeGreaterThan(Ffprobe.packets(copy).size());
	}

	@RequiresFfmpeg
	@Test
	void factsOfPacketsAreWhatFfprobeSees() throws IOException {
		Path file = MediaFiles.H264_B_FRAMES_AAC.flv();
		List<VideoPacket> frames = new ArrayList<>();
		try (FlvReader reader = new FlvReader(new BufferedInputStream(Files.newInputStream(file)))) {
			for (MediaPacket packet : readAll(reader)) {
				if (packet instanceof VideoPacket video && video.packetType().name().startsWith("CODED")) {
					frames.add(video);
				}
			}
		}
		List<Ffprobe.PacketInfo> expected = Ffprobe.packets(file)
			.stream()
			.filter((packet) -> packet.codecType().equals("video"))
			.toList();
		assertThat(frames).extracting(MediaPacket::timestamp)
			.isEqualTo(expected.stream().map(Ffprobe.PacketInfo::dts).toList());
		assertThat(frames).extracting((frame) -> frame.timestamp() + frame.compositionTimeOffset())
			.isEqualTo(expected.stream().map(Ffprobe.PacketInfo::pts).toList());
		assertThat(frames).extracting(VideoPacket::isKeyFrame)
			.isEqualTo(expected.stream().map(Ffprobe.PacketInfo::key).toList());
		assertThat(frames).extracting((frame) -> frame.body().remaining())
			.isEqualTo(expected.stream().map(Ffprobe.PacketInfo::size).toList());
	}

	@Tag("AV3")
	@Tag("F1")
	@RequiresFfmpeg
	@Test
	void whenPacketsAreEmptyFileStillPlays() throws IOException {
		Path copy = this.directory.resolve("copy.flv");
		copy(MediaFiles.H264_AAC.flv(), copy,
				(packet) -> List.of(AudioPacket.parse(packet.timestamp(), ByteBuffer.allocate(0)), packet,
						VideoPacket.parse(packet.timestamp(), ByteBuffer.allocate(0))));
		assertThat(Ffprobe.packets(copy)).extracting(Ffprobe.PacketInfo::dataHash)
			.isEqualTo(Ffprobe.packets(MediaFiles.H264_AAC.flv()).stream().map(Ffprobe.PacketInfo::dataHash).toList());
	}

	@RequiresFfmpeg
	@Test
	void whenFileIsCutOffFfmpegReadsIt() throws IOException {
		byte[] whole = Files.readAllBytes(MediaFiles.H264_AAC.flv());
		Path cut = Files.write(this.directory.resolve("cut.flv"), Arrays.copyOf(whole, whole.length / 2));
		Path repaired = this.directory.resolve("repaired.flv");
		copy(cut, repaired, (packet) -> List.of(packet));
		Ffmpeg.run(Duration.ofSeconds(30), "-v", "error", "-i", repaired.toString(), "-c", "copy", "-f", "null", "-")
			.orFail();
		assertThat(Ffprobe.packets(repaired)).isSubsetOf(Ffprobe.packets(MediaFiles.H264_AAC.flv())).isNotEmpty();
	}

	private static List<MediaPacket> copy(Path from, Path to, Function<MediaPacket, List<MediaPacket>> change)
			throws IOException {
		List<MediaPacket> packets = new ArrayList<>();
		try (FlvReader reader = new FlvReader(Files.newInputStream(from));
				FlvWriter writer = new FlvWriter(Files.newOutputStream(to), true, true)) {
			for (MediaPacket packet : readAll(reader)) {
				packets.add(packet);
				for (MediaPacket changed : change.apply(packet)) {
					writer.write(changed);
				}
			}
		}
		return packets;
	}

	private static void write(FlvWriter writer) throws IOException {
		try (writer) {
			for (MediaPacket packet : PACKETS) {
				writer.write(packet);
			}
		}
	}

	private static List<MediaPacket> read(byte[] file, boolean truncated) throws IOException {
		try (FlvReader reader = new FlvReader(new ByteArrayInputStream(file))) {
			List<MediaPacket> packets = readAll(reader);
			assertThat(reader.isTruncated()).as("truncated after %d bytes", file.length).isEqualTo(truncated);
			return packets;
		}
	}

	private static List<MediaPacket> readAll(FlvReader reader) throws IOException {
		List<MediaPacket> packets = new ArrayList<>();
		for (MediaPacket packet = reader.next(); packet != null; packet = reader.next()) {
			packets.add(packet);
		}
		return packets;
	}

	private static AudioPacket audio(long timestamp, String hex) {
		return AudioPacket.parse(timestamp, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static VideoPacket video(long timestamp, String hex) {
		return VideoPacket.parse(timestamp, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static DataPacket data(long timestamp, String hex) {
		DataPacket packet = DataPacket.parse(timestamp, ByteBuffer.wrap(Hex.bytes(hex)));
		assertThat(packet).isNotNull();
		return packet;
	}

	/**
	 * Takes one byte at a time.
	 */
	private static class HesitantChannel implements WritableByteChannel {

		private final ByteArrayOutputStream target;

		HesitantChannel(ByteArrayOutputStream target) {
			this.target = target;
		}

		@Override
		public int write(ByteBuffer source) {
			this.target.write(source.get());
			return 1;
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void close() {
		}

	}

	/**
	 * Takes one byte at a time from many buffers.
	 */
	private static final class HesitantGatheringChannel extends HesitantChannel implements GatheringByteChannel {

		HesitantGatheringChannel(ByteArrayOutputStream target) {
			super(target);
		}

		@Override
		public long write(ByteBuffer[] sources, int offset, int length) {
			for (int i = offset; i < offset + length; i++) {
				if (sources[i].hasRemaining()) {
					return write(sources[i]);
				}
			}
			return 0;
		}

		@Override
		public long write(ByteBuffer[] sources) {
			return write(sources, 0, sources.length);
		}

	}

}
