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

package dev.rtmpkit.internal.publish;

import dev.rtmpkit.internal.text.PlainText;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.publish.RejectReason;

/**
 * Why and how a publish is refused.
 *
 * @param reason the reason, for counters and listeners
 * @param code the status code the client gets: encoders stop trying on those of a publish
 * @param message the text the client gets
 */
record Rejection(RejectReason reason, StatusCode code, String message) {

	static final Rejection NAME_IN_USE = new Rejection(RejectReason.NAME_IN_USE, StatusCode.PUBLISH_BAD_NAME,
			"The stream is already being published.");

	static final Rejection TOO_OFTEN = new Rejection(RejectReason.NAME_IN_USE, StatusCode.PUBLISH_BAD_NAME,
			"The stream is already being published, and was taken over too often.");

	static final Rejection BAD_NAME = new Rejection(RejectReason.BAD_NAME, StatusCode.PUBLISH_BAD_NAME,
			"The stream name is missing, too long or has characters or parts that are not allowed.");

	static final Rejection TIMEOUT = new Rejection(RejectReason.VALIDATOR_TIMEOUT, StatusCode.NETSTREAM_FAILED,
			"The publish could not be authorized in time, please try again.");

	static final Rejection ERROR = new Rejection(RejectReason.VALIDATOR_ERROR, StatusCode.NETSTREAM_FAILED,
			"The publish could not be authorized, please try again.");

	static final Rejection BUSY = new Rejection(RejectReason.BUSY, StatusCode.NETSTREAM_FAILED,
			"The server is busy, please try again.");

	static final Rejection BANNED = new Rejection(RejectReason.BANNED, StatusCode.PUBLISH_DENIED,
			"The stream key is banned for now.");

	static final Rejection TOO_MANY_FAILURES = new Rejection(RejectReason.TOO_MANY_FAILURES,
			StatusCode.NETSTREAM_FAILED, "Too many wrong keys came from this address, please try again later.");

	private static final int LONGEST_REASON = 255;

	static Rejection denied(String reason) {
		return new Rejection(RejectReason.DENIED, StatusCode.PUBLISH_DENIED, PlainText.of(reason, LONGEST_REASON));
	}

}
