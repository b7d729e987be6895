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

package dev.rtmpkit.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.session.SessionSettings;
import dev.rtmpkit.stream.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a server was built with, callbacks apart.
 *
 * @param bindAddress where to listen; port 0 for any free one
 * @param ioThreads the number of event loops, 0 for as many as there are processors
 * @param timeouts how long a client may take
 * @param session what sessions announce and allow
 * @param streams the bounds of live streams
 * @param drain how long the stop of a publish waits for its subscriptions
 * @param reconnectUrl where encoders are asked to go when the server shuts down,
 * {@code null} to stay with their own URL
 */
record ServerSettings(InetSocketAddress bindAddress, int ioThreads, Timeouts timeouts, SessionSettings session,
		StreamSettings streams, Duration drain, @Nullable String reconnectUrl) {

	/**
	 * How long a client may take.
	 *
	 * @param handshake from the connection to the end of the handshake
	 * @param publish from the connection, or the end of the last publish, to an accepted
	 * publish
	 * @param validator for a validator's decision
	 * @param idle between two packets of a publish
	 */
	record Timeouts(Duration handshake, Duration publish, Duration validator, Duration idle) {

		static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10),
				Duration.ofSeconds(3), Duration.ofSeconds(15));

		private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

		/**
		 * Return how often to look at the clock: often enough for the shortest of the
		 * timeouts.
		 * @return the period in nanoseconds
		 */
		long tickNanos() {
			long shortest = Math.min(Math.min(nanos(this.handshake), nanos(this.publish)), nanos(this.idle));
			return Math.max(Duration.ofMillis(1).toNanos(), Math.min(LONGEST_TICK.toNanos(), shortest / 4));
		}

		/**
		 * Return a time in nanoseconds.
		 * @param duration the time; what is too long for a number is as long as possible
		 * @return the nanoseconds
		 */
		static long nanos(Duration duration) {
			return TimeUnit.NANOSECONDS.convert(duration);
		}

	}

}
