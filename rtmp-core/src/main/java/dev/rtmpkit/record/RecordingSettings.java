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

import dev.rtmpkit.stream.DeliveryMode;
import dev.rtmpkit.stream.SubscriptionOptions;

/**
 * Where and how streams are recorded.
 *
 * @param directory where the files go; created when the first one is
 * @param subscription how the recorder subscribes: how much may wait for the disk and
 * what happens if it is too slow for too long. Must be lossless
 */
public record RecordingSettings(Path directory, SubscriptionOptions subscription) {

	public RecordingSettings {
		if (subscription.mode() != DeliveryMode.LOSSLESS) {
			throw new IllegalArgumentException("A recorder needs a lossless subscription");
		}
	}

	/**
	 * Return settings with the default subscription: 4 MiB may wait, and a disk that
	 * stalls for 10 s ends the recording.
	 * @param directory where the files go
	 * @return the settings
	 */
	public static RecordingSettings of(Path directory) {
		return new RecordingSettings(directory, SubscriptionOptions.lossless());
	}

	/**
	 * Return a copy with another subscription.
	 * @param options the options, lossless
	 * @return the settings
	 */
	public RecordingSettings subscription(SubscriptionOptions options) {
		return new RecordingSettings(this.directory, options);
	}

}
