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

/**
 * A refusal that comes late, so that guessing is slow.
 *
 * @param link the connection
 */
record DelayedAnswer(AttemptLink link) {

	/**
	 * Answer later, but before the client's time to publish is over.
	 * @param delay the delay in nanoseconds
	 * @param answer the answer
	 */
	void give(long delay, Runnable answer) {
		if (delay == 0) {
			refuse(answer);
			return;
		}
		this.link.refused();
		long limit = this.link.patience() / 4 * 3;
		this.link.schedule(() -> this.link.step(() -> refuse(answer)), Math.min(delay, limit));
	}

	private void refuse(Runnable answer) {
		this.link.refusing();
		answer.run();
	}

}
