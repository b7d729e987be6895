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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("S4")
class ByteLedgerTests {

	private static final int MEGABYTE = 1_000_000;

	private final ByteLedger ledger = new ByteLedger(10 * MEGABYTE);

	@Test
	void addsUpWhatAccountsHold() {
		ByteLedger.Account first = this.ledger.open();
		ByteLedger.Account second = this.ledger.open();
		first.hold(MEGABYTE);
		second.hold(2 * MEGABYTE);
		first.hold(3 * MEGABYTE);
		assertThat(this.ledger.held()).isEqualTo(5 * MEGABYTE);
		assertThat(first.held()).isEqualTo(3 * MEGABYTE);
		first.hold(0);
		assertThat(this.ledger.held()).isEqualTo(2 * MEGABYTE);
	}

	@Test
	void whenAnAccountIsClosedItHoldsNothingAnyMore() {
		ByteLedger.Account account = this.ledger.open();
		account.hold(MEGABYTE);
		account.close();
		account.hold(MEGABYTE);
		account.close();
		assertThat(this.ledger.held()).isZero();
	}

	@Test
	void whenLittleChangesTheSharedNumberIsLeftAlone() {
		ByteLedger.Account account = this.ledger.open();
		account.hold(10_000);
		assertThat(this.ledger.held()).isZero();
		account.hold(20_000);
		assertThat(this.ledger.held()).isEqualTo(20_000);
		account.hold(10_000);
		assertThat(this.ledger.held()).isEqualTo(20_000);
		account.hold(0);
		assertThat(this.ledger.held()).isZero();
	}

	@Test
	void tellsWhenItIsNearlyFullAndWhenItIsFull() {
		ByteLedger.Account account = this.ledger.open();
		account.hold(8 * MEGABYTE);
		assertThat(this.ledger.isNearlyFull()).isFalse();
		account.hold(9 * MEGABYTE);
		assertThat(this.ledger.isNearlyFull()).isTrue();
		assertThat(this.ledger.isFull()).isFalse();
		account.hold(9_500_000);
		assertThat(this.ledger.isFull()).isTrue();
	}

	@Test
	@Tag("I7")
	void tellsWhenABoundIsCrossed() {
		List<Boolean> full = new ArrayList<>();
		ByteLedger[] told = new ByteLedger[1];
		told[0] = new ByteLedger(10 * MEGABYTE, () -> full.add(told[0].isFull()));
		ByteLedger.Account account = told[0].open();
		account.hold(8 * MEGABYTE);
		assertThat(full).isEmpty();
		account.hold(9 * MEGABYTE);
		account.hold(9_500_000);
		account.hold(9_900_000);
		assertThat(full).containsExactly(false, true);
		assertThat(told[0].excess()).isEqualTo(2_400_000);
		assertThat(told[0].capacity()).isEqualTo(10 * MEGABYTE);
		account.hold(9_100_000);
		account.close();
		assertThat(full).containsExactly(false, true, false, false);
		assertThat(told[0].excess()).isNegative();
	}

	@Test
	void whenTheCapacityIsEndlessItIsNeverFull() {
		ByteLedger endless = new ByteLedger(Long.MAX_VALUE);
		endless.open().hold(1L << 60);
		assertThat(endless.isNearlyFull()).isFalse();
	}

	@Test
	void whenManyThreadsHoldAndCloseNothingIsLeft() {
		List<CompletableFuture<Void>> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			threads.add(CompletableFuture.runAsync(() -> {
				for (int round = 0; round < 10_000; round++) {
					ByteLedger.Account account = this.ledger.open();
					account.hold(round * 31L);
					account.hold(MEGABYTE);
					account.close();
				}
			}));
		}
		threads.forEach(CompletableFuture::join);
		assertThat(this.ledger.held()).isZero();
	}

}
