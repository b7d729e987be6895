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

package dev.rtmpkit.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.publish.AuthenticationMode;

/**
 * A client's part of the authentication, in the mode {@code adobe} unless another is
 * named.
 */
public final class Authmod {

	private Authmod() {
	}

	/**
	 * Return the description of a refusal.
	 */
	public static String description(CommandMessage error) {
		return (error.arguments().get(0) instanceof AmfProperties info) ? String.valueOf(info.string("description"))
				: "";
	}

	/**
	 * Name a user.
	 * @return what to append to the application name
	 */
	public static String user(String user) {
		return user(AuthenticationMode.ADOBE, user);
	}

	/**
	 * Name a user.
	 * @return what to append to the application name
	 */
	public static String user(AuthenticationMode mode, String user) {
		return "?authmod=" + mode.name().toLowerCase(Locale.ROOT) + "&user=" + user;
	}

	/**
	 * Answer a challenge.
	 * @param description the description that holds it
	 * @return what to append to the application name
	 */
	public static String answer(String description, String user, String password) {
		String opaque = value(description, "opaque");
		String secret = base64(md5(user + value(description, "salt") + password));
		return user(user) + "&challenge=12345678&response=" + base64(md5(secret + opaque + "12345678")) + "&opaque="
				+ opaque;
	}

	/**
	 * Answer a challenge.
	 * @param description the description that holds it
	 * @param app the application name, without a slash
	 * @return what to append to the application name
	 */
	public static String answer(AuthenticationMode mode, String description, String app, String user, String password) {
		if (mode == AuthenticationMode.ADOBE) {
			return answer(description, user, password);
		}
		String nonce = value(description, "nonce");
		String secret = hex(md5(user + ":live:" + password));
		String request = hex(md5("publish:/" + app + "/_definst_"));
		String response = hex(md5(secret + ":" + nonce + ":00000001:12345678:auth:" + request));
		return user(mode, user) + "&nonce=" + nonce + "&cnonce=12345678&nc=00000001&response=" + response;
	}

	private static String value(String description, String name) {
		int start = description.indexOf("&" + name + "=");
		if (start < 0) {
			throw new AssertionError("No " + name + " in: " + description);
		}
		return description.substring(start + name.length() + 2).split("&", 2)[0];
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	private static byte[] md5(String text) {
		try {
			return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
