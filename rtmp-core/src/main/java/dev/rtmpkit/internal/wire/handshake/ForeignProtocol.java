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

package dev.rtmpkit.internal.wire.handshake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Other protocols that reach RTMP ports by mistake, and how they begin.
 */
enum ForeignProtocol {

	/** A handshake record (RFC 8446, 5.1). */
	TLS("TLS", List.of(HexFormat.of().parseHex("1603"))),

	/** A method of a request, RTMPT's among them, or the preface of HTTP/2. */
	HTTP("HTTP", text("GET ", "POST ", "HEAD ", "PUT ", "PATCH ", "DELETE ", "OPTIONS ", "CONNECT ", "TRACE ", "PRI ")),

	/** The text header that a load balancer sends in front of a connection's bytes. */
	PROXY_V1("the PROXY protocol, version 1,", text("PROXY ")),

	/** The binary header that a load balancer sends in front of a connection's bytes. */
	PROXY_V2("the PROXY protocol, version 2,", List.of(HexFormat.of().parseHex("0d0a0d0a")));

	private final String title;

	private final List<byte[]> beginnings;

	ForeignProtocol(String title, List<byte[]> beginnings) {
		this.title = title;
		this.beginnings = beginnings;
	}

	private static List<byte[]> text(String... beginnings) {
		return Stream.of(beginnings).map((beginning) -> beginning.getBytes(StandardCharsets.US_ASCII)).toList();
	}

	/**
	 * Return the protocol's name.
	 */
	String title() {
		return this.title;
	}

	/**
	 * Return whether bytes that came so far may be the beginning of this protocol.
	 */
	boolean mayBegin(ByteBuffer start) {
		return this.beginnings.stream().anyMatch((beginning) -> isLike(beginning, start));
	}

	/**
	 * Return whether bytes that came so far are the beginning of this protocol, whatever
	 * follows.
	 */
	boolean begins(ByteBuffer start) {
		return this.beginnings.stream()
			.anyMatch((beginning) -> start.remaining() >= beginning.length && isLike(beginning, start));
	}

	private static boolean isLike(byte[] beginning, ByteBuffer start) {
		int count = Math.min(beginning.length, start.remaining());
		return start.slice(start.position(), count).equals(ByteBuffer.wrap(beginning, 0, count));
	}

}
