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

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import dev.rtmpkit.internal.stream.PublisherControl;
import dev.rtmpkit.internal.stream.StreamListener;
import dev.rtmpkit.internal.stream.StreamRegistry;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamSettings;

/**
 * Streams with a recorder.
 */
final class TestSource {

	private static final PublisherInfo PUBLISHER = new PublisherInfo("session", "live",
			InetSocketAddress.createUnresolved("127.0.0.1", 1), null, false, Instant.parse("2026-11-23T01:38:15.007Z"),
			Map.of());

	private TestSource() {
	}

	/** Begin a stream that is recorded on the thread that publishes. */
	static StreamSource recorded(String name, FlvRecorder recorder) {
		return recorded(name, recorder, Runnable::run);
	}

	static StreamSource recorded(String name, FlvRecorder recorder, Executor consumers) {
		StreamSource source = Objects.requireNonNull(new StreamRegistry(StreamSettings.DEFAULT).register(name,
				PUBLISHER, new UncontrolledPublisher(), Runnable::run, consumers, new StreamListener() {
				}));
		recorder.handle(source.stream());
		return source;
	}

	/**
	 * Does not slow down.
	 */
	private static final class UncontrolledPublisher implements PublisherControl {

		@Override
		public void pause() {
		}

		@Override
		public void resume() {
		}

		@Override
		public void stop(StopReason reason) {
			throw new IllegalStateException(reason.name());
		}

	}

}
