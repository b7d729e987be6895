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

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KnownRecords}.
 */
@Tag("I8")
class KnownRecordsTests {

	private final KnownRecords records = new KnownRecords();

	@Test
	void whenBytesAreTheSameRecordIsKnown() {
		this.records.put(1, record(4));
		assertThat(this.records.contains(1, record(4))).isTrue();
		assertThat(this.records.contains(1, record(5))).isFalse();
		assertThat(this.records.contains(2, record(4))).isFalse();
		this.records.remove(1);
		assertThat(this.records.contains(1, record(4))).isFalse();
	}

	@Test
	void whenRecordIsLongItIsNotHeld() {
		this.records.put(1, record(KnownRecords.LENGTH_LIMIT));
		assertThat(this.records.contains(1, record(KnownRecords.LENGTH_LIMIT))).isTrue();
		ByteBuffer longer = record(KnownRecords.LENGTH_LIMIT + 1);
		this.records.put(1, longer);
		assertThat(this.records.contains(1, longer)).isFalse();
		assertThat(this.records.contains(1, record(KnownRecords.LENGTH_LIMIT))).isFalse();
	}

	private static ByteBuffer record(int length) {
		return ByteBuffer.allocate(length);
	}

}
