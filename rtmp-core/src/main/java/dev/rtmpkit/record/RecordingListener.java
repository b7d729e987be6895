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

/**
 * Hears of recordings. Called on the thread that writes, so what takes long here delays
 * that recording alone. What it throws is logged and ignored.
 */
public interface RecordingListener {

	/**
	 * The first packet has come and the file was created.
	 * @param recording the recording, still empty
	 */
	default void recordingStarted(Recording recording) {
	}

	/**
	 * The stream has ended and the file is complete and closed.
	 * @param recording the recording
	 */
	default void recordingCompleted(Recording recording) {
	}

	/**
	 * The recording ended before its stream, or could not even begin. What is in the file
	 * can be played. The publish goes on.
	 * @param recording the recording as far as it has come
	 * @param failure why, for example an {@link java.io.IOException}
	 */
	default void recordingFailed(Recording recording, Throwable failure) {
	}

}
