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
 * Why a publish was not accepted: a closed set, also used as a metric tag.
 */
public enum RejectReason {

	/** The validator said no. */
	DENIED,

	/** The validator did not answer in time. */
	VALIDATOR_TIMEOUT,

	/**
	 * The validator threw an exception or returned {@code null}, or the password could
	 * not be looked up.
	 */
	VALIDATOR_ERROR,

	/** Another publisher is live under the name. */
	NAME_IN_USE,

	/** The stream name or the application is empty or not allowed. */
	BAD_NAME,

	/** The client connected to an application that is not one of those allowed. */
	UNKNOWN_APPLICATION,

	/** The client connected with a user or a password that is wrong. */
	WRONG_PASSWORD,

	/** The validator, the listeners or the handlers have too much to do already. */
	BUSY,

	/** Too many wrong keys or passwords came from the address. */
	TOO_MANY_FAILURES,

	/** The key is banned for a time. */
	BANNED;

	/**
	 * Return the value used in metrics.
	 * @return the lower-case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
