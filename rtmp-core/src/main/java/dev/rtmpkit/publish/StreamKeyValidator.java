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

/**
 * Decides who may publish.
 */
@FunctionalInterface
public interface StreamKeyValidator {

	/**
	 * Decide on a request. Called on the server's executor, never on an I/O thread, and
	 * may block. An exception, {@code null} or no answer in time
	 * ({@link dev.rtmpkit.server.RtmpServerBuilder#validatorTimeout}) is a rejection.
	 * @param request who wants to publish what
	 * @return the decision
	 * @throws Exception if there can be no decision
	 */
	PublishDecision validate(PublishRequest request) throws Exception;

	/**
	 * Hear that a decision comes too late: the request is refused. Called at the
	 * deadline, before the thread of {@link #validate} is interrupted, so that what does
	 * not heed that can be cancelled. If there was no thread in time, {@code validate}
	 * was not and will not be called. May not block, as the thread belongs to the timer.
	 * @param request the request
	 */
	default void timedOut(PublishRequest request) {
	}

}
