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
import java.util.List;
import java.util.stream.Stream;

import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StreamHandler;

/**
 * Records each stream to a file {@code <stream name>-<UTC time>.flv}, without loss and
 * exactly as published: payloads and timestamps are not touched. Each packet is handed to
 * the operating system as it comes, so that a crash of the process leaves a playable file
 * that ends with the last packet. A stream without a packet leaves no file. A disk that
 * fails ends that recording alone, not the publish.
 * <p>
 * Needs no thread of its own for each stream. May be used by several servers at once.
 */
public final class FlvRecorder implements StreamHandler {

	private final RecordingSettings settings;

	private final Path directory;

	private final RecordingCounts counts = new RecordingCounts();

	private final List<RecordingListener> listeners;

	/**
	 * Create a recorder.
	 * @param settings where and how to record
	 * @param listeners what hears of recordings, in this order
	 */
	public FlvRecorder(RecordingSettings settings, RecordingListener... listeners) {
		this.settings = settings;
		this.directory = settings.directory().toAbsolutePath().normalize();
		this.listeners = Stream.concat(Stream.of(this.counts), Stream.of(listeners)).toList();
	}

	/**
	 * Begin to record and return at once.
	 * @param stream the stream
	 */
	@Override
	public void handle(LiveStream stream) {
		stream.subscribe(this.settings.subscription(), new FlvRecording(stream, this.directory, this.listeners));
	}

	/**
	 * Return how many streams are being recorded. Like the other counts, it may be asked
	 * for by any thread.
	 * @return the recordings whose file was created and is not complete yet
	 */
	public long activeRecordings() {
		return this.counts.active();
	}

	/**
	 * Return how many recordings are complete.
	 * @return the recordings since this recorder was created
	 */
	public long completedRecordings() {
		return this.counts.completed();
	}

	/**
	 * Return how many recordings ended before their stream, or could not even begin.
	 * @return the recordings since this recorder was created
	 */
	public long failedRecordings() {
		return this.counts.failed();
	}

}
