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

package dev.rtmpkit;

import java.util.Locale;

/**
 * The closed set of ways in which a peer can break the protocol or a limit. It is also
 * the {@code reason} tag of the error counters, so constants are few and stable.
 */
public enum ProtocolError {

	/** The first byte is not an RTMP version (RTMP 1.0, 5.2.2). */
	VERSION,

	/** A trusted proxy sent no PROXY header, or none that can be understood. */
	PROXY_HEADER,

	/** TLS that cannot be agreed on or is broken. */
	TLS_ERROR,

	/** The client did not accept the server's certificate, or seems not to. */
	TLS_REFUSED_BY_CLIENT,

	/** A chunk header that cannot be understood in the chunk stream's state. */
	CHUNK_STATE,

	/** A chunk size of zero or with the top bit set (RTMP 1.0, 5.4.1). */
	CHUNK_SIZE,

	/** More chunk streams than allowed. */
	CHUNK_STREAMS,

	/** A message longer than allowed for its type. */
	MESSAGE_SIZE,

	/** More bytes in unfinished messages than allowed. */
	PARTIAL_BYTES,

	/** AMF that is cut off or malformed. */
	AMF,

	/** AMF nested deeper than allowed. */
	AMF_DEPTH,

	/** More AMF values in one message than allowed. */
	AMF_VALUES,

	/** A command that is malformed or not allowed in the session's state. */
	COMMAND,

	/** A malformed aggregate message (RTMP 1.0, 7.1.6). */
	AGGREGATE,

	/** More requests of one kind than a publishing client needs. */
	FLOOD,

	/** An FLV file or byte stream that is malformed. */
	FLV;

	/**
	 * Return the value used in metrics.
	 * @return the lower-case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
