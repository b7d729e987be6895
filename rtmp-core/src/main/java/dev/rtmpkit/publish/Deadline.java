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

package dev.rtmpkit.publish;

import java.util.Locale;

/**
 * What a connection must do in time.
 */
public enum Deadline {

	/** Agree on encryption. */
	TLS,

	/** Complete the handshake. */
	HANDSHAKE,

	/** Publish. */
	PUBLISH,

	/** Send media after the publish was accepted. */
	FIRST_MEDIA,

	/** Send more media while publishing. */
	MEDIA,

	/** Give a sign of life while publishing: any message, such as media or a pong. */
	IDLE,

	/** Read what was written. */
	WRITE;

	/**
	 * Return the value used in metrics.
	 * @return the lower-case name with what happened
	 */
	public String tag() {
		return (this == WRITE) ? "write_stall" : name().toLowerCase(Locale.ROOT) + "_timeout";
	}

}
