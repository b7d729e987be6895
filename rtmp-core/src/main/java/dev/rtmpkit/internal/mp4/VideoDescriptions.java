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

package dev.rtmpkit.internal.mp4;

import java.nio.ByteBuffer;

import dev.rtmpkit.internal.media.VideoSignal;
import dev.rtmpkit.media.CodecStrings;
import dev.rtmpkit.media.ColorInfo;
import dev.rtmpkit.media.VideoCodec;
import org.jspecify.annotations.Nullable;

/**
 * Describes video tracks (ISO/IEC 14496-12, 12.1.3; ISO/IEC 14496-15, 5.4.2 and 8.4.1;
 * AV1 in ISO base media file format, 2.2 and 2.3; VP codec in ISO base media file
 * format).
 */
public final class VideoDescriptions {

	/** Units per second. RTMP has milliseconds, so nothing else is exact. */
	public static final int TIMESCALE = 1000;

	private static final int VPCC_HEAD = 0x01000000;

	private static final int HEVC_HEAD_LENGTH = 23;

	private static final int ARRAY_COMPLETE = 0x80;

	private static final int FIRST_PARAMETER_SET = 32;

	private static final int LAST_PARAMETER_SET = 34;

	private static final int DOTS_PER_INCH = 72 << 16;

	private VideoDescriptions() {
	}

	/**
	 * Return whether a codec can be described at all.
	 * @param codec the codec
	 * @return whether it is H.264, HEVC, AV1 or VP9
	 */
	public static boolean isSupported(VideoCodec codec) {
		return switch (codec) {
			case AVC, HEVC, AV1, VP9 -> true;
			default -> false;
		};
	}

	/**
	 * Describe a track.
	 * @param codec a supported codec
	 * @param record its configuration record
	 * @param width the width of the picture in pixels, 0 if unknown
	 * @param height the height of the picture in pixels, 0 if unknown
	 * @param colors the colours that the publisher told, or {@code null}
	 * @return the description or {@code null} if the record has no sense
	 */
	public static @Nullable TrackDescription of(VideoCodec codec, ByteBuffer record, int width, int height,
			@Nullable ColorInfo colors) {
		String name = CodecStrings.video(codec, record);
		if (name == null) {
			return null;
		}
		VideoSignal signal = VideoSignal.of(codec, record);
		BoxWriter writer = new BoxWriter();
		writer.box(name.substring(0, 4), (entry) -> {
			entry.zeros(6).u16(1).zeros(16).u16(width).u16(height).u32(DOTS_PER_INCH).u32(DOTS_PER_INCH);
			entry.u32(0).u16(1).zeros(32).u16(0x18).u16(-1);
			writeConfiguration(entry, codec, record);
			new ColorBoxes(signal.color(), colors).write(entry);
			if (hasShape(signal)) {
				entry.box("pasp", (box) -> box.u32(signal.pixelWidth()).u32(signal.pixelHeight()));
			}
		});
		long shown = (hasShape(signal)) ? (long) width * signal.pixelWidth() / signal.pixelHeight() : width;
		return new TrackDescription(true, TIMESCALE, (int) Math.min(shown, 0xFFFF), height, name, 0, writer.toBuffer());
	}

	private static boolean hasShape(VideoSignal signal) {
		return signal.pixelWidth() > 0 && signal.pixelHeight() > 0;
	}

	private static void writeConfiguration(BoxWriter entry, VideoCodec codec, ByteBuffer record) {
		switch (codec) {
			case AVC -> entry.box("avcC", (box) -> box.bytes(record));
			case HEVC -> entry.box("hvcC", (box) -> box.bytes(complete(record)));
			case AV1 -> entry.box("av1C", (box) -> box.bytes(record));
			default -> {
				ByteBuffer content = record.slice();
				boolean boxed = content.remaining() >= Integer.BYTES && content.getInt(0) == VPCC_HEAD;
				content.position((boxed) ? Integer.BYTES : 0);
				entry.fullBox("vpcC", 1, 0, (box) -> box.bytes(content));
			}
		}
	}

	/**
	 * Mark the arrays of parameter sets as complete, as the entry {@code hvc1} demands.
	 * Encoders leave the mark out although they send nothing but the record, and Apple's
	 * players take no other entry.
	 */
	private static ByteBuffer complete(ByteBuffer record) {
		ByteBuffer copy = ByteBuffer.allocate(record.remaining()).put(record.duplicate()).flip();
		int offset = HEVC_HEAD_LENGTH;
		int arrays = (copy.limit() >= HEVC_HEAD_LENGTH) ? copy.get(HEVC_HEAD_LENGTH - 1) & 0xFF : 0;
		for (int i = 0; i < arrays && offset + 3 <= copy.limit(); i++) {
			int type = copy.get(offset) & 0x3F;
			if (type >= FIRST_PARAMETER_SET && type <= LAST_PARAMETER_SET) {
				copy.put(offset, (byte) (copy.get(offset) | ARRAY_COMPLETE));
			}
			int units = Short.toUnsignedInt(copy.getShort(offset + 1));
			offset += 3;
			for (int j = 0; j < units && offset + 2 <= copy.limit(); j++) {
				offset += 2 + Short.toUnsignedInt(copy.getShort(offset));
			}
		}
		return copy;
	}

}
