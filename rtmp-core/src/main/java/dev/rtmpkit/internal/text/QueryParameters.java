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

package dev.rtmpkit.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;

/**
 * Decodes query strings: percent escapes once, a plus sign stays one (tokens are often
 * Base64).
 */
public final class QueryParameters {

	private static final int LIMIT = 64;

	private static final int HEX = 16;

	private QueryParameters() {
	}

	/**
	 * Decode several queries; of equal names the first wins.
	 * @param queries the query strings, without question mark
	 * @return the parameters, at most 64
	 * @throws RtmpProtocolException if there are more
	 */
	public static Map<String, String> merge(String... queries) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String query : queries) {
			int start = 0;
			while (start < query.length()) {
				int end = query.indexOf('&', start);
				end = (end < 0) ? query.length() : end;
				add(query.substring(start, end), parameters);
				start = end + 1;
			}
		}
		return parameters;
	}

	private static void add(String pair, Map<String, String> parameters) {
		if (pair.isEmpty()) {
			return;
		}
		int equals = pair.indexOf('=');
		String name = decode((equals < 0) ? pair : pair.substring(0, equals));
		parameters.putIfAbsent(name, (equals < 0) ? "" : decode(pair.substring(equals + 1)));
		if (parameters.size() > LIMIT) {
			throw new RtmpProtocolException(ProtocolError.COMMAND, "Too many query parameters");
		}
	}

	/**
	 * Decode percent escapes. Anything that is not an escape is kept.
	 */
	public static String decode(String text) {
		if (text.indexOf('%') < 0) {
			return text;
		}
		byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
		byte[] decoded = new byte[encoded.length];
		int length = 0;
		for (int i = 0; i < encoded.length; i++) {
			int value = (encoded[i] == '%') ? escape(encoded, i + 1) : -1;
			decoded[length++] = (value < 0) ? encoded[i] : (byte) value;
			i += (value < 0) ? 0 : 2;
		}
		return new String(decoded, 0, length, StandardCharsets.UTF_8);
	}

	private static int escape(byte[] encoded, int index) {
		if (index + 1 >= encoded.length) {
			return -1;
		}
		int high = Character.digit(encoded[index], HEX);
		int low = Character.digit(encoded[index + 1], HEX);
		return (high < 0 || low < 0) ? -1 : high * HEX + low;
	}

}
