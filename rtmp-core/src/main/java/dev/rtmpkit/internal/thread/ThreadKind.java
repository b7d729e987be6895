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

package dev.rtmpkit.internal.thread;

import java.util.Locale;

/**
 * A kind of work that has threads of its own.
 */
public enum ThreadKind {

	/** Validators and the look-up of passwords. */
	DECISION,

	/** Notifications of refused publishes. */
	REJECTION,

	/** Notifications of publishes, in order for each stream. */
	EVENT,

	/** The callbacks of subscriptions. */
	MEDIA,

	/** Stream handlers. */
	HANDLER,

	/** Notifications and callbacks that the application's executor rejected. */
	FALLBACK;

	/**
	 * Return what the names of the threads begin with.
	 */
	String prefix() {
		return "rtmp-" + name().toLowerCase(Locale.ROOT);
	}

}
