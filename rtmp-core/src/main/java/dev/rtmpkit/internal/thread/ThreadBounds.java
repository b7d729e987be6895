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

/**
 * How many threads each kind of work may have.
 *
 * @param decisions how many questions may be unanswered
 * @param rejections how many notifications of refused publishes may be unfinished
 * @param events how many streams may have events under way
 * @param media how many callbacks of subscriptions may run
 * @param handlers how many handlers may run
 * @param fallback how many of the tasks that the application's executor rejected may run
 */
public record ThreadBounds(int decisions, int rejections, int events, int media, int handlers, int fallback) {

	/**
	 * The default bounds.
	 */
	public static final ThreadBounds DEFAULTS = new ThreadBounds(256, 64, 1024, 1024, 1024, 64);

	/**
	 * Check the bounds.
	 * @throws IllegalArgumentException if one is not positive
	 */
	public ThreadBounds {
		check("decisions", decisions);
		check("rejections", rejections);
		check("events", events);
		check("media", media);
		check("handlers", handlers);
		check("fallback", fallback);
	}

	/**
	 * Return these bounds with another one.
	 * @param handlers how many handlers may run
	 * @return the bounds
	 */
	public ThreadBounds withHandlers(int handlers) {
		return new ThreadBounds(this.decisions, this.rejections, this.events, this.media, handlers, this.fallback);
	}

	private static void check(String name, int bound) {
		if (bound < 1) {
			throw new IllegalArgumentException("The bound of " + name + " must be positive, not " + bound);
		}
	}

}
