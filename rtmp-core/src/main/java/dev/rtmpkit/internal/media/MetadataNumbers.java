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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.amf.Amf0Decoder;
import dev.rtmpkit.internal.amf.AmfBodyReader;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.media.DataPacket;

/**
 * Finds the numbers of metadata, so that the writer of a file can overwrite in place what
 * it learns only at the end, such as {@code duration} (FLV 10.1, E.5).
 */
public final class MetadataNumbers {

	private static final int NUMBER = 0;

	private static final int OBJECT = 3;

	private static final int ECMA_ARRAY = 8;

	private MetadataNumbers() {
	}

	/**
	 * Return where the numbers among the packet's own properties stand, nested ones
	 * apart.
	 * @param metadata a packet whose first value is an object or an ECMA array; any other
	 * has none
	 * @return names and positions of the 8 bytes of their values, counted from the
	 * payload's begin; what stands behind something undecodable is missing
	 */
	public static Map<String, Integer> positions(DataPacket metadata) {
		return positions(metadata.name(), metadata.amf3(), metadata.payload());
	}

	static Map<String, Integer> positions(String packetName, boolean amf3, ByteBuffer payload) {
		Map<String, Integer> positions = new LinkedHashMap<>();
		Amf0Decoder decoder = new Amf0Decoder(AmfLimits.DATA);
		try {
			// the packet's name, before it perhaps the format selector
			AmfString name = new AmfString(packetName);
			boolean amf0 = !amf3 || !AmfBodyReader.amf3(payload, AmfLimits.DATA).isPureAmf3();
			if (amf0 && decoder.decode(payload).equals(name) && isEntered(payload)) {
				collect(payload, decoder, positions);
			}
		}
		catch (RtmpProtocolException ex) {
			// a file without these numbers is whole, too
		}
		return positions;
	}

	private static boolean isEntered(ByteBuffer payload) {
		int marker = (payload.hasRemaining()) ? payload.get() : -1;
		if (marker == ECMA_ARRAY && payload.remaining() >= Integer.BYTES) {
			// the count, which cannot be relied on
			payload.getInt();
		}
		return marker == OBJECT || marker == ECMA_ARRAY;
	}

	private static void collect(ByteBuffer payload, Amf0Decoder decoder, Map<String, Integer> positions) {
		String name = name(payload);
		while (!name.isEmpty() && payload.hasRemaining()) {
			int position = payload.position();
			boolean number = payload.get(position) == NUMBER;
			decoder.decode(payload);
			if (number) {
				positions.put(name, position + 1);
			}
			name = name(payload);
		}
	}

	/**
	 * Read a property's name; an empty one, before the end marker, or a cut off one ends
	 * the properties.
	 */
	private static String name(ByteBuffer payload) {
		int length = (payload.remaining() >= Short.BYTES) ? payload.getShort() & 0xFFFF : 0;
		if (length > payload.remaining()) {
			return "";
		}
		byte[] name = new byte[length];
		payload.get(name);
		return new String(name, StandardCharsets.UTF_8);
	}

}
