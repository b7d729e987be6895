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

import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.internal.text.PrintableText;
import io.netty.handler.ssl.NotSslRecordException;
import org.jspecify.annotations.Nullable;

/**
 * Why TLS with a client failed, in words for those who run the server or the client. The
 * JDK and Netty have no types for this, only texts.
 *
 * @param error how it is counted
 * @param summary what happened, from a small set
 * @param detail what else there is to say
 */
record TlsFailure(ProtocolError error, String summary, @Nullable String detail) {

	/** How the JDK tells of an alert of the client. */
	private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

	private static final Pattern VERSION = Pattern
		.compile("protocol versions?\\b.* not accepted|requested protocol .* is not enabled");

	private static final Pattern CIPHER = Pattern.compile("no cipher suites in common");

	private static final Pattern SIGNATURE = Pattern
		.compile("(?i)no available authentication scheme|no supported certificate|unsupported signature_algorithm");

	private static final Pattern NO_CLIENT_CERTIFICATE = Pattern.compile("Empty \\w+ certificate chain");

	private static final Pattern CLOSED = Pattern.compile("(?i)close_notify during handshake");

	/** How Netty quotes what is not TLS. */
	private static final Pattern NO_TLS = Pattern.compile("not an SSL/TLS record: (\\w\\w)");

	/** The first byte of RTMP, in hexadecimal digits. */
	private static final String RTMP = "03";

	/** The first bytes of HTTP requests: GET, HEAD, POST or PUT, OPTIONS, CONNECT. */
	private static final String HTTP = "47|48|50|4f|43";

	static final TlsFailure LEFT_HANDSHAKE = refused(
			"The client left the TLS handshake when it had seen the server's " + "certificate: it may not trust it");

	static final TlsFailure LEFT_SILENTLY = refused(
			"The client left right after the TLS handshake: " + "it may not trust the server's certificate");

	/**
	 * Explain a failure.
	 * @param failure what the JDK or Netty threw
	 * @return the explanation
	 */
	static TlsFailure of(SSLException failure) {
		String message = String.valueOf(failure.getMessage());
		if (failure instanceof NotSslRecordException) {
			return noTls(message);
		}
		Matcher alert = ALERT.matcher(message);
		if (alert.find()) {
			return alert(TlsAlert.of(alert.group(1)));
		}
		if (CLOSED.matcher(message).find()) {
			return LEFT_HANDSHAKE;
		}
		return new TlsFailure(ProtocolError.TLS_ERROR, summary(failure, message), PrintableText.of(message));
	}

	/** The message quotes what the client sent, which is not to be logged. */
	private static TlsFailure noTls(String message) {
		Matcher matcher = NO_TLS.matcher(message);
		String first = (matcher.find()) ? matcher.group(1) : "";
		String title = "Something that is not TLS";
		if (first.equals(RTMP)) {
			title = "RTMP without TLS";
		}
		else if (first.matches(HTTP)) {
			title = "HTTP without TLS";
		}
		return new TlsFailure(ProtocolError.TLS_ERROR, title + " came to the TLS port", null);
	}

	private static TlsFailure alert(@Nullable TlsAlert alert) {
		if (alert == null) {
			return new TlsFailure(ProtocolError.TLS_ERROR, "The client ended TLS with an unknown alert", null);
		}
		if (alert.refusal() != null) {
			return refused("The client refused the server's certificate with the alert " + alert.title() + ": "
					+ alert.refusal());
		}
		return new TlsFailure(ProtocolError.TLS_ERROR, "The client ended TLS with the alert " + alert.title(), null);
	}

	private static TlsFailure refused(String summary) {
		return new TlsFailure(ProtocolError.TLS_REFUSED_BY_CLIENT, summary, null);
	}

	private static String summary(SSLException failure, String message) {
		if (VERSION.matcher(message).find()) {
			return "The client and the server have no version of TLS in common (protocol_version)";
		}
		if (CIPHER.matcher(message).find()) {
			return "The client and the server have no cipher suite in common (handshake_failure)";
		}
		if (SIGNATURE.matcher(message).find()) {
			return "The client cannot use the kind of key that the server's certificate has (handshake_failure)";
		}
		if (NO_CLIENT_CERTIFICATE.matcher(message).find()) {
			return "The client has shown no certificate";
		}
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof CertificateException) {
				return "The certificate of the client is not trusted";
			}
		}
		return "TLS failed";
	}

	/**
	 * Return the explanation.
	 * @return the text, fit for a log
	 */
	String text() {
		return (this.detail != null) ? this.summary + ": " + this.detail : this.summary;
	}

}
