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

package dev.rtmpkit.testkit;

import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Golden bytes as people write them: spaced hex, a comment per field.
 */
public final class Hex {

	private static final int BYTES_PER_LINE = 16;

	private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

	private Hex() {
	}

	/**
	 * Read hex text; white space is ignored, and so is everything from {@code //} to the
	 * end of a line.
	 * @param text the text, for example {@code "03 00 00 00 // basic header"}
	 * @return the bytes
	 * @throws IllegalArgumentException if what remains is not hex
	 */
	public static byte[] bytes(String text) {
		String digits = text.lines()
			.map((line) -> line.replaceFirst("//.*", "").replaceAll("\\s", ""))
			.collect(Collectors.joining());
		return HexFormat.of().parseHex(digits);
	}

	/**
	 * Write bytes so that {@link #bytes(String)} reads them back: 16 to a line, each line
	 * commented with its offset.
	 * @param bytes the bytes
	 * @return the text
	 */
	public static String dump(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		for (int offset = 0; offset < bytes.length; offset += BYTES_PER_LINE) {
			int end = Math.min(offset + BYTES_PER_LINE, bytes.length);
			text.append("%-48s// %06x%n".formatted(SPACED.formatHex(bytes, offset, end), offset));
		}
		return text.toString();
	}

}
