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

package dev.rtmpkit.spring.boot.autoconfigure;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import dev.rtmpkit.internal.text.NameRules;
import dev.rtmpkit.internal.text.PortableKeys;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.StreamKeyValidator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Accepts those who publish with a known secret, under the public name that belongs to
 * it.
 */
final class StreamKeys implements StreamKeyValidator {

	/** The property that holds the secrets by stream name. */
	static final String PROPERTY = "rtmp.server.stream-keys";

	private static final Log logger = LogFactory.getLog(StreamKeys.class);

	private static final String GENERATED_STREAM_NAME = "live";

	private static final int GENERATED_BYTES = 16;

	private final Map<String, String> secrets;

	private StreamKeys(Map<String, String> secrets) {
		this.secrets = Map.copyOf(secrets);
	}

	/**
	 * Create a validator from configuration.
	 * @param secrets the secrets by public stream name
	 * @param longest the longest stream key; what is out of range is reported elsewhere
	 * @return the validator
	 * @throws InvalidConfigurationPropertyValueException if a name or secret can be none
	 */
	static StreamKeys of(Map<String, String> secrets, DataSize longest) {
		int bytes = (int) Math.max(1, Math.min(longest.toBytes(), NameRules.LONGEST_KEY));
		Map<String, String> names = new HashMap<>();
		secrets.forEach((name, secret) -> {
			check(name, flawOfName(name));
			check(name, flawOfSecret(secret, bytes));
			String other = names.put(secret, name);
			check(name, (other != null) ? "the stream key must differ from that of stream '" + other + "'" : null);
		});
		return new StreamKeys(secrets);
	}

	/**
	 * Create a validator that accepts one random key, and log it.
	 * @return the validator
	 */
	static StreamKeys generate() {
		byte[] random = new byte[GENERATED_BYTES];
		new SecureRandom().nextBytes(random);
		String secret = HexFormat.of().formatHex(random);
		logger.warn(String.format(
				"%n%nUsing generated stream key: %s%n%nIt publishes stream '%s', for development only. "
						+ "Set '%s.<stream name>' or define a StreamKeyValidator bean before running in production.%n",
				secret, GENERATED_STREAM_NAME, PROPERTY));
		return new StreamKeys(Map.of(GENERATED_STREAM_NAME, secret));
	}

	private static void check(String name, @Nullable String flaw) {
		if (flaw != null) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY + "." + name, "******", flaw);
		}
	}

	private static @Nullable String flawOfName(String name) {
		if (name.isBlank()) {
			return "the stream name must not be blank";
		}
		return (NameRules.isStreamName(name)) ? null : "the stream name must not be longer than "
				+ NameRules.LONGEST_NAME
				+ " characters, nor have control characters, '${', or an empty part, '.' or '..' between slashes";
	}

	private static @Nullable String flawOfSecret(String secret, int longest) {
		if (secret.isBlank()) {
			return "the stream key must not be blank";
		}
		String flaw = PortableKeys.flaw(secret);
		if (flaw != null) {
			return "the stream key must not " + flaw + ". Letters, digits, '-' and '_' work everywhere";
		}
		// As clients with any other are refused
		return (NameRules.isStreamKey(secret, longest)) ? null
				: "the stream key must not be longer than 'rtmp.server.limits.stream-key-size', which is " + longest
						+ " bytes, nor have control characters or '${', nor be '.' or '..'";
	}

	@Override
	public PublishDecision validate(PublishRequest request) {
		String found = null;
		// To the end, whatever matches: the time must not tell which stream was meant
		for (Map.Entry<String, String> entry : this.secrets.entrySet()) {
			if (request.streamKey().matches(entry.getValue())) {
				found = entry.getKey();
			}
		}
		return (found != null) ? PublishDecision.accept(found) : PublishDecision.reject("Unknown stream key");
	}

}
