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

package dev.rtmpkit.internal.media;

import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TimestampUnwrapper}.
 */
class TimestampUnwrapperTests {

	private final TimestampUnwrapper unwrapper = new TimestampUnwrapper();

	@Test
	void whenNothingWrapsTimestampsAreWhatTheWireSays() {
		long seed = 20260502;
		Random random = new Random(seed);
		long timestamp = 0;
		for (int i = 0; i < 100_000; i++) {
			// steps ahead and back, now and then a jump of a quarter of an hour to a day
			long step = (random.nextInt(100) == 0) ? random.nextInt(86_400_000) - 43_200_000 : random.nextInt(140) - 40;
			timestamp = Math.min(Math.max(0, timestamp + step), Integer.MAX_VALUE);
			assertThat(this.unwrapper.unwrap(timestamp)).as("seed %d, packet %d", seed, i).isEqualTo(timestamp);
		}
	}

	@Tag("CH13")
	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 0xFFFFFF, 0x1000000, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFFL })
	void whenFirstTimestampIsAnythingItIsTaken(long first) {
		assertThat(this.unwrapper.unwrap(first)).isEqualTo(first);
		assertThat(this.unwrapper.unwrap(first)).isEqualTo(first);
		assertThat(this.unwrapper.unwrap(first + 40 & 0xFFFFFFFFL)).isEqualTo(first + 40);
	}

	@Tag("CH13")
	@ParameterizedTest
	@ValueSource(longs = { 20_000_000, 0x40000000, 0x7FFFFE18, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFF00L })
	void whenHeadersAreAtZeroFramesStartWhereTheyWant(long first) {
		assertThat(this.unwrapper.unwrapDescription(0)).isZero();
		assertThat(this.unwrapper.unwrapDescription(0)).isZero();
		assertThat(this.unwrapper.unwrap(first)).isEqualTo(first);
	}

	@Tag("CH13")
	@ParameterizedTest
	@ValueSource(longs = { 20_000_000, 0x40000001, 0x7FFFFE18, 0x7FFFFFFFL, 0x80000000L, 0x90000000L })
	void whenFirstFrameIsAtZeroNextMayJumpAhead(long second) {
		assertThat(this.unwrapper.unwrap(0)).isZero();
		assertThat(this.unwrapper.unwrap(second)).isEqualTo(second);
		assertThat(this.unwrapper.unwrap(second + 40)).isEqualTo(second + 40);
	}

	@Tag("CH11")
	@Tag("F4")
	@Test
	void whenTimestampWrapsTimelineGoesOn() {
		assertThat(this.unwrapper.unwrap(0xFFFFFF00L)).isEqualTo(0xFFFFFF00L);
		assertThat(this.unwrapper.unwrap(0x00000020)).isEqualTo(0x100000020L);
		// the other track is not there yet
		assertThat(this.unwrapper.unwrap(0xFFFFFFF0L)).isEqualTo(0xFFFFFFF0L);
		assertThat(this.unwrapper.unwrap(0x00000040)).isEqualTo(0x100000040L);
	}

	@Tag("CH11")
	@Test
	void whenTimestampWrapsAgainAndAgainTimelineGoesOn() {
		long expected = 0xFFFFFFFFL;
		assertThat(this.unwrapper.unwrap(expected)).isEqualTo(expected);
		for (int i = 0; i < 20; i++) {
			expected += 0x3FFFFFFF;
			assertThat(this.unwrapper.unwrap(expected & 0xFFFFFFFFL)).isEqualTo(expected);
		}
		assertThat(expected).isGreaterThan(4L << 32);
	}

	@Tag("CH12")
	@Test
	void whenTimestampWrapsAt31BitsTimelineGoesOn() {
		assertThat(this.unwrapper.unwrap(0x7FFFFFF8)).isEqualTo(0x7FFFFFF8);
		assertThat(this.unwrapper.unwrap(0x00000020)).isEqualTo(0x80000020L);
		// the other track is not there yet
		assertThat(this.unwrapper.unwrap(0x7FFFFFF9)).isEqualTo(0x7FFFFFF9);
		assertThat(this.unwrapper.unwrap(0x00000030)).isEqualTo(0x80000030L);
		assertThat(this.unwrapper.unwrap(0x40000030)).isEqualTo(0xC0000030L);
		assertThat(this.unwrapper.unwrap(0x7FFFFFF8)).isEqualTo(0xFFFFFFF8L);
		assertThat(this.unwrapper.unwrap(0x00000008)).isEqualTo(0x100000008L);
	}

	@Tag("CH12")
	@Test
	void whenTimestampHas32BitsItPasses31() {
		assertThat(this.unwrapper.unwrap(0x7FFFFFF8)).isEqualTo(0x7FFFFFF8);
		assertThat(this.unwrapper.unwrap(0x80000020L)).isEqualTo(0x80000020L);
		assertThat(this.unwrapper.unwrap(0x7FFFFFF9)).isEqualTo(0x7FFFFFF9);
	}

	@Tag("CH12")
	@Test
	void whenEncoderStartsOverFarFromTheEndIsNoWrap() {
		assertThat(this.unwrapper.unwrap(0x60000000)).isEqualTo(0x60000000);
		assertThat(this.unwrapper.unwrap(0)).isZero();
		assertThat(this.unwrapper.unwrap(40)).isEqualTo(40);
	}

	@Test
	void whenEncoderWith32BitsStartsOverIsNoWrap() {
		assertThat(this.unwrapper.unwrap(0x80000010L)).isEqualTo(0x80000010L);
		assertThat(this.unwrapper.unwrap(0x20)).isEqualTo(0x20);
	}

	@Tag("CH10")
	@Tag("F4")
	@ParameterizedTest
	@ValueSource(longs = { 1, 40, 300_000, 600_000, 3_600_000 })
	void whenTimestampGoesBackItGoesBack(long back) {
		assertThat(this.unwrapper.unwrap(5_000_000)).isEqualTo(5_000_000);
		assertThat(this.unwrapper.unwrap(5_000_000 - back)).isEqualTo(5_000_000 - back);
		assertThat(this.unwrapper.unwrap(5_000_040)).isEqualTo(5_000_040);
	}

	@Tag("CH10")
	@Test
	void whenFrameIsBeforeTheStartItIsAtZero() {
		assertThat(this.unwrapper.unwrap(0)).isZero();
		assertThat(this.unwrapper.unwrap(0xFFFFFFF0L)).isZero();
		assertThat(this.unwrapper.unwrap(0x00000010)).isEqualTo(0x10);
	}

	@Tag("EX12")
	@Test
	void whenHeaderIsAtZeroInMidStreamFramesDoNotMove() {
		assertThat(this.unwrapper.unwrap(0x7FFFFFF0)).isEqualTo(0x7FFFFFF0);
		assertThat(this.unwrapper.unwrapDescription(0)).isZero();
		assertThat(this.unwrapper.unwrap(0x7FFFFFF8)).isEqualTo(0x7FFFFFF8);
		assertThat(this.unwrapper.unwrap(0xFFFFFFF0L)).isEqualTo(0xFFFFFFF0L);
		assertThat(this.unwrapper.unwrapDescription(0)).isZero();
		assertThat(this.unwrapper.unwrap(0xFFFFFFF8L)).isEqualTo(0xFFFFFFF8L);
	}

	@Tag("EX12")
	@Test
	void whenHeaderIsAtZeroAfterWrapItStandsAtTheWrap() {
		this.unwrapper.unwrap(0xFFFFFFF8L);
		this.unwrapper.unwrap(0x20);
		this.unwrapper.unwrap(0x30000000);
		this.unwrapper.unwrap(0x60000000);
		this.unwrapper.unwrap(0x90000000L);
		assertThat(this.unwrapper.unwrapDescription(0)).isEqualTo(0x100000000L);
		assertThat(this.unwrapper.unwrap(0x90000028L)).isEqualTo(0x190000028L);
	}

	@Test
	void whenHeaderHasATimeItIsPlacedByIt() {
		this.unwrapper.unwrap(0xFFFFFFF8L);
		assertThat(this.unwrapper.unwrapDescription(0x20)).isEqualTo(0x100000020L);
		assertThat(this.unwrapper.unwrap(0xFFFFFFFFL)).isEqualTo(0xFFFFFFFFL);
	}

	@Tag("F4")
	@Test
	void anyTimestampsGiveTimesThatAreNotNegative() {
		long seed = 20260503;
		Random random = new Random(seed);
		for (int i = 0; i < 100_000; i++) {
			long timestamp = random.nextInt() & 0xFFFFFFFFL;
			long time = (random.nextBoolean()) ? this.unwrapper.unwrap(timestamp)
					: this.unwrapper.unwrapDescription(timestamp);
			assertThat(time).as("seed %d, packet %d", seed, i).isNotNegative().isLessThan((long) (i + 2) << 32);
		}
	}

	@Tag("AV8")
	@Test
	void whenTimestampStandsStillTimelineDoes() {
		for (int i = 0; i < 10; i++) {
			assertThat(this.unwrapper.unwrap(1234)).isEqualTo(1234);
		}
	}

}
