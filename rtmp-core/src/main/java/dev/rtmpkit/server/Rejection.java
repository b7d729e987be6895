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

package dev.rtmpkit.server;

import dev.rtmpkit.message.StatusCode;

/**
 * Why and how a publish is refused.
 *
 * @param reason the reason, for counters and listeners
 * @param code the status code the client gets; encoders stop trying on these
 * @param message the text the client gets
 */
record Rejection(RejectReason reason, StatusCode code, String message) {

	static final Rejection NAME_IN_USE = new Rejection(RejectReason.NAME_IN_USE, StatusCode.PUBLISH_BAD_NAME,
			"The stream is already being published.");

	static final Rejection BAD_NAME = new Rejection(RejectReason.BAD_NAME, StatusCode.PUBLISH_BAD_NAME,
			"The stream name is missing or too long.");

	static final Rejection TIMEOUT = new Rejection(RejectReason.VALIDATOR_TIMEOUT, StatusCode.PUBLISH_DENIED,
			"The publish could not be authorized in time.");

	static final Rejection ERROR = new Rejection(RejectReason.VALIDATOR_ERROR, StatusCode.PUBLISH_DENIED,
			"The publish could not be authorized.");

	static Rejection denied(String reason) {
		return new Rejection(RejectReason.DENIED, StatusCode.PUBLISH_DENIED, reason);
	}

}
