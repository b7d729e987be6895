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

package dev.rtmpkit.internal.media;

import java.nio.ByteBuffer;

import dev.rtmpkit.media.AudioConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration records and frame headers of audio codecs. No method throws or
 * moves the buffer: what is cut off or senseless gives {@code null}.
 */
public final class AudioConfigurations {

	private static final int OPUS_RATE = 48_000;

	private static final int OPUS_HEAD_LENGTH = 19;

	private static final long OPUS_MAGIC = 0x4F70757348656164L;

	private static final int FLAC_MAGIC = 0x664C6143;

	/** The type, which is 0, and the length, without the mark of the last block. */
	private static final int FLAC_HEADER_MASK = 0x7FFFFFFF;

	private static final int FLAC_STREAM_INFO_LENGTH = 34;

	private static final int FLAC_STREAM_INFO_RATE = 10 * Byte.SIZE;

	private AudioConfigurations() {
	}

	/**
	 * Read an audio specific configuration of AAC (ISO/IEC 14496-3, 1.6.2.1).
	 * @param configuration the record
	 * @return what it says or {@code null}
	 */
	public static @Nullable AudioConfiguration aac(ByteBuffer configuration) {
		return AacRecord.parse(configuration);
	}

	/**
	 * Read an identification header of Opus (RFC 7845, 5.1). The rate is always that of
	 * Opus decoders, 48 kHz, and not the rate of the sound before it was coded.
	 * @param configuration the header
	 * @return what it says or {@code null}
	 */
	public static @Nullable AudioConfiguration opus(ByteBuffer configuration) {
		BitReader bits = new BitReader(configuration);
		if (configuration.remaining() < OPUS_HEAD_LENGTH || (bits.bits(32) << 32 | bits.bits(32)) != OPUS_MAGIC) {
			return null;
		}
		int incompatibleVersion = bits.integer(4);
		bits.skip(4);
		int channels = bits.integer(8);
		return (channels > 0 && incompatibleVersion == 0) ? new AudioConfiguration(OPUS_RATE, channels, null) : null;
	}

	/**
	 * Read the stream information of FLAC (RFC 9639, 8.2).
	 * @param configuration the metadata block, with or without its header and the
	 * signature {@code fLaC} before it
	 * @return what it says or {@code null}
	 */
	public static @Nullable AudioConfiguration flac(ByteBuffer configuration) {
		BitReader bits = new BitReader(configuration);
		// FFmpeg sends the contents of the block only
		if (configuration.remaining() == FLAC_STREAM_INFO_LENGTH) {
			return flacStreamInfo(bits);
		}
		int header = bits.integer(32);
		if (header == FLAC_MAGIC) {
			header = bits.integer(32);
		}
		boolean streamInfo = (header & FLAC_HEADER_MASK) == FLAC_STREAM_INFO_LENGTH;
		return (streamInfo && bits.remaining() >= FLAC_STREAM_INFO_LENGTH * Byte.SIZE) ? flacStreamInfo(bits) : null;
	}

	private static @Nullable AudioConfiguration flacStreamInfo(BitReader bits) {
		bits.skip(FLAC_STREAM_INFO_RATE);
		int rate = bits.integer(20);
		int channels = bits.integer(3) + 1;
		return (rate > 0) ? new AudioConfiguration(rate, channels, null) : null;
	}

	/**
	 * Read the header of an AC-3 or Enhanced AC-3 frame (ATSC A/52, 5.3 and E.1.2).
	 * @param frame the frame
	 * @return what it says or {@code null}
	 */
	public static @Nullable AudioConfiguration ac3Frame(ByteBuffer frame) {
		return Ac3Frame.parse(frame);
	}

	/**
	 * Read the header of an MP3 frame (ISO/IEC 11172-3, 2.4.1.3 and ISO/IEC 13818-3).
	 * @param frame the frame
	 * @return what it says or {@code null}
	 */
	public static @Nullable AudioConfiguration mp3Frame(ByteBuffer frame) {
		return Mp3Frame.parse(frame);
	}

}
