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

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Hex;

/**
 * Packets of media that describes itself correctly and decodes to nothing.
 */
final class Packets {

	/** H.264, 64x64 pixels. */
	static final String AVC_RECORD = """
			01 42C00A FF       // version, constrained baseline, level 1.0, lengths of 4 bytes
			E1 0009 6742C00A DA 4226 C8 80 // sequence parameter set
			01 0004 68CE0FC8   // picture parameter set
			""";

	/** AAC LC, 48 kHz, stereo. */
	static final String AAC_RECORD = "1190";

	/** AAC LC, 44.1 kHz, stereo. */
	static final String OTHER_AAC_RECORD = "1210";

	private Packets() {
	}

	static MediaPacket videoHeader() {
		return video(0, "17 00 000000" + AVC_RECORD);
	}

	static MediaPacket key(long timestamp) {
		return video(timestamp, "17 01 000000 00000002 6588");
	}

	static MediaPacket inter(long timestamp) {
		return inter(timestamp, 0);
	}

	static MediaPacket inter(long timestamp, int compositionOffset) {
		return video(timestamp, "27 01 %06X 00000003 419A00".formatted(compositionOffset & 0xFFFFFF));
	}

	static MediaPacket audioHeader() {
		return audioHeader(AAC_RECORD);
	}

	static MediaPacket audioHeader(String record) {
		return audio(0, "AF 00" + record);
	}

	static MediaPacket sound(long timestamp) {
		return audio(timestamp, "AF 01 21004990");
	}

	static MediaPacket video(long timestamp, String hex) {
		return VideoPacket.parse(timestamp, ByteBuffer.wrap(Hex.bytes(hex)));
	}

	static MediaPacket audio(long timestamp, String hex) {
		return AudioPacket.parse(timestamp, ByteBuffer.wrap(Hex.bytes(hex)));
	}

}
