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

package dev.rtmpkit.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.mp4.HybridMp4;
import dev.rtmpkit.mp4.Mp4Fragment;
import dev.rtmpkit.mp4.Mp4Header;
import dev.rtmpkit.mp4.Mp4Muxer;
import dev.rtmpkit.mp4.Mp4Options;
import dev.rtmpkit.mp4.Mp4Part;
import dev.rtmpkit.testkit.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link Mp4Muxer} and {@link HybridMp4}: nothing fails, headers come first,
 * lengths of boxes are right, and media is neither invented nor repeated.
 */
@Tag("Z1")
class Mp4FuzzTests {

	private static final int PACKET_LIMIT = 128;

	private static final List<MediaPacket> HEADERS = List.of(video("17 00 000000 01 42C00A FF E1 0002 6742 01 0001 68"),
			video("90 61763031 81 00 0C 00"), video("90 76703039 00 0A 82 02 02 02 0000"), audio("AF 00 1190"),
			audio("AF 00 1210"), audio("90 4F707573 4F70757348656164 01 02 3801 80BB0000 0000 00"),
			video("95 00 61766331 01 01 42C00A FF E1 0002 6742 01 0001 68"));

	private long received;

	private long written;

	private @Nullable HybridMp4 file;

	@FuzzTest
	void packets(FuzzedDataProvider data) {
		List<Mp4Options> options = List.of(Mp4Options.eachFrame(), Mp4Options.every(Duration.ofSeconds(1)),
				Mp4Options.onKeyFrames(Duration.ofMillis(500)).withTracks(Mp4Options.Tracks.DEFAULT));
		Mp4Muxer muxer = new Mp4Muxer(data.pickValue(options));
		this.received = 0;
		this.written = 0;
		this.file = null;
		long timestamp = 0;
		while (data.remainingBytes() > 0) {
			if (data.consumeInt(0, 31) == 0) {
				check(muxer.finish());
			}
			timestamp = (data.consumeInt(0, 31) == 0) ? data.consumeLong() : timestamp + data.consumeInt(-20, 100);
			check(muxer.add(packet(data).withTimestamp(timestamp)));
		}
		check(muxer.finish());
		end();
		assertThat(muxer.unsupported()).hasSizeLessThan(30);
	}

	private MediaPacket packet(FuzzedDataProvider data) {
		int kind = data.consumeInt(0, 3);
		if (kind == 0) {
			return data.pickValue(HEADERS);
		}
		ByteBuffer payload = ByteBuffer.wrap(data.consumeBytes(PACKET_LIMIT));
		this.received += payload.remaining();
		return (kind == 1) ? AudioPacket.parse(0, payload) : VideoPacket.parse(0, payload);
	}

	private void check(List<Mp4Part> parts) {
		for (Mp4Part part : parts) {
			List<String> types;
			if (part instanceof Mp4Header header) {
				types = List.of("ftyp", "moov");
				assertThat(header.contentType()).matches("(video|audio)/mp4; codecs=\"[A-Za-z0-9.,-]+\"");
				assertThat(header.startTime()).isBetween(-1L << 24, 1L << 48);
				end();
				this.file = new HybridMp4(header);
				this.file.begin();
			}
			else {
				types = List.of("moof", "mdat");
				Mp4Fragment fragment = (Mp4Fragment) part;
				assertThat(fragment.decodeTime()).isGreaterThanOrEqualTo(Duration.ZERO);
				assertThat(fragment.duration()).isGreaterThanOrEqualTo(Duration.ZERO);
				assertThat(this.file).isNotNull();
				this.written += boxes(this.file.add(fragment)).get(1).remaining() - 4;
				assertThat(this.written).isLessThanOrEqualTo(this.received);
			}
			assertThat(boxes(part.buffers()).stream().map(Mp4FuzzTests::type)).containsExactlyElementsOf(types);
		}
	}

	private void end() {
		if (this.file != null) {
			HybridMp4.Ending ending = this.file.end();
			assertThat(boxes(List.of(ending.index())).stream().map(Mp4FuzzTests::type)).containsExactly("moov");
			assertThat(ending.patch().remaining()).isEqualTo(16);
		}
	}

	/**
	 * Split bytes into boxes, each of which begins at its type.
	 */
	private static List<ByteBuffer> boxes(List<ByteBuffer> buffers) {
		ByteBuffer bytes = ByteBuffer.allocate(buffers.stream().mapToInt(ByteBuffer::remaining).sum());
		buffers.forEach(bytes::put);
		bytes.flip();
		List<ByteBuffer> boxes = new ArrayList<>();
		while (bytes.hasRemaining()) {
			int size = bytes.getInt();
			assertThat(size).isBetween(8, bytes.remaining() + 4);
			boxes.add(bytes.slice(bytes.position(), size - 4));
			bytes.position(bytes.position() + size - 4);
		}
		return boxes;
	}

	private static String type(ByteBuffer box) {
		byte[] type = new byte[4];
		box.get(0, type);
		return new String(type, StandardCharsets.US_ASCII);
	}

	private static VideoPacket video(String hex) {
		return VideoPacket.parse(0, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static AudioPacket audio(String hex) {
		return AudioPacket.parse(0, ByteBuffer.wrap(Hex.bytes(hex)));
	}

}
