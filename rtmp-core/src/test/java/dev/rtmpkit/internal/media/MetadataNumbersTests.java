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
import java.util.Map;
import java.util.Random;

import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MetadataNumbers}.
 */
class MetadataNumbersTests {

	private static final String NAME = "02 000A 6F6E4D65746144617461";

	/** A string property "s" whose value looks like the number "duration". */
	private static final String DECOY = "0001 73 02 0013 0008 6475726174696F6E 00 0000000000000000";

	private static final String DURATION = "0008 6475726174696F6E 00 4024000000000000";

	private static final String NESTED = "0001 6E 03 " + DURATION + " 000009";

	private static final String END = "000009";

	@Test
	void findsNumbersOfAnObject() {
		assertThat(positions(NAME + "03" + DURATION + END)).containsExactly(durationAfter(13 + 1));
	}

	@Test
	void findsNumbersOfAnEcmaArrayWhateverItsCount() {
		assertThat(positions(NAME + "08 FFFFFFFF" + DURATION + END)).containsExactly(durationAfter(13 + 5));
	}

	@Test
	void skipsStringsAndNestedObjectsThatLookAlike() {
		int before = 13 + 1 + Hex.bytes(DECOY).length + Hex.bytes(NESTED).length;
		assertThat(positions(NAME + "03" + DECOY + NESTED + DURATION + END)).containsExactly(durationAfter(before));
		assertThat(positions(NAME + "03" + DECOY + NESTED + END)).isEmpty();
	}

	@Test
	void whenPropertyIsNoNumberItIsMissing() {
		// "duration" as a string
		assertThat(positions(NAME + "03 0008 6475726174696F6E 02 0001 31" + END)).isEmpty();
	}

	@Test
	void whenPacketHasNoPropertiesFindsNothing() {
		assertThat(positions("")).isEmpty();
		assertThat(positions(NAME)).isEmpty();
		assertThat(positions(NAME + "00 4024000000000000")).isEmpty();
		assertThat(positions(NAME + "08 00")).isEmpty();
	}

	@Test
	void whenCutOffAnywhereKeepsWhatIsWhole() {
		byte[] whole = Hex.bytes(NAME + "08 00000002" + DURATION + NESTED + END);
		int end = 13 + 5 + Hex.bytes(DURATION).length;
		for (int length = 0; length <= whole.length; length++) {
			assertThat(positions(ByteBuffer.wrap(whole, 0, length).slice())).as("length %d", length)
				.hasSize((length >= end) ? 1 : 0);
		}
	}

	@Test
	void whenBytesAreRandomPositionsLieWithinThePayload() {
		long seed = 20261123;
		Random random = new Random(seed);
		byte[] prefix = Hex.bytes(NAME + "03" + DURATION);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[prefix.length + random.nextInt(60)];
			random.nextBytes(bytes);
			System.arraycopy(prefix, 0, bytes, 0, random.nextInt(prefix.length + 1));
			assertThat(positions(ByteBuffer.wrap(bytes)).values()).as("seed %d, round %d", seed, i)
				.allSatisfy((position) -> assertThat(position).isBetween(0, bytes.length - Double.BYTES));
		}
	}

	private static Map.Entry<String, Integer> durationAfter(int start) {
		return Map.entry("duration", start + 2 + 8 + 1);
	}

	private static Map<String, Integer> positions(String hex) {
		return positions(ByteBuffer.wrap(Hex.bytes(hex)));
	}

	private static Map<String, Integer> positions(ByteBuffer payload) {
		return MetadataNumbers.positions(DataPacket.ON_META_DATA, false, payload);
	}

}
