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

package dev.rtmpkit.internal.wire.message;

/**
 * The status codes a publishing client can get (RTMP 1.0, 7.2, Enhanced RTMP, and what
 * servers have sent ever since).
 */
public enum StatusCode {

	/** The connection is accepted. */
	CONNECT_SUCCESS("NetConnection.Connect.Success", "status"),

	/**
	 * The connection is closed by the server. Of level error, as clients show the text of
	 * no other status to their users.
	 */
	CONNECT_CLOSED("NetConnection.Connect.Closed", "error"),

	/** The client should connect again, perhaps elsewhere (Enhanced RTMP). */
	CONNECT_RECONNECT_REQUEST("NetConnection.Connect.ReconnectRequest", "status"),

	/** The connection failed. */
	CONNECT_FAILED("NetConnection.Connect.Failed", "error"),

	/** The connection is refused. */
	CONNECT_REJECTED("NetConnection.Connect.Rejected", "error"),

	/** The connection is refused: no such application. */
	CONNECT_INVALID_APP("NetConnection.Connect.InvalidApp", "error"),

	/** The server is shutting down. */
	CONNECT_APP_SHUTDOWN("NetConnection.Connect.AppShutdown", "error"),

	/** A call is not known or failed. */
	CALL_FAILED("NetConnection.Call.Failed", "error"),

	/** The publish is accepted. */
	PUBLISH_START("NetStream.Publish.Start", "status"),

	/** The publish is refused: the name is taken or not allowed. */
	PUBLISH_BAD_NAME("NetStream.Publish.BadName", "error"),

	/** The publish is refused: not authorized. */
	PUBLISH_DENIED("NetStream.Publish.Denied", "error"),

	/**
	 * The publish is ended: no media for too long. Of level error for the same reason.
	 */
	PUBLISH_IDLE("NetStream.Publish.Idle", "error"),

	/** The publish is ended as the client asked. */
	UNPUBLISH_SUCCESS("NetStream.Unpublish.Success", "status"),

	/** The recording of the publish began. */
	RECORD_START("NetStream.Record.Start", "status"),

	/** The recording of the publish ended. */
	RECORD_STOP("NetStream.Record.Stop", "status"),

	/** The publish cannot be recorded: not allowed to write. */
	RECORD_NO_ACCESS("NetStream.Record.NoAccess", "error"),

	/** The recording of the publish failed. */
	RECORD_FAILED("NetStream.Record.Failed", "error"),

	/** There is nothing to play. */
	PLAY_STREAM_NOT_FOUND("NetStream.Play.StreamNotFound", "error"),

	/** It is not possible to seek. */
	SEEK_FAILED("NetStream.Seek.Failed", "error"),

	/** Something on the message stream failed. */
	NETSTREAM_FAILED("NetStream.Failed", "error");

	private final String code;

	private final String level;

	StatusCode(String code, String level) {
		this.code = code;
		this.level = level;
	}

	/**
	 * Return the code as it is sent.
	 * @return the code
	 */
	public String code() {
		return this.code;
	}

	/**
	 * Return the code to tell a client that has no message stream.
	 * @return this code or, if it is about a message stream, that of a closed connection
	 */
	public StatusCode ofConnection() {
		return (this.code.startsWith("NetConnection.")) ? this : CONNECT_CLOSED;
	}

	/**
	 * Return the level that goes with the code.
	 * @return {@code status} or {@code error}
	 */
	public String level() {
		return this.level;
	}

}
