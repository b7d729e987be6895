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
 * What the header of an enhanced audio or video packet has beyond a legacy one (Enhanced
 * RTMP v2, "Enhanced Audio" and "Enhanced Video").
 *
 * @param fourCc the four characters of the codec as a big-endian integer, also where the
 * codec is unknown; 0 in legacy packets. In a packet of several tracks, the first one's
 * @param nanosecondOffset what is to be added to the presentation time, 0 to 999,999
 * nanoseconds
 * @param multitrackType how many tracks the packet holds
 * @param trackId the number of the track, 0 to 255, 0 being the default track and that of
 * packets without a number. In a packet of several tracks, the first one's
 */
record EnhancedFields(int fourCc, int nanosecondOffset, MultitrackType multitrackType, int trackId) {

	/** The fields of a legacy packet. */
	static final EnhancedFields NONE = new EnhancedFields(FourCc.NONE, 0, MultitrackType.NONE, 0);

	/**
	 * Return the four characters of the codec.
	 * @return for example {@code "hvc1"}, with a full stop for whatever is no printable
	 * ASCII character; an empty string in legacy packets
	 */
	String fourCcText() {
		return FourCc.toText(this.fourCc);
	}

}
