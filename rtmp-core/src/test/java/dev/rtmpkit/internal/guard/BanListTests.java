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

package dev.rtmpkit.internal.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

import dev.rtmpkit.publish.StreamKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BanListTests {

	private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final StreamKey KEY = StreamKey.of("a-secret-key");

	private final BanList bans = new BanList(new SecureRandom());

	@Test
	void whenAKeyIsBannedItIsUntilTheTimeIsOver() throws UnknownHostException {
		BanList.Entry ban = this.bans.banKey(KEY, address("192.0.2.1"), MINUTE, NOW);
		assertThat(this.bans.isBanned(StreamKey.of("a-secret-key"), NOW)).isTrue();
		assertThat(this.bans.isBanned(StreamKey.of("another-key"), NOW)).isFalse();
		assertThat(this.bans.isBanned(address("192.0.2.1"), NOW)).isFalse();
		assertThat(this.bans.isBanned(KEY, NOW.plus(MINUTE).minusNanos(1))).isTrue();
		assertThat(this.bans.isBanned(KEY, NOW.plus(MINUTE))).isFalse();
		assertThat(this.bans.list(NOW)).containsExactly(ban);
		assertThat(this.bans.list(NOW.plus(MINUTE))).isEmpty();
		assertThat(ban.address()).isEqualTo("192.0.2.1");
		assertThat(ban + " " + this.bans).doesNotContain("secret");
	}

	@Test
	void whenAnAddressIsBannedItsNetworkIs() throws UnknownHostException {
		this.bans.banAddress(address("2001:db8::1"), MINUTE, NOW);
		assertThat(this.bans.isBanned(address("2001:db8::ffff:1"), NOW)).isTrue();
		assertThat(this.bans.isBanned(address("2001:db8:0:1::1"), NOW)).isFalse();
		assertThat(this.bans.isBanned(KEY, NOW)).isFalse();
		this.bans.banAddress(address("192.0.2.1"), MINUTE, NOW);
		assertThat(this.bans.isBanned(address("::ffff:192.0.2.1"), NOW)).isTrue();
	}

	@Test
	void whenABanIsLiftedItIsGone() throws UnknownHostException {
		BanList.Entry ban = this.bans.banKey(KEY, address("192.0.2.1"), MINUTE, NOW);
		assertThat(this.bans.lift("ban-0")).isFalse();
		assertThat(this.bans.lift(ban.id())).isTrue();
		assertThat(this.bans.lift(ban.id())).isFalse();
		assertThat(this.bans.isBanned(KEY, NOW)).isFalse();
	}

	@Test
	void whenBannedAgainTheNewBanCounts() throws UnknownHostException {
		this.bans.banKey(KEY, address("192.0.2.1"), MINUTE, NOW);
		this.bans.banKey(KEY, address("192.0.2.1"), Duration.ofSeconds(Long.MAX_VALUE), NOW);
		assertThat(this.bans.list(NOW)).singleElement().extracting(BanList.Entry::until).isEqualTo(Instant.MAX);
	}

	@Test
	void whenThereAreTooManyTheOneThatEndsFirstMakesRoom() throws UnknownHostException {
		InetAddress address = address("192.0.2.1");
		this.bans.banKey(KEY, address, MINUTE.multipliedBy(2), NOW);
		StreamKey first = StreamKey.of("first");
		this.bans.banKey(first, address, MINUTE, NOW);
		for (int i = 0; i < BanList.CAPACITY; i++) {
			this.bans.banKey(StreamKey.of("key" + i), address, MINUTE.multipliedBy(3), NOW);
		}
		assertThat(this.bans.list(NOW)).hasSize(BanList.CAPACITY);
		assertThat(this.bans.isBanned(first, NOW)).isFalse();
		assertThat(this.bans.isBanned(StreamKey.of("key9999"), NOW)).isTrue();
	}

	private static InetAddress address(String text) throws UnknownHostException {
		return InetAddress.getByName(text);
	}

}
