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
 * How video is coded, by the codec id of FLV 10.1, E.4.3.1 or by the FourCC of Enhanced
 * RTMP v2, "Enhanced Video".
 */
public enum VideoCodec {

	/** Sorenson H.263 (codec id 2). */
	SORENSON_H263("Sorenson H.263", 2, FourCc.NONE),

	/** Screen video (codec id 3). */
	SCREEN_VIDEO("Screen Video", 3, FourCc.NONE),

	/** On2 VP6 (codec id 4). */
	VP6("VP6", 4, FourCc.NONE),

	/** On2 VP6 with an alpha channel (codec id 5). */
	VP6_ALPHA("VP6 with alpha", 5, FourCc.NONE),

	/** Screen video version 2 (codec id 6). */
	SCREEN_VIDEO_2("Screen Video 2", 6, FourCc.NONE),

	/** H.264, also called AVC (codec id 7). */
	AVC("H.264", 7, FourCc.of("avc1")),

	/**
	 * H.265, also called HEVC (codec id 12 in a private extension that many servers
	 * share).
	 */
	HEVC("HEVC", 12, FourCc.of("hvc1")),

	/** H.266, also called VVC. */
	VVC("VVC", VideoCodec.NO_CODEC_ID, FourCc.of("vvc1")),

	/** AV1. */
	AV1("AV1", VideoCodec.NO_CODEC_ID, FourCc.of("av01")),

	/** VP8. */
	VP8("VP8", VideoCodec.NO_CODEC_ID, FourCc.of("vp08")),

	/** VP9. */
	VP9("VP9", VideoCodec.NO_CODEC_ID, FourCc.of("vp09")),

	/** A reserved codec id, an unknown FourCC, or a header that does not tell. */
	UNKNOWN("unknown", VideoCodec.NO_CODEC_ID, FourCc.NONE);

	private static final int NO_CODEC_ID = -1;

	private static final VideoCodec[] VALUES = values();

	private final String displayName;

	private final int codecId;

	private final int fourCc;

	VideoCodec(String displayName, int codecId, int fourCc) {
		this.displayName = displayName;
		this.codecId = codecId;
		this.fourCc = fourCc;
	}

	/**
	 * Return the name that people know the codec by.
	 * @return the name, for example {@code "H.264"}
	 */
	public String displayName() {
		return this.displayName;
	}

	/**
	 * Return whether coded frames tell a composition time offset: these codecs reorder
	 * frames.
	 */
	boolean hasCompositionTime() {
		return this == AVC || this == HEVC || this == VVC;
	}

	static VideoCodec ofCodecId(int codecId) {
		for (VideoCodec codec : VALUES) {
			if (codec.codecId == codecId) {
				return codec;
			}
		}
		return UNKNOWN;
	}

	static VideoCodec ofFourCc(int fourCc) {
		for (VideoCodec codec : VALUES) {
			if (codec.fourCc == fourCc && fourCc != FourCc.NONE) {
				return codec;
			}
		}
		return UNKNOWN;
	}

}
