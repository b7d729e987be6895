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
 * A connection as an attempt to connect or to publish sees it. All methods are called by
 * the thread of the connection, except where said.
 */
public interface AttemptLink extends PublisherLink {

	/**
	 * Run a step of an attempt on the thread of the connection, unless the connection is
	 * closing or closed. A failure ends the connection. May be called from any thread.
	 * @param step the step
	 */
	void step(Runnable step);

	/**
	 * Let the client send media: a publish is accepted.
	 */
	void granted();

	/**
	 * Note that the client is refused, later: its place is free for others until then.
	 */
	void refused();

	/**
	 * Note that the client is about to be told that it is refused.
	 */
	void refusing();

	/**
	 * Send what was written, and read on after a decision.
	 */
	void answered();

	/**
	 * Send what was written while the decision is still pending.
	 */
	void flush();

	/**
	 * Return how long the client may still take until its publish is accepted.
	 * @return the time in nanoseconds
	 */
	long patience();

}
