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

package dev.rtmpkit.internal.session.auth;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Challenges}.
 */
@Tag("AU8")
class ChallengesTests {

	private static final long LIFETIME = Challenges.LIFETIME.toNanos();

	private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

	private final Challenges challenges = new Challenges(new SecureRandom(), this.clock::get, 4);

	@Test
	void isGoodOnce() {
		String challenge = this.challenges.make("u");
		assertThat(this.challenges.use(challenge, "u")).isTrue();
		assertThat(this.challenges.use(challenge, "u")).isFalse();
	}

	@Test
	void isGoodForItsUserOnly() {
		String challenge = this.challenges.make("u");
		assertThat(this.challenges.use(challenge, "v")).isFalse();
		assertThat(this.challenges.use(challenge, "u")).isTrue();
	}

	@Test
	void isGoodForAMoment() {
		String first = this.challenges.make("u");
		String second = this.challenges.make("u");
		this.clock.addAndGet(LIFETIME);
		assertThat(this.challenges.use(first, "u")).isTrue();
		this.clock.addAndGet(1);
		assertThat(this.challenges.use(second, "u")).isFalse();
		assertThat(this.challenges.use(first, "u")).isFalse();
	}

	@Test
	void isNoneOfAnotherServer() {
		Challenges others = new Challenges(new SecureRandom(), this.clock::get, 4);
		assertThat(this.challenges.use(others.make("u"), "u")).isFalse();
	}

	@Test
	void isDifferentEachTimeAndSoIsItsSalt() {
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			String challenge = this.challenges.make("u");
			assertThat(challenge).matches("[A-Za-z0-9_-]{48}");
			assertThat(this.challenges.salt(challenge)).matches("[A-Za-z0-9_-]{12}")
				.isEqualTo(this.challenges.salt(challenge));
			seen.add(challenge);
			seen.add(this.challenges.salt(challenge));
		}
		assertThat(seen).hasSize(200);
	}

	@Test
	void whenAnyCharacterIsChangedIsNotGood() {
		String challenge = this.challenges.make("u");
		for (int i = 0; i < challenge.length(); i++) {
			char other = (challenge.charAt(i) == 'A') ? 'B' : 'A';
			String changed = challenge.substring(0, i) + other + challenge.substring(i + 1);
			assertThat(this.challenges.use(changed, "u")).as("character %d", i).isFalse();
		}
		assertThat(this.challenges.use(challenge, "u")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"================================================", "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" })
	void whenItIsNoneIsNotGood(String text) {
		assertThat(this.challenges.use(text, "u")).isFalse();
	}

	@Test
	void whenTextIsRandomIsNotGood() {
		long seed = 20261123;
		Random random = new Random(seed);
		for (int i = 0; i < 10_000; i++) {
			StringBuilder text = new StringBuilder();
			random.ints(48, 32, 127).forEach((character) -> text.append((char) character));
			assertThat(this.challenges.use(text.toString(), "u")).as("seed %d, round %d", seed, i).isFalse();
		}
	}

	@Test
	void whenMoreAreUsedThanItRemembersNoneBecomesGoodAgain() {
		String early = this.challenges.make("u");
		String[] used = new String[10];
		for (int i = 0; i < used.length; i++) {
			this.clock.incrementAndGet();
			used[i] = this.challenges.make("u");
			assertThat(this.challenges.use(used[i], "u")).isTrue();
		}
		for (String challenge : used) {
			assertThat(this.challenges.use(challenge, "u")).isFalse();
		}
		assertThat(this.challenges.use(early, "u")).as("as old as what is forgotten").isFalse();
		assertThat(this.challenges.use(this.challenges.make("u"), "u")).isTrue();
	}

	@Test
	void whenItIsUsedByManyAtOnceItIsGoodForOne() {
		for (int round = 0; round < 100; round++) {
			String challenge = this.challenges.make("u");
			this.clock.incrementAndGet();
			long good = IntStream.range(0, 8).parallel().filter((i) -> this.challenges.use(challenge, "u")).count();
			assertThat(good).isOne();
		}
	}

}
