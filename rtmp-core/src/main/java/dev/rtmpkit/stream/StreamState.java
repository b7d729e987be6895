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

package dev.rtmpkit.stream;

import java.util.Locale;

/**
 * Whether media of a stream flows: a closed set, also used as a metric tag.
 */
public enum StreamState {

	/** The publish was accepted. Neither audio nor video has come yet. */
	STARTING,

	/** Audio or video has come within the last 3 seconds. */
	LIVE,

	/**
	 * The publisher is connected and has sent neither audio nor video for 3 seconds or
	 * more.
	 */
	STALLED,

	/**
	 * The publisher has not been read for 3 seconds or more, because the queue of a
	 * lossless subscription is full.
	 */
	CONSUMER_STALLED,

	/**
	 * The publisher is gone and may come back, see {@link LiveStream#isInterrupted()}.
	 */
	INTERRUPTED,

	/** The stream is over, see {@link LiveStream#stopReason()}. */
	ENDED;

	/**
	 * Return the value used in metrics.
	 * @return the lower-case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
