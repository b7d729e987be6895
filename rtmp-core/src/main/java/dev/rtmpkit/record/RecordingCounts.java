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

package dev.rtmpkit.record;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the recordings of a recorder. Thread-safe.
 */
final class RecordingCounts implements RecordingListener {

	/** By file, as one that fails to begin was never started. */
	private final Set<Path> active = ConcurrentHashMap.newKeySet();

	private final LongAdder completed = new LongAdder();

	private final LongAdder failed = new LongAdder();

	@Override
	public void recordingStarted(Recording recording) {
		this.active.add(recording.file());
	}

	@Override
	public void recordingCompleted(Recording recording) {
		this.active.remove(recording.file());
		this.completed.increment();
	}

	@Override
	public void recordingFailed(Recording recording, Throwable failure) {
		this.active.remove(recording.file());
		this.failed.increment();
	}

	long active() {
		return this.active.size();
	}

	long completed() {
		return this.completed.sum();
	}

	long failed() {
		return this.failed.sum();
	}

}
