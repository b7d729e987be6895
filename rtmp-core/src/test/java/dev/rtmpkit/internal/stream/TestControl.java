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

package dev.rtmpkit.internal.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;

/**
 * Keeps what a stream asks of its publisher.
 */
final class TestControl implements PublisherControl, StreamListener {

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	@Override
	public void pause() {
		this.calls.add("pause");
	}

	@Override
	public void resume() {
		this.calls.add("resume");
	}

	@Override
	public void stop(StopReason reason) {
		this.calls.add("stop " + reason);
	}

	@Override
	public void subscriptionFailed(LiveStream stream, Throwable failure) {
		this.failures.add(failure);
	}

	@Override
	public void subscriptionBlocked(LiveStream stream, Duration last) {
		this.calls.add("blocked");
	}

	List<String> calls() {
		return this.calls;
	}

	List<Throwable> failures() {
		return this.failures;
	}

}
