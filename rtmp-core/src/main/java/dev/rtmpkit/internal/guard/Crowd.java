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

package dev.rtmpkit.internal.guard;

/**
 * The connections of one network. Guarded by the lock of {@link ConnectionAdmission}.
 */
final class Crowd {

	private final TokenBucket accepts;

	/** All of its connections. */
	int open;

	/** Those that have a place among the unauthenticated. */
	int waiting;

	/** Those of the waiting that wait for a decision of the server. */
	int asking;

	/** Those that are told later that they are refused. */
	int refused;

	Crowd(TokenBucket accepts) {
		this.accepts = accepts;
	}

	TokenBucket accepts() {
		return this.accepts;
	}

	/**
	 * Return how many of its connections have yet to say what they want.
	 */
	int silent() {
		return this.waiting - this.asking;
	}

}
