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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A box as a reader sees it (ISO/IEC 14496-12, 4.2).
 *
 * @param type its type
 * @param offset where it begins in the file
 * @param content what is in it
 */
record Box(String type, long offset, ByteBuffer content) {

	/**
	 * Read boxes that fill a buffer.
	 */
	static List<Box> all(ByteBuffer bytes) {
		List<Box> boxes = new ArrayList<>();
		ByteBuffer rest = bytes.slice();
		while (rest.hasRemaining()) {
			int start = rest.position();
			long size = Integer.toUnsignedLong(rest.getInt(start));
			byte[] type = new byte[4];
			rest.get(start + 4, type);
			int head = 8;
			if (size == 1) {
				size = rest.getLong(start + 8);
				head = 16;
			}
			assertThat(size).isBetween((long) head, (long) rest.remaining());
			boxes.add(new Box(new String(type, StandardCharsets.US_ASCII), start,
					rest.slice(start + head, (int) size - head)));
			rest.position(start + (int) size);
		}
		return boxes;
	}

	static List<Box> all(byte[] bytes) {
		return all(ByteBuffer.wrap(bytes));
	}

	static List<String> types(List<Box> boxes) {
		return boxes.stream().map(Box::type).toList();
	}

	List<Box> children() {
		int head = switch (this.type) {
			case "stsd", "dref" -> 8;
			case "avc1", "hvc1", "av01", "vp09" -> 78;
			case "mp4a", "Opus", "fLaC", "ac-3", "ec-3" -> 28;
			default -> 0;
		};
		return all(this.content.slice(head, this.content.limit() - head));
	}

	/**
	 * Return the boxes that a path leads to.
	 */
	List<Box> find(String... path) {
		List<Box> found = List.of(this);
		for (String step : path) {
			found = found.stream()
				.flatMap((box) -> box.children().stream())
				.filter((box) -> box.type().equals(step))
				.toList();
		}
		return found;
	}

	Box get(String... path) {
		List<Box> found = find(path);
		assertThat(found).as(String.join("/", path)).hasSize(1);
		return found.get(0);
	}

	int u32(int offset) {
		return this.content.getInt(offset);
	}

	long u64(int offset) {
		return this.content.getLong(offset);
	}

	int flags() {
		return u32(0) & 0xFFFFFF;
	}

}
