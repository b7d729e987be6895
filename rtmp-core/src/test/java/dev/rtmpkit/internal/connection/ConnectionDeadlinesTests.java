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

package dev.rtmpkit.internal.connection;

import java.time.Duration;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerStatistics.Deadline;
import dev.rtmpkit.server.TestLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionDeadlines}.
 */
class ConnectionDeadlinesTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

	private final ConnectionDeadlines deadlines = new ConnectionDeadlines(TestLimits.DEFAULT.timeouts(), false, 0);

	@Test
	@Tag("HS11")
	@Tag("H1")
	void whenHandshakeIsNotDoneInTimeItIsMissed() {
		assertThat(this.deadlines.check(5 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(5 * SECOND + 1, true, true)).isEqualTo(Deadline.HANDSHAKE);
	}

	@Test
	@Tag("T1")
	void whenEncryptionIsNotAgreedOnInTimeItIsMissed() {
		ConnectionDeadlines encrypted = new ConnectionDeadlines(TestLimits.DEFAULT.timeouts(), true, 0);
		assertThat(encrypted.check(5 * SECOND, true, true)).isNull();
		assertThat(encrypted.check(5 * SECOND + 1, true, true)).isEqualTo(Deadline.TLS);
		encrypted.encrypted();
		assertThat(encrypted.check(5 * SECOND + 1, true, true)).isEqualTo(Deadline.HANDSHAKE);
	}

	@Test
	@Tag("HS11")
	void whenHandshakeIsDonePublishDeadlineStillCountsFromTheConnection() {
		this.deadlines.handshakeDone();
		assertThat(this.deadlines.check(10 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(10 * SECOND + 1, true, true)).isEqualTo(Deadline.PUBLISH);
	}

	@Test
	void whenMediaComesIdleDeadlineMoves() {
		this.deadlines.publishing(11 * SECOND);
		this.deadlines.media();
		assertThat(this.deadlines.check(20 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(34 * SECOND, true, true)).isNull();
		this.deadlines.media();
		assertThat(this.deadlines.check(35 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(50 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(50 * SECOND + 1, true, true)).isEqualTo(Deadline.IDLE);
	}

	@Test
	void whenTheServerDoesNotReadThePublisherIsNotIdle() {
		this.deadlines.publishing(0);
		this.deadlines.media();
		assertThat(this.deadlines.check(5 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(14 * SECOND, false, true)).isNull();
		assertThat(this.deadlines.check(29 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(29 * SECOND + 1, true, true)).isEqualTo(Deadline.IDLE);
	}

	@Test
	void whenUnpublishedPublishDeadlineBeginsAgain() {
		this.deadlines.publishing(0);
		this.deadlines.unpublished(100 * SECOND);
		assertThat(this.deadlines.check(110 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(110 * SECOND + 1, true, true)).isEqualTo(Deadline.PUBLISH);
	}

	@Test
	@Tag("K1")
	void whenFirstMediaDoesNotComeInTimeItIsMissed() {
		this.deadlines.publishing(20 * SECOND);
		assertThat(this.deadlines.check(30 * SECOND, true, true)).isNull();
		assertThat(this.deadlines.check(30 * SECOND + 1, true, true)).isEqualTo(Deadline.FIRST_MEDIA);
	}

	@Test
	@Tag("O1")
	void whenWhatWasWrittenIsNotReadInTimeItIsMissed() {
		this.deadlines.publishing(0);
		for (long second = 0; second <= 20; second++) {
			this.deadlines.media();
			assertThat(this.deadlines.check(second * SECOND, true, second < 10)).isNull();
		}
		this.deadlines.media();
		assertThat(this.deadlines.check(20 * SECOND + 1, true, false)).isEqualTo(Deadline.WRITE);
	}

	@Test
	void whenSomethingWasReadTheWriteDeadlineBeginsAgain() {
		this.deadlines.publishing(0);
		for (long second = 0; second < 40; second++) {
			this.deadlines.media();
			assertThat(this.deadlines.check(second * SECOND, true, second % 10 == 0)).isNull();
		}
	}

	@Test
	void whenMediaIsExpectedTheSilenceIsMeasured() {
		assertThat(this.deadlines.silence(SECOND)).isZero();
		this.deadlines.publishing(2 * SECOND);
		assertThat(this.deadlines.silence(5 * SECOND)).isEqualTo(3 * SECOND);
	}

	@Test
	void looksAgainWhenTheDeadlineIsDueAndOftenEnoughForMedia() {
		assertThat(this.deadlines.untilNextLook(0)).isEqualTo(SECOND + MILLISECOND);
		assertThat(this.deadlines.untilNextLook(5 * SECOND - 5)).isEqualTo(MILLISECOND + 5);
		assertThat(this.deadlines.untilNextLook(6 * SECOND)).isEqualTo(MILLISECOND);
		ConnectionDeadlines quick = new ConnectionDeadlines(
				TestLimits.of(RtmpServer.builder().firstMediaTimeout(Duration.ofMillis(400))).timeouts(), false, 0);
		quick.publishing(0);
		assertThat(quick.untilNextLook(0)).isEqualTo(SECOND / 10 + MILLISECOND);
	}

}
