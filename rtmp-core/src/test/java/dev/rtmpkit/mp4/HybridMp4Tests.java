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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.rtmpkit.internal.mp4.BoxWriter;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.rtmpkit.mp4.Packets.audioHeader;
import static dev.rtmpkit.mp4.Packets.inter;
import static dev.rtmpkit.mp4.Packets.key;
import static dev.rtmpkit.mp4.Packets.sound;
import static dev.rtmpkit.mp4.Packets.video;
import static dev.rtmpkit.mp4.Packets.videoHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link HybridMp4}.
 */
class HybridMp4Tests {

	@TempDir
	private Path directory;

	@Test
	void whileItGrowsItIsFragmented() throws IOException {
		Path file = this.directory.resolve("growing.mp4");
		Mp4Output.writeGrowing(parts(), file);
		assertThat(Box.types(Box.all(Files.readAllBytes(file)))).startsWith("ftyp", "free", "moov", "moof", "mdat")
			.doesNotHaveDuplicates()
			.hasSize(5);
	}

	@Test
	void inTheEndOneMediaDataBoxHoldsAll() throws IOException {
		List<Box> boxes = whole(parts());
		assertThat(Box.types(boxes)).containsExactly("ftyp", "mdat", "moov");
		assertThat(boxes.get(2).find("mvex")).isEmpty();
	}

	@Test
	void tablesOfVideoInBytes() throws IOException {
		Box table = table(whole(parts()), 0);
		assertThat(Box.types(table.children())).containsExactly("stsd", "stts", "ctts", "stss", "stsc", "stsz", "stco");
		assertThat(table.get("stts").content()).isEqualTo(bytes("00000000 00000001 00000004 00000028"));
		assertThat(table.get("ctts").content()).isEqualTo(bytes("""
				01 000000 00000003
				00000001 00000000
				00000002 FFFFFFD8 // -40 ms
				00000001 00000000
				"""));
		assertThat(table.get("stss").content()).isEqualTo(bytes("00000000 00000002 00000001 00000004"));
		assertThat(table.get("stsz").content())
			.isEqualTo(bytes("00000000 00000000 00000004 00000006 00000007 00000007 00000006"));
	}

	@Test
	void whenTrackBeginsLateEditListSaysSo() throws IOException {
		Box movie = whole(parts()).get(2);
		assertThat(movie.find("trak").get(0).find("edts")).isEmpty();
		Box list = movie.find("trak").get(1).get("edts", "elst");
		assertThat(list.content()).isEqualTo(bytes("""
				01 000000 00000002
				000000000000000A FFFFFFFFFFFFFFFF 0001 0000 // nothing for 10 ms
				000000000000002B 0000000000000000 0001 0000 // then all of it, 43 ms
				"""));
		assertThat(movie.get("mvhd").u64(24)).isEqualTo(160);
		assertThat(movie.find("trak").get(1).get("mdia", "mdhd").u64(24)).isEqualTo(2048);
	}

	@Test
	void whenReorderedVideoBeginsLateEditListBeginsAtItsFirstPicture() throws IOException {
		List<Mp4Part> parts = Mp4Output.parts(List.of(videoHeader(), audioHeader(), sound(0),
				video(100, "17 01 000050 00000002 6588"), inter(140, 80), inter(180, 0)),
				Mp4Options.every(Duration.ofSeconds(1)));
		Box track = whole(parts).get(2).find("trak").get(0);
		// decoded at 100 ms, shown at 180 ms
		assertThat(track.get("edts", "elst").content()).isEqualTo(bytes("""
				01 000000 00000002
				00000000000000B4 FFFFFFFFFFFFFFFF 0001 0000
				0000000000000078 0000000000000050 0001 0000
				"""));
	}

	@Test
	void whenFirstPictureIsShownBeforeItIsDecodedAllAreMoved() throws IOException {
		List<Mp4Part> parts = Mp4Output.parts(List.of(videoHeader(), audioHeader(), sound(0),
				video(100, "17 01 FFFFD8 00000002 6588"), inter(140, 0), inter(180, -40)),
				Mp4Options.every(Duration.ofSeconds(1)));
		List<Box> boxes = whole(parts);
		// shown at 60 ms
		assertThat(boxes.get(2).find("trak").get(0).get("edts", "elst").content().slice(8, 40)).isEqualTo(bytes("""
				000000000000003C FFFFFFFFFFFFFFFF 0001 0000
				0000000000000078 0000000000000000 0001 0000
				"""));
		assertThat(table(boxes, 0).get("ctts").content())
			.isEqualTo(bytes("00 000000 00000003 00000001 00000000 00000001 00000028 00000001 00000000"));
	}

	@Test
	void chunksPointToTheFrames() throws IOException {
		for (Mp4Options options : List.of(Mp4Options.eachFrame(), Mp4Options.every(Duration.ofMillis(50)),
				Mp4Options.onKeyFrames(Duration.ZERO))) {
			List<Mp4Part> parts = Mp4Output.parts(packets(), options);
			Path file = Mp4Output.writeHybrid(parts, this.directory.resolve(options.hashCode() + ".mp4"));
			byte[] content = Files.readAllBytes(file);
			List<Box> boxes = Box.all(content);
			assertThat(frames(content, table(boxes, 0))).containsExactly("000000026588", "00000003419a00",
					"00000003419a00", "000000026588");
			assertThat(frames(content, table(boxes, 1))).containsExactly("21004990", "21004990");
		}
	}

	@Test
	void whenFileIsLargeOffsetsHave64Bits() {
		SampleIndex index = new SampleIndex();
		List<Sample> samples = List.of(new Sample(0, 0, 0, 40, Sample.Dependency.SYNC, ByteBuffer.allocate(1)));
		index.add(new TrackRun(0, 0, 0, samples, 40), 0xFFFFFFFFL);
		index.add(new TrackRun(0, 0, 40, samples, 40), 0x100000000L);
		BoxWriter writer = new BoxWriter();
		index.write(writer);
		Box offsets = Box.all(writer.toBuffer()).get(3);
		assertThat(offsets.type()).isEqualTo("co64");
		assertThat(offsets.content()).isEqualTo(bytes("00000000 00000002 00000000FFFFFFFF 0000000100000000"));
	}

	@Test
	void whenNothingWasAddedItIsAFileWithoutSamples() throws IOException {
		List<Box> boxes = whole(parts().subList(0, 1));
		assertThat(Box.types(boxes)).containsExactly("ftyp", "mdat", "moov");
		assertThat(table(boxes, 0).get("stsz").u32(8)).isZero();
		assertThat(boxes.get(2).get("mvhd").u64(24)).isZero();
	}

	@Test
	void whenOrderIsWrongFails() {
		List<Mp4Part> parts = parts();
		HybridMp4 hybrid = new HybridMp4((Mp4Header) parts.get(0));
		assertThatIllegalStateException().isThrownBy(() -> hybrid.add((Mp4Fragment) parts.get(1)));
		hybrid.begin();
		assertThatIllegalStateException().isThrownBy(hybrid::begin);
		hybrid.end();
		assertThatIllegalStateException().isThrownBy(hybrid::end).withMessage("The file is ENDED, not OPEN");
	}

	private static List<MediaPacket> packets() {
		return List.of(videoHeader(), audioHeader(), key(0), sound(10), sound(31), inter(40, -40), inter(80, -40),
				key(120));
	}

	private static List<Mp4Part> parts() {
		return Mp4Output.parts(packets(), Mp4Options.every(Duration.ofSeconds(1)));
	}

	private List<Box> whole(List<Mp4Part> parts) throws IOException {
		return Box.all(Files.readAllBytes(Mp4Output.writeHybrid(parts, this.directory.resolve("whole.mp4"))));
	}

	private static Box table(List<Box> boxes, int track) {
		return boxes.get(2).find("trak").get(track).get("mdia", "minf", "stbl");
	}

	/**
	 * Read the frames as a player does.
	 */
	private static List<String> frames(byte[] file, Box table) {
		List<String> frames = new ArrayList<>();
		Box lengths = table.get("stsc");
		Box offsets = table.get("stco");
		Box sizes = table.get("stsz");
		int sample = 0;
		for (int chunk = 0; chunk < offsets.u32(4); chunk++) {
			int length = 0;
			for (int i = 0; i < lengths.u32(4) && lengths.u32(8 + 12 * i) <= chunk + 1; i++) {
				length = lengths.u32(12 + 12 * i);
			}
			int offset = offsets.u32(8 + 4 * chunk);
			for (int i = 0; i < length; i++) {
				int size = sizes.u32(12 + 4 * sample++);
				frames.add(HexFormat.of().formatHex(file, offset, offset + size));
				offset += size;
			}
		}
		assertThat(sample).isEqualTo(sizes.u32(8));
		return frames;
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

}
