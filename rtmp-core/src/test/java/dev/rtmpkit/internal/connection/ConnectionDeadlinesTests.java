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

import dev.rtmpkit.publish.Deadline;
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
		assertThat(this.deadlines.check(5 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(5 * SECOND + 1, true)).isEqualTo(Deadline.HANDSHAKE);
	}

	@Test
	@Tag("T1")
	void whenEncryptionIsNotAgreedOnInTimeItIsMissed() {
		ConnectionDeadlines encrypted = new ConnectionDeadlines(TestLimits.DEFAULT.timeouts(), true, 0);
		assertThat(encrypted.check(5 * SECOND, true)).isNull();
		assertThat(encrypted.check(5 * SECOND + 1, true)).isEqualTo(Deadline.TLS);
		encrypted.encrypted();
		assertThat(encrypted.check(5 * SECOND + 1, true)).isEqualTo(Deadline.HANDSHAKE);
	}

	@Test
	@Tag("HS11")
	void whenHandshakeIsDonePublishDeadlineStillCountsFromTheConnection() {
		this.deadlines.handshakeDone();
		assertThat(this.deadlines.check(10 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(10 * SECOND + 1, true)).isEqualTo(Deadline.PUBLISH);
	}

	@Test
	@Tag("D12")
	void whenPublisherIsAliveItMaySendNoMediaForAMinute() {
		this.deadlines.publishing(0);
		this.deadlines.media(SECOND);
		for (int second = 2; second < 60; second += 14) {
			this.deadlines.alive(second * SECOND);
		}
		this.deadlines.alive(59 * SECOND);
		assertThat(this.deadlines.check(61 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(61 * SECOND + 1, true)).isEqualTo(Deadline.MEDIA);
	}

	@Test
	@Tag("D12")
	void whenPublisherIsAliveTheIdleDeadlineCountsFromThere() {
		this.deadlines.publishing(0);
		this.deadlines.media(SECOND);
		this.deadlines.alive(10 * SECOND + 5);
		assertThat(this.deadlines.check(25 * SECOND + 5, true)).isNull();
		assertThat(this.deadlines.check(25 * SECOND + 6, true)).isEqualTo(Deadline.IDLE);
	}

	@Test
	@Tag("D12")
	void whenClientIsAliveButDoesNotPublishItGetsNoMoreTime() {
		this.deadlines.alive(4 * SECOND);
		assertThat(this.deadlines.check(5 * SECOND + 1, true)).isEqualTo(Deadline.HANDSHAKE);
		this.deadlines.handshakeDone();
		this.deadlines.alive(9 * SECOND);
		assertThat(this.deadlines.check(10 * SECOND + 1, true)).isEqualTo(Deadline.PUBLISH);
	}

	@Test
	@Tag("I16")
	void whenMediaComesIdleDeadlineCountsFromIt() {
		this.deadlines.publishing(11 * SECOND);
		this.deadlines.media(12 * SECOND);
		this.deadlines.media(20 * SECOND + 7);
		assertThat(this.deadlines.check(35 * SECOND + 7, true)).isNull();
		assertThat(this.deadlines.check(35 * SECOND + 8, true)).isEqualTo(Deadline.IDLE);
	}

	@Test
	@Tag("I16")
	void whenTheServerDoesNotReadThePublisherIsNotIdle() {
		this.deadlines.publishing(0);
		this.deadlines.media(5 * SECOND);
		assertThat(this.deadlines.check(100 * SECOND, false)).isNull();
		this.deadlines.reading(100 * SECOND + 3);
		assertThat(this.deadlines.check(115 * SECOND + 3, true)).isNull();
		assertThat(this.deadlines.check(115 * SECOND + 4, true)).isEqualTo(Deadline.IDLE);
	}

	@Test
	void whenUnpublishedPublishDeadlineBeginsAgain() {
		this.deadlines.publishing(0);
		this.deadlines.unpublished(100 * SECOND);
		assertThat(this.deadlines.check(110 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(110 * SECOND + 1, true)).isEqualTo(Deadline.PUBLISH);
	}

	@Test
	@Tag("K1")
	@Tag("D12")
	void whenFirstMediaDoesNotComeInTimeItIsMissed() {
		this.deadlines.publishing(20 * SECOND);
		this.deadlines.alive(34 * SECOND);
		this.deadlines.alive(48 * SECOND);
		assertThat(this.deadlines.check(50 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(50 * SECOND + 1, true)).isEqualTo(Deadline.FIRST_MEDIA);
	}

	@Test
	@Tag("D12")
	void whenPublisherIsSilentBeforeItsFirstMediaItIsIdle() {
		this.deadlines.publishing(20 * SECOND);
		assertThat(this.deadlines.check(35 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(35 * SECOND + 1, true)).isEqualTo(Deadline.IDLE);
	}

	@Test
	@Tag("O1")
	@Tag("I16")
	void whenWhatWasWrittenIsNotReadInTimeItIsMissed() {
		this.deadlines.publishing(0);
		this.deadlines.writable(10 * SECOND, false);
		this.deadlines.writable(15 * SECOND, false);
		this.deadlines.media(20 * SECOND);
		assertThat(this.deadlines.check(20 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(20 * SECOND + 1, true)).isEqualTo(Deadline.WRITE);
	}

	@Test
	void whenSomethingWasReadTheWriteDeadlineBeginsAgain() {
		this.deadlines.writable(SECOND, false);
		this.deadlines.writable(2 * SECOND, true);
		this.deadlines.publishing(10 * SECOND);
		assertThat(this.deadlines.check(15 * SECOND, true)).isNull();
		this.deadlines.writable(15 * SECOND, false);
		this.deadlines.media(24 * SECOND);
		assertThat(this.deadlines.check(25 * SECOND, true)).isNull();
		assertThat(this.deadlines.check(25 * SECOND + 1, true)).isEqualTo(Deadline.WRITE);
	}

	@Test
	void whenSignsOfLifeAreExpectedTheSilenceIsMeasured() {
		assertThat(this.deadlines.silence(SECOND)).isZero();
		this.deadlines.publishing(2 * SECOND);
		assertThat(this.deadlines.silence(5 * SECOND)).isEqualTo(3 * SECOND);
		this.deadlines.alive(6 * SECOND);
		assertThat(this.deadlines.silence(8 * SECOND)).isEqualTo(2 * SECOND);
	}

	@Test
	@Tag("I16")
	void looksAgainWhenTheNextDeadlineIsDueAndOnceASecond() {
		assertThat(this.deadlines.untilNextLook(0)).isEqualTo(SECOND + MILLISECOND);
		assertThat(this.deadlines.untilNextLook(5 * SECOND - 5)).isEqualTo(MILLISECOND + 5);
		assertThat(this.deadlines.untilNextLook(6 * SECOND)).isEqualTo(MILLISECOND);
		this.deadlines.publishing(0);
		this.deadlines.media(10 * SECOND);
		assertThat(this.deadlines.untilNextLook(25 * SECOND - 9)).isEqualTo(MILLISECOND + 9);
		this.deadlines.alive(69 * SECOND);
		assertThat(this.deadlines.untilNextLook(70 * SECOND - 7)).isEqualTo(MILLISECOND + 7);
		this.deadlines.media(10 * SECOND);
		this.deadlines.writable(14 * SECOND, false);
		assertThat(this.deadlines.untilNextLook(24 * SECOND - 2)).isEqualTo(MILLISECOND + 2);
	}

}
