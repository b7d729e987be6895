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

package dev.rtmpkit.internal.connection;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The fatal alerts by which a client ends TLS (RFC 8446, 6.2).
 */
enum TlsAlert {

	UNEXPECTED_MESSAGE(10, null),

	BAD_RECORD_MAC(20, null),

	RECORD_OVERFLOW(22, null),

	HANDSHAKE_FAILURE(40, null),

	BAD_CERTIFICATE(42, "it cannot be verified"),

	UNSUPPORTED_CERTIFICATE(43, "certificates of this kind are not supported"),

	CERTIFICATE_REVOKED(44, "it was revoked"),

	CERTIFICATE_EXPIRED(45, "it has expired or is not valid yet"),

	CERTIFICATE_UNKNOWN(46, "it is not trusted, or is for another host name"),

	ILLEGAL_PARAMETER(47, null),

	UNKNOWN_CA(48, "the authority that issued it is not trusted"),

	ACCESS_DENIED(49, null),

	DECODE_ERROR(50, null),

	DECRYPT_ERROR(51, null),

	PROTOCOL_VERSION(70, null),

	INSUFFICIENT_SECURITY(71, null),

	INTERNAL_ERROR(80, null),

	INAPPROPRIATE_FALLBACK(86, null),

	USER_CANCELED(90, null),

	MISSING_EXTENSION(109, null),

	UNSUPPORTED_EXTENSION(110, null),

	BAD_CERTIFICATE_STATUS_RESPONSE(113, "its revocation status cannot be verified");

	private final int code;

	private final @Nullable String refusal;

	TlsAlert(int code, @Nullable String refusal) {
		this.code = code;
		this.refusal = refusal;
	}

	/**
	 * Find an alert.
	 * @param text its name or its number
	 * @return the alert or {@code null} if there is none
	 */
	static @Nullable TlsAlert of(String text) {
		for (TlsAlert alert : values()) {
			if (alert.title().equals(text) || String.valueOf(alert.code).equals(text)) {
				return alert;
			}
		}
		return null;
	}

	/**
	 * Return the name in the specification.
	 * @return for example {@code unknown_ca}
	 */
	String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return why a client that sends this refuses the server's certificate.
	 * @return the reason or {@code null} if it does not
	 */
	@Nullable String refusal() {
		return this.refusal;
	}

}
