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

import java.time.Duration;

import dev.rtmpkit.server.RtmpServerStatistics.Deadline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionDeadlines}.
 */
class ConnectionDeadlinesTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final ConnectionDeadlines deadlines = new ConnectionDeadlines(ServerSettings.Timeouts.DEFAULT, 0);

	@Test
	@Tag("HS11")
	@Tag("H1")
	void whenHandshakeIsNotDoneInTimeItIsMissed() {
		assertThat(this.deadlines.check(5 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(5 * SECOND + 1, true)).isEqualTo(Deadline.HANDSHAKE);
	}

	@Test
	@Tag("HS11")
	void whenHandshakeIsDonePublishDeadlineStillCountsFromTheConnection() {
		this.deadlines.handshakeDone();
		assertThat(this.deadlines.check(10 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(10 * SECOND + 1, true)).isEqualTo(Deadline.PUBLISH);
	}

	@Test
	void whenMediaComesIdleDeadlineMoves() {
		this.deadlines.publishing(20 * SECOND);
		assertThat(this.deadlines.check(34 * SECOND, true)).isNull();
		this.deadlines.media();
		assertThat(this.deadlines.check(35 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(50 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(50 * SECOND + 1, true)).isEqualTo(Deadline.IDLE);
	}

	@Test
	void whenTheServerDoesNotReadThePublisherIsNotIdle() {
		this.deadlines.publishing(0);
		assertThat(this.deadlines.check(14 * SECOND, false)).isNull();
		assertThat(this.deadlines.check(29 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(29 * SECOND + 1, true)).isEqualTo(Deadline.IDLE);
	}

	@Test
	void whenUnpublishedPublishDeadlineBeginsAgain() {
		this.deadlines.publishing(0);
		this.deadlines.unpublished(100 * SECOND);
		assertThat(this.deadlines.check(110 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(110 * SECOND + 1, true)).isEqualTo(Deadline.PUBLISH);
	}

	@Test
	void ticksOftenEnoughForTheShortestTimeout() {
		assertThat(ServerSettings.Timeouts.DEFAULT.tickNanos()).isEqualTo(SECOND);
		ServerSettings.Timeouts shortIdle = new ServerSettings.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10),
				Duration.ofSeconds(3), Duration.ofMillis(400));
		assertThat(shortIdle.tickNanos()).isEqualTo(SECOND / 10);
	}

}
