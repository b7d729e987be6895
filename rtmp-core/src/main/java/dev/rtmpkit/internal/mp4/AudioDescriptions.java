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
import java.util.List;
import java.util.function.Consumer;

import dev.rtmpkit.internal.media.Ac3Header;
import dev.rtmpkit.internal.media.AudioConfigurations;
import dev.rtmpkit.internal.media.AudioFrames;
import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.CodecStrings;
import org.jspecify.annotations.Nullable;

/**
 * Describes audio tracks (ISO/IEC 14496-12, 12.2.3; ISO/IEC 14496-14, 5.6; Opus in ISO
 * base media file format, 4.3; FLAC in ISO base media file format, 3.3; ETSI TS 102 366,
 * annex F). Times are in samples.
 */
public final class AudioDescriptions {

	private static final int OPUS_RATE = 48_000;

	private static final int OPUS_HEAD_LENGTH = 19;

	/** What RFC 7845, 4.2 wants decoders to have heard before they are right: 80 ms. */
	private static final int OPUS_PRE_ROLL = 3840;

	private static final int FLAC_STREAM_INFO_LENGTH = 34;

	private static final int OBJECT_AAC = 0x40;

	private static final int OBJECT_MPEG_2_AUDIO = 0x69;

	private static final int OBJECT_MPEG_1_AUDIO = 0x6B;

	private static final int LAST_RATE_OF_MPEG_2 = 24_000;

	private static final int RATE_LIMIT = 0xFFFF;

	/** Above all rates that codecs have, and small enough for times in 32 bits. */
	private static final int TIMESCALE_LIMIT = 1 << 20;

	private AudioDescriptions() {
	}

	/**
	 * Return whether a codec can be described at all.
	 * @param codec the codec
	 * @return whether it is AAC, MP3, Opus, FLAC, AC-3 or E-AC-3
	 */
	public static boolean isSupported(AudioCodec codec) {
		return switch (codec) {
			case AAC, MP3, MP3_8K, OPUS, FLAC, AC3, EAC3 -> true;
			default -> false;
		};
	}

	/**
	 * Describe a track by its configuration record.
	 * @param codec a supported codec
	 * @param record the record
	 * @return the description or {@code null} if it takes a frame to describe the codec,
	 * or the record has no sense
	 */
	public static @Nullable TrackDescription ofRecord(AudioCodec codec, ByteBuffer record) {
		return switch (codec) {
			case AAC -> aac(record);
			case FLAC -> flac(record);
			default -> null;
		};
	}

	/**
	 * Describe a track by its first frame.
	 * @param codec a supported codec
	 * @param record the record or {@code null} if none has come
	 * @param frame the frame
	 * @return the description or {@code null} if the codec needs a record, or the frame
	 * has no sense
	 */
	public static @Nullable TrackDescription ofFrame(AudioCodec codec, @Nullable ByteBuffer record, ByteBuffer frame) {
		return switch (codec) {
			case MP3, MP3_8K -> mp3(frame);
			case OPUS -> opus((record != null) ? record : ByteBuffer.allocate(0), AudioFrames.opus(frame));
			case AC3 -> ac3(frame);
			case EAC3 -> eac3(frame);
			default -> null;
		};
	}

	private static @Nullable TrackDescription aac(ByteBuffer record) {
		AudioConfiguration configuration = AudioConfigurations.aac(record);
		String name = CodecStrings.audio(AudioCodec.AAC, record);
		return (configuration == null || name == null || configuration.sampleRate() > TIMESCALE_LIMIT) ? null
				: entry("mp4a", name, configuration, (entry) -> writeDescriptor(entry, OBJECT_AAC, record));
	}

	private static @Nullable TrackDescription mp3(ByteBuffer frame) {
		AudioConfiguration configuration = AudioConfigurations.mp3Frame(frame);
		if (configuration == null) {
			return null;
		}
		int object = (configuration.sampleRate() > LAST_RATE_OF_MPEG_2) ? OBJECT_MPEG_1_AUDIO : OBJECT_MPEG_2_AUDIO;
		return entry("mp4a", "mp4a.%02X".formatted(object), configuration,
				(entry) -> writeDescriptor(entry, object, ByteBuffer.allocate(0)));
	}

	/**
	 * Write the elementary stream descriptor (ISO/IEC 14496-1, 7.2.6.5 to 7.2.6.8).
	 */
	private static void writeDescriptor(BoxWriter entry, int object, ByteBuffer record) {
		int specific = (record.hasRemaining()) ? 1 + lengthOf(record.remaining()) + record.remaining() : 0;
		int decoder = 13 + specific;
		int stream = 3 + 1 + lengthOf(decoder) + decoder + 3;
		entry.fullBox("esds", 0, 0, (box) -> {
			writeTag(box, 3, stream);
			box.u16(0).u8(0);
			writeTag(box, 4, decoder);
			// an audio stream; buffer and bit rates are not known
			box.u8(object).u8(0x15).u24(0).u32(0).u32(0);
			if (specific > 0) {
				writeTag(box, 5, record.remaining());
				box.bytes(record);
			}
			writeTag(box, 6, 1);
			box.u8(2);
		});
	}

	private static void writeTag(BoxWriter box, int tag, int length) {
		box.u8(tag);
		for (int bytes = lengthOf(length); bytes > 0; bytes--) {
			box.u8(length >> 7 * (bytes - 1) & 0x7F | ((bytes > 1) ? 0x80 : 0));
		}
	}

	private static int lengthOf(int length) {
		return (length < 1 << 7) ? 1 : (length < 1 << 14) ? 2 : (length < 1 << 21) ? 3 : 4;
	}

	private static @Nullable TrackDescription opus(ByteBuffer record, int frameLength) {
		AudioConfiguration known = AudioConfigurations.opus(record);
		if (known == null && record.hasRemaining()) {
			return null;
		}
		// a decoder of two channels takes one, too
		AudioConfiguration configuration = (known != null) ? known : new AudioConfiguration(OPUS_RATE, 2, null);
		ByteBuffer head = (known != null) ? record.slice() : ByteBuffer.allocate(OPUS_HEAD_LENGTH);
		int preRoll = (frameLength > 0) ? (OPUS_PRE_ROLL + frameLength - 1) / frameLength : 0;
		return entry("Opus", "Opus", configuration, preRoll, (entry) -> entry.box("dOps", (box) -> {
			// as the identification header but in big-endian order
			box.u8(0).u8(configuration.channels());
			box.u16(Short.reverseBytes(head.getShort(10)));
			box.u32((known != null) ? Integer.reverseBytes(head.getInt(12)) : OPUS_RATE);
			box.u16(Short.reverseBytes(head.getShort(16)));
			box.bytes(head.slice(18, head.limit() - 18));
		}));
	}

	private static @Nullable TrackDescription flac(ByteBuffer record) {
		AudioConfiguration configuration = AudioConfigurations.flac(record);
		if (configuration == null) {
			return null;
		}
		ByteBuffer body = record.slice();
		boolean signed = body.remaining() > FLAC_STREAM_INFO_LENGTH && body.get(0) == 'f';
		int start = (body.remaining() == FLAC_STREAM_INFO_LENGTH) ? 0 : (signed) ? 8 : 4;
		return entry("fLaC", "fLaC", configuration,
				// the last metadata block, stream information
				(entry) -> entry.fullBox("dfLa", 0, 0,
						(box) -> box.u8(0x80)
							.u24(FLAC_STREAM_INFO_LENGTH)
							.bytes(body.slice(start, FLAC_STREAM_INFO_LENGTH))));
	}

	private static @Nullable TrackDescription ac3(ByteBuffer frame) {
		AudioConfiguration configuration = AudioConfigurations.ac3Frame(frame);
		List<Ac3Header> headers = Ac3Header.all(frame);
		if (configuration == null || headers.isEmpty() || headers.get(0).enhanced()) {
			return null;
		}
		Ac3Header header = headers.get(0);
		int fields = header.rateCode() << 22 | header.version() << 17 | header.mode() << 14 | header.channelMode() << 11
				| header.lowFrequencies() << 10 | header.bitRateCode() << 5;
		return entry("ac-3", "ac-3", configuration, (entry) -> entry.box("dac3", (box) -> box.u24(fields)));
	}

	private static @Nullable TrackDescription eac3(ByteBuffer frame) {
		AudioConfiguration configuration = AudioConfigurations.ac3Frame(frame);
		List<Ac3Header> headers = Ac3Header.all(frame);
		if (configuration == null || headers.isEmpty() || headers.get(0).dependent()) {
			return null;
		}
		return entry("ec-3", "ec-3", configuration,
				(entry) -> entry.box("dec3", (box) -> EnhancedAc3.write(box, headers, configuration.sampleRate())));
	}

	private static TrackDescription entry(String type, String name, AudioConfiguration configuration,
			Consumer<BoxWriter> boxes) {
		return entry(type, name, configuration, 0, boxes);
	}

	private static TrackDescription entry(String type, String name, AudioConfiguration configuration, int preRoll,
			Consumer<BoxWriter> boxes) {
		BoxWriter writer = new BoxWriter();
		writer.box(type, (entry) -> {
			entry.zeros(6).u16(1).zeros(8).u16(configuration.channels()).u16(16).zeros(4);
			entry.u16(rate(type, configuration.sampleRate())).u16(0);
			boxes.accept(entry);
		});
		return new TrackDescription(false, configuration.sampleRate(), 0, 0, name, preRoll, writer.toBuffer());
	}

	/**
	 * Return the rate as the field with 16 bits has it: of a higher one, FLAC wants the
	 * largest regular division, others nothing.
	 */
	private static int rate(String type, int rate) {
		int fitting = rate;
		while (fitting > RATE_LIMIT) {
			fitting = (type.equals("fLaC") && fitting % 2 == 0) ? fitting / 2 : 0;
		}
		return fitting;
	}

}
