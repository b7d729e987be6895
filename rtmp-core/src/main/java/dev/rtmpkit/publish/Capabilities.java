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

package dev.rtmpkit.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfPropertiesBuilder;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a connection says it can do (Enhanced RTMP, Enhancing NetConnection
 * connect Command). It is a hint and never a reason to refuse media: most encoders say
 * nothing of what they send.
 *
 * @param fourCcList the codecs the side supports, {@code *} for any; at most 64
 * @param videoFourCcInfoMap what the side can do with a video codec, by FourCC or
 * {@code *} for any: {@link #CAN_DECODE}, {@link #CAN_ENCODE}, {@link #CAN_FORWARD}; at
 * most 64
 * @param audioFourCcInfoMap the same for audio codecs
 * @param capsEx the extensions the side supports, any of the bits {@link #RECONNECT},
 * {@link #MULTITRACK}, {@link #MOD_EX}, {@link #NANOSECOND_OFFSET}
 * @param videoFunction what the side can do with video: 1 seek, 2 HDR, 4 metadata, 8
 * large-scale tiles (RTMP 1.0, 7.2.1.1, extended by Enhanced RTMP)
 */
public record Capabilities(List<String> fourCcList, Map<String, Integer> videoFourCcInfoMap,
		Map<String, Integer> audioFourCcInfoMap, int capsEx, int videoFunction) {

	/** Can decode a codec. */
	public static final int CAN_DECODE = 1;

	/** Can encode with a codec. */
	public static final int CAN_ENCODE = 2;

	/** Can pass a codec on as it is. */
	public static final int CAN_FORWARD = 4;

	/** Understands the request to connect again. */
	public static final int RECONNECT = 1;

	/** Understands several tracks in one stream. */
	public static final int MULTITRACK = 2;

	/** Understands modifiers before a packet. */
	public static final int MOD_EX = 4;

	/** Understands the modifier that refines a timestamp. */
	public static final int NANOSECOND_OFFSET = 8;

	/** Nothing, as from a side that does not know Enhanced RTMP. */
	public static final Capabilities NONE = new Capabilities(List.of(), Map.of(), Map.of(), 0, 0);

	/** Those of a side that passes everything on and understands every extension. */
	public static final Capabilities FORWARDING = new Capabilities(List.of(), Map.of("*", CAN_FORWARD),
			Map.of("*", CAN_FORWARD), RECONNECT | MULTITRACK | MOD_EX | NANOSECOND_OFFSET, 0);

	private static final String ANY = "*";

	private static final int MOST_CODECS = 64;

	private static final int LONGEST_FOUR_CC = 16;

	private static final double LARGEST_MASK = 0xFFFF_FFFFL;

	public Capabilities {
		fourCcList = List.copyOf(fourCcList);
		videoFourCcInfoMap = Collections.unmodifiableMap(new LinkedHashMap<>(videoFourCcInfoMap));
		audioFourCcInfoMap = Collections.unmodifiableMap(new LinkedHashMap<>(audioFourCcInfoMap));
	}

	/**
	 * Read what a {@code connect} command or its answer says. What is malformed counts as
	 * not said, what is too large or too much is cut.
	 * @param properties the command object or the information object
	 * @return the capabilities
	 */
	public static Capabilities of(AmfProperties properties) {
		return new Capabilities(fourCcs(properties.get("fourCcList")), masks(properties.get("videoFourCcInfoMap")),
				masks(properties.get("audioFourCcInfoMap")), mask(properties.get("capsEx")),
				mask(properties.get("videoFunction")));
	}

	private static List<String> fourCcs(@Nullable AmfValue value) {
		List<String> fourCcs = new ArrayList<>();
		if (value instanceof AmfStrictArray array) {
			for (AmfValue element : array.elements()) {
				if (element instanceof AmfString text && isFourCc(text.value()) && fourCcs.size() < MOST_CODECS) {
					fourCcs.add(text.value());
				}
			}
		}
		return fourCcs;
	}

	private static Map<String, Integer> masks(@Nullable AmfValue value) {
		Map<String, Integer> masks = new LinkedHashMap<>();
		if (value instanceof AmfProperties properties) {
			properties.properties().forEach((name, mask) -> {
				if (isFourCc(name) && isMask(mask) && masks.size() < MOST_CODECS) {
					masks.put(name, mask(mask));
				}
			});
		}
		return masks;
	}

	private static boolean isFourCc(String text) {
		return !text.isEmpty() && text.length() <= LONGEST_FOUR_CC;
	}

	private static boolean isMask(@Nullable AmfValue value) {
		return value instanceof AmfNumber number && Double.isFinite(number.value()) && number.value() >= 0;
	}

	private static int mask(@Nullable AmfValue value) {
		return (value instanceof AmfNumber number && isMask(number))
				? (int) (long) Math.min(number.value(), LARGEST_MASK) : 0;
	}

	/**
	 * Return a copy with other extensions.
	 * @param capsEx the extensions
	 * @return the copy
	 */
	public Capabilities withCapsEx(int capsEx) {
		return new Capabilities(this.fourCcList, this.videoFourCcInfoMap, this.audioFourCcInfoMap, capsEx,
				this.videoFunction);
	}

	/**
	 * Return whether the side obeys a request to connect again.
	 * @return whether it does
	 */
	public boolean supportsReconnect() {
		return (this.capsEx & RECONNECT) != 0;
	}

	/**
	 * Return whether the side understands several tracks in one stream.
	 * @return whether it does
	 */
	public boolean supportsMultitrack() {
		return (this.capsEx & MULTITRACK) != 0;
	}

	/**
	 * Return whether the side understands modifiers before a packet.
	 * @return whether it does
	 */
	public boolean supportsModEx() {
		return (this.capsEx & MOD_EX) != 0;
	}

	/**
	 * Return whether the side understands the modifier that refines a timestamp.
	 * @return whether it does
	 */
	public boolean supportsNanosecondOffset() {
		return (this.capsEx & NANOSECOND_OFFSET) != 0;
	}

	/**
	 * Return what the side can do with a video codec, by its own entry or as with any
	 * codec.
	 * @param fourCc the FourCC
	 * @return the bits, 0 if nothing is said
	 */
	public int videoMask(String fourCc) {
		return mask(this.videoFourCcInfoMap, fourCc);
	}

	/**
	 * Return what the side can do with an audio codec, by its own entry or as with any
	 * codec.
	 * @param fourCc the FourCC
	 * @return the bits, 0 if nothing is said
	 */
	public int audioMask(String fourCc) {
		return mask(this.audioFourCcInfoMap, fourCc);
	}

	private static int mask(Map<String, Integer> masks, String fourCc) {
		return masks.getOrDefault(fourCc, 0) | masks.getOrDefault(ANY, 0);
	}

	/**
	 * Say it: add a property for whatever is not empty or zero.
	 * @param builder the command object or the information object in the making
	 * @param <T> its type
	 * @return the builder
	 */
	public <T extends AmfProperties> AmfPropertiesBuilder<T> addTo(AmfPropertiesBuilder<T> builder) {
		if (this.videoFunction != 0) {
			builder.put("videoFunction", Integer.toUnsignedLong(this.videoFunction));
		}
		if (!this.fourCcList.isEmpty()) {
			builder.put("fourCcList",
					new AmfStrictArray(this.fourCcList.stream().<AmfValue>map(AmfString::new).toList()));
		}
		addMasks(builder, "videoFourCcInfoMap", this.videoFourCcInfoMap);
		addMasks(builder, "audioFourCcInfoMap", this.audioFourCcInfoMap);
		if (this.capsEx != 0) {
			builder.put("capsEx", Integer.toUnsignedLong(this.capsEx));
		}
		return builder;
	}

	private static void addMasks(AmfPropertiesBuilder<?> builder, String name, Map<String, Integer> masks) {
		if (masks.isEmpty()) {
			return;
		}
		AmfPropertiesBuilder<AmfObject> map = AmfObject.builder();
		masks.forEach((fourCc, mask) -> map.put(fourCc, Integer.toUnsignedLong(mask)));
		builder.put(name, map.build());
	}

	/**
	 * Return a text without what the client calls codecs.
	 */
	@Override
	public String toString() {
		return "Capabilities[fourCcList=" + this.fourCcList.size() + ", videoFourCcInfoMap="
				+ this.videoFourCcInfoMap.size() + ", audioFourCcInfoMap=" + this.audioFourCcInfoMap.size()
				+ ", capsEx=" + this.capsEx + ", videoFunction=" + this.videoFunction + "]";
	}

}
