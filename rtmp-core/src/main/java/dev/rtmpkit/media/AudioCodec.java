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

package dev.rtmpkit.media;

/**
 * How audio is coded, by the sound format of FLV 10.1, E.4.2.1 or by the FourCC of
 * Enhanced RTMP v2, "Enhanced Audio".
 */
public enum AudioCodec {

	/** Linear PCM in the byte order of the publisher's platform (sound format 0). */
	PCM("PCM", 0, FourCc.NONE),

	/** ADPCM (sound format 1). */
	ADPCM("ADPCM", 1, FourCc.NONE),

	/** MP3 (sound format 2). */
	MP3("MP3", 2, FourCc.of(".mp3")),

	/** Linear PCM, little endian (sound format 3). */
	PCM_LITTLE_ENDIAN("PCM", 3, FourCc.NONE),

	/** Nellymoser at 16 kHz, mono (sound format 4). */
	NELLYMOSER_16K("Nellymoser", 4, FourCc.NONE),

	/** Nellymoser at 8 kHz, mono (sound format 5). */
	NELLYMOSER_8K("Nellymoser", 5, FourCc.NONE),

	/** Nellymoser (sound format 6). */
	NELLYMOSER("Nellymoser", 6, FourCc.NONE),

	/** G.711 A-law (sound format 7). */
	G711_A_LAW("G.711 A-law", 7, FourCc.NONE),

	/** G.711 mu-law (sound format 8). */
	G711_MU_LAW("G.711 mu-law", 8, FourCc.NONE),

	/** AAC (sound format 10). */
	AAC("AAC", 10, FourCc.of("mp4a")),

	/** Speex (sound format 11). */
	SPEEX("Speex", 11, FourCc.NONE),

	/** MP3 at 8 kHz (sound format 14). */
	MP3_8K("MP3", 14, FourCc.NONE),

	/** Sound that only a certain device understands (sound format 15). */
	DEVICE_SPECIFIC("device-specific", 15, FourCc.NONE),

	/** Opus. */
	OPUS("Opus", AudioCodec.NO_SOUND_FORMAT, FourCc.of("Opus")),

	/** FLAC. */
	FLAC("FLAC", AudioCodec.NO_SOUND_FORMAT, FourCc.of("fLaC")),

	/** AC-3. */
	AC3("AC-3", AudioCodec.NO_SOUND_FORMAT, FourCc.of("ac-3")),

	/** Enhanced AC-3. */
	EAC3("E-AC-3", AudioCodec.NO_SOUND_FORMAT, FourCc.of("ec-3")),

	/** A reserved sound format, an unknown FourCC, or a header that does not tell. */
	UNKNOWN("unknown", AudioCodec.NO_SOUND_FORMAT, FourCc.NONE);

	private static final int NO_SOUND_FORMAT = -1;

	private static final AudioCodec[] VALUES = values();

	private final String displayName;

	private final int soundFormat;

	private final int fourCc;

	AudioCodec(String displayName, int soundFormat, int fourCc) {
		this.displayName = displayName;
		this.soundFormat = soundFormat;
		this.fourCc = fourCc;
	}

	/**
	 * Return the name that people know the codec by.
	 * @return the name, for example {@code "AAC"}
	 */
	public String displayName() {
		return this.displayName;
	}

	/**
	 * Return whether a decoder cannot start without a configuration record, so that an
	 * empty one configures nothing.
	 */
	boolean needsConfiguration() {
		return this == AAC || this == FLAC;
	}

	static AudioCodec ofSoundFormat(int soundFormat) {
		for (AudioCodec codec : VALUES) {
			if (codec.soundFormat == soundFormat) {
				return codec;
			}
		}
		return UNKNOWN;
	}

	static AudioCodec ofFourCc(int fourCc) {
		for (AudioCodec codec : VALUES) {
			if (codec.fourCc == fourCc && fourCc != FourCc.NONE) {
				return codec;
			}
		}
		return UNKNOWN;
	}

}
