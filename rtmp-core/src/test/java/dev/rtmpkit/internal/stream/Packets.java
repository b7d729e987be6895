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

package dev.rtmpkit.internal.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.VideoPacket;

/**
 * Makes packets. Frames are of codecs with a one-byte header, so that they can be tiny.
 */
final class Packets {

	private Packets() {
	}

	/** Sorenson H.263, key frame. */
	static VideoPacket keyFrame(long timestamp, int size) {
		return VideoPacket.parse(timestamp, payload(0x12, size));
	}

	/** Sorenson H.263, inter frame. */
	static VideoPacket frame(long timestamp, int size) {
		return VideoPacket.parse(timestamp, payload(0x22, size));
	}

	/** H.264 configuration record. */
	static VideoPacket videoHeader(long timestamp) {
		return VideoPacket.parse(timestamp, bytes("17 00 000000 01 64001F FF E0 00"));
	}

	/** Another H.264 configuration record, of level 4.0. */
	static VideoPacket otherVideoHeader(long timestamp) {
		return VideoPacket.parse(timestamp, bytes("17 00 000000 01 640028 FF E0 00"));
	}

	/** MP3. */
	static AudioPacket audio(long timestamp, int size) {
		return AudioPacket.parse(timestamp, payload(0x2F, size));
	}

	/** AAC audio specific configuration. */
	static AudioPacket audioHeader(long timestamp) {
		return AudioPacket.parse(timestamp, bytes("AF 00 1210"));
	}

	/** Another AAC configuration, of one channel. */
	static AudioPacket otherAudioHeader(long timestamp) {
		return AudioPacket.parse(timestamp, bytes("AF 00 1208"));
	}

	static DataPacket metadata(long timestamp, int width, int height) {
		AmfObject properties = AmfObject.builder().put("width", width).put("height", height).build();
		return DataPacket.of(timestamp, DataPacket.ON_META_DATA, properties);
	}

	static DataPacket data(long timestamp, String name, AmfValue... values) {
		return DataPacket.of(timestamp, name, values);
	}

	/**
	 * Retained data without a value that counts, filled up with bytes that are no AMF.
	 */
	static DataPacket dataFrame(String name, int size) {
		AmfString set = new AmfString("@setDataFrame");
		ByteBuffer body = Amf0Encoder.encode(set, new AmfString(name), AmfNull.INSTANCE);
		int prefix = Amf0Encoder.encode(set).remaining();
		byte[] padded = new byte[prefix + size];
		Arrays.fill(padded, (byte) 0xFF);
		body.get(padded, 0, body.remaining());
		return Objects.requireNonNull(DataPacket.parse(0, ByteBuffer.wrap(padded)));
	}

	static VideoPacket video(long timestamp, String hex) {
		return VideoPacket.parse(timestamp, bytes(hex));
	}

	static AudioPacket audio(long timestamp, String hex) {
		return AudioPacket.parse(timestamp, bytes(hex));
	}

	private static ByteBuffer payload(int firstByte, int size) {
		return ByteBuffer.allocate(size).put(0, (byte) firstByte);
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
	}

}
