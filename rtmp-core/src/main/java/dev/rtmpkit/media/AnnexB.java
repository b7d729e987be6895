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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes pictures of H.264 and HEVC with start codes instead of lengths (ISO/IEC 14496-10
 * and ISO/IEC 23008-2, annex B).
 */
final class AnnexB {

	private static final int START_CODE = 1;

	private static final int START_CODE_LENGTH = 4;

	private AnnexB() {
	}

	/**
	 * Convert a picture.
	 * @param track the picture
	 * @param sets the parameter sets of its track
	 * @param keyFrame whether the parameter sets belong in it
	 * @return the bytes or {@code null} if lengths do not fit
	 */
	static @Nullable ByteBuffer of(VideoTrackData track, ParameterSets sets, boolean keyFrame) {
		List<ByteBuffer> units = split(track.body(), sets.lengthSize());
		if (units == null) {
			return null;
		}
		boolean hevc = track.codec() == VideoCodec.HEVC;
		if (keyFrame && units.stream().noneMatch((unit) -> isSequenceParameterSet(unit, hevc))) {
			// a delimiter comes first in a picture, the parameter sets behind it
			boolean delimited = !units.isEmpty() && isDelimiter(units.get(0), hevc);
			units.addAll((delimited) ? 1 : 0, sets.all());
		}
		return join(units);
	}

	private static @Nullable List<ByteBuffer> split(ByteBuffer picture, int lengthSize) {
		List<ByteBuffer> units = new ArrayList<>();
		while (picture.hasRemaining()) {
			if (picture.remaining() < lengthSize) {
				return null;
			}
			long length = 0;
			for (int i = 0; i < lengthSize; i++) {
				length = length << Byte.SIZE | picture.get() & 0xFF;
			}
			if (length > picture.remaining()) {
				return null;
			}
			if (length > 0) {
				units.add(picture.slice(picture.position(), (int) length));
				picture.position(picture.position() + (int) length);
			}
		}
		return units;
	}

	private static ByteBuffer join(List<ByteBuffer> units) {
		int length = units.stream().mapToInt((unit) -> START_CODE_LENGTH + unit.remaining()).sum();
		ByteBuffer joined = ByteBuffer.allocate(length);
		units.forEach((unit) -> joined.putInt(START_CODE).put(unit.duplicate()));
		return joined.flip().asReadOnlyBuffer();
	}

	private static boolean isSequenceParameterSet(ByteBuffer unit, boolean hevc) {
		return type(unit, hevc) == ((hevc) ? ParameterSets.HEVC_SEQUENCE : ParameterSets.AVC_SEQUENCE);
	}

	private static boolean isDelimiter(ByteBuffer unit, boolean hevc) {
		return type(unit, hevc) == ((hevc) ? ParameterSets.HEVC_DELIMITER : ParameterSets.AVC_DELIMITER);
	}

	private static int type(ByteBuffer unit, boolean hevc) {
		return (hevc) ? unit.get(0) >> 1 & 0x3F : unit.get(0) & 0x1F;
	}

}
