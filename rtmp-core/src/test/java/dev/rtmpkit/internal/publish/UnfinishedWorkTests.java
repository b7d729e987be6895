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

package dev.rtmpkit.internal.publish;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnfinishedWork}.
 */
class UnfinishedWorkTests {

	private final UnfinishedWork unfinished = new UnfinishedWork(2);

	@Test
	void whenAsManyAsTheBoundAreUnfinishedItIsFull() {
		assertThat(this.unfinished.isFull()).isFalse();
		this.unfinished.add(new CompletableFuture<>());
		assertThat(this.unfinished.isFull()).isFalse();
		this.unfinished.add(new CompletableFuture<>());
		assertThat(this.unfinished.isFull()).isTrue();
		assertThat(this.unfinished.count()).isEqualTo(2);
	}

	@Test
	void whenOneFinishesItCountsNoMore() {
		CompletableFuture<Void> finished = new CompletableFuture<>();
		this.unfinished.add(finished);
		this.unfinished.add(new CompletableFuture<>());
		finished.complete(null);
		assertThat(this.unfinished.count()).isOne();
		assertThat(this.unfinished.isFull()).isFalse();
	}

	@Test
	void whenOneFailsItCountsNoMore() {
		CompletableFuture<Void> failed = new CompletableFuture<>();
		this.unfinished.add(failed);
		failed.completeExceptionally(new IllegalStateException("broken"));
		assertThat(this.unfinished.count()).isZero();
	}

	@Test
	void whenItHasFinishedAlreadyItDoesNotCount() {
		this.unfinished.add(CompletableFuture.completedFuture(null));
		assertThat(this.unfinished.count()).isZero();
	}

}
