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

package dev.rtmpkit.internal.amf;

/**
 * What a decoder accepts in one message. References count as what they stand for, and
 * together may stand for 1 MiB.
 *
 * @param depth how deep containers may be nested, 1 for none within another, at most 256
 * as decoding is recursive
 * @param values how many values there may be, at least 1; eight numbers that are elements
 * of arrays count as one
 * @param keyBytes the longest property or class name in bytes
 * @param stringBytes the longest string or XML document in bytes
 */
public record AmfLimits(int depth, int values, int keyBytes, int stringBytes) {

	/** Enough for every command of known clients. */
	public static final AmfLimits DEFAULT = new AmfLimits(16, 1024, 256, 16 << 10);

	/**
	 * For data messages, which may carry one long text such as XMP, or the positions of
	 * thousands of key frames: a text of 1 MiB, the largest data message that the server
	 * accepts by default, and more numbers in arrays than that can hold. Decoding costs
	 * at most some 400 bytes for each value, for an object with one property, most of
	 * them in maps that are garbage soon, and 50 bytes for each number of an array: less
	 * than 8 MiB for a message that does nothing else.
	 */
	public static final AmfLimits DATA = new AmfLimits(16, 16 << 10, 256, 1 << 20);

	private static final int LARGEST_DEPTH = 256;

	public AmfLimits {
		if (depth < 1 || depth > LARGEST_DEPTH) {
			throw new IllegalArgumentException("depth must be between 1 and " + LARGEST_DEPTH);
		}
		if (values < 1 || keyBytes < 0 || stringBytes < 0) {
			throw new IllegalArgumentException("values must be positive, keyBytes and stringBytes not negative");
		}
	}

}
