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

/**
 * The numbers that reading and writing share (FLV 10.1, E.2 to E.4).
 */
final class FlvFormat {

	/** The letters FLV. */
	static final int SIGNATURE = 0x464C56;

	static final int VERSION = 1;

	static final int FLAG_AUDIO = 0x04;

	static final int FLAG_VIDEO = 0x01;

	static final int FILE_HEADER_LENGTH = 9;

	static final int TAG_HEADER_LENGTH = 11;

	static final int BACK_POINTER_LENGTH = 4;

	static final int MAX_TAG_SIZE = 0xFFFFFF;

	static final int TAG_AUDIO = 8;

	static final int TAG_VIDEO = 9;

	static final int TAG_DATA_AMF3 = 15;

	static final int TAG_DATA = 18;

	/** The tag type and the bit that marks encrypted tags. */
	static final int TAG_TYPE_MASK = 0x3F;

	private FlvFormat() {
	}

}
