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

package dev.rtmpkit.internal.amf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfByteArray;
import dev.rtmpkit.amf.AmfDate;
import dev.rtmpkit.amf.AmfDictionary;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfUnsupported;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.amf.AmfVector;
import dev.rtmpkit.amf.AmfXml;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that values come back as they were from both encodings.
 */
class AmfRoundTripTests {

	private static final long SEED = 20260711;

	private static final int RUNS = 1000;

	private static final int MAX_DEPTH = 5;

	private static final AmfLimits LIMITS = new AmfLimits(16, 1 << 20, 1 << 16, 1 << 20);

	private final Random random = new Random(SEED);

	private int longestText = 70_000;

	@Tag("AM1")
	@Test
	void valuesOfAmf0ComeBackFromAmf0() {
		for (int run = 0; run < RUNS; run++) {
			List<AmfValue> values = values(false);
			assertThat(new Amf0Decoder(LIMITS).decodeAll(Amf0Encoder.encode(values))).as("seed %d run %d", SEED, run)
				.isEqualTo(values);
		}
	}

	@Tag("AM5")
	@Test
	void valuesOfAmf3ComeBackFromAmf3() {
		for (int run = 0; run < RUNS; run++) {
			List<AmfValue> values = values(true);
			assertThat(new Amf3Decoder(LIMITS).decodeAll(Amf3Encoder.encode(values))).as("seed %d run %d", SEED, run)
				.isEqualTo(values);
		}
	}

	@Tag("AM4")
	@Test
	void valuesOfAmf3ComeBackFromSwitchesInAmf0() {
		for (int run = 0; run < RUNS; run++) {
			List<AmfValue> values = values(true);
			ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
			// One in two as AMF0, if that has it
			for (AmfValue value : values) {
				if (value instanceof AmfNumber || value instanceof AmfString) {
					bytes.put(Amf0Encoder.encode(value));
				}
				else {
					bytes.put((byte) Amf0Marker.AVMPLUS_OBJECT).put(Amf3Encoder.encode(value));
				}
			}
			assertThat(new Amf0Decoder(LIMITS).decodeAll(bytes.flip())).as("seed %d run %d", SEED, run)
				.isEqualTo(values);
		}
	}

	@Tag("AM5")
	@Test
	void whatAmf3HasOnlyIsStillReadableAfterItsWayThroughAmf0() {
		// Keys of dictionaries become names
		this.longestText = 0xFFFF / 3;
		for (int run = 0; run < RUNS; run++) {
			List<AmfValue> bridged = new Amf0Decoder(LIMITS).decodeAll(Amf0Encoder.encode(values(true)));
			assertThat(new Amf0Decoder(LIMITS).decodeAll(Amf0Encoder.encode(bridged))).as("seed %d run %d", SEED, run)
				.isEqualTo(bridged);
		}
	}

	private List<AmfValue> values(boolean amf3) {
		List<AmfValue> values = new ArrayList<>();
		for (int i = this.random.nextInt(5); i >= 0; i--) {
			values.add((amf3) ? amf3(0) : amf0(0));
		}
		return values;
	}

	private AmfValue amf0(int depth) {
		return switch (this.random.nextInt((depth < MAX_DEPTH) ? 13 : 8)) {
			case 0 -> AmfUnsupported.INSTANCE;
			case 1 -> new AmfDate(this.random.nextLong(), (short) this.random.nextInt());
			case 2 -> new AmfXml(text(40));
			case 8 -> new AmfEcmaArray(properties(() -> amf0(depth + 1)));
			case 9 -> new AmfObject(null, properties(() -> amf0(depth + 1)));
			case 10 -> new AmfObject("C" + text(3), properties(() -> amf0(depth + 1)));
			case 11, 12 -> new AmfStrictArray(list(() -> amf0(depth + 1)));
			default -> scalar();
		};
	}

	private AmfValue amf3(int depth) {
		return switch (this.random.nextInt((depth < MAX_DEPTH) ? 15 : 8)) {
			case 0 -> numbers();
			case 1 -> new AmfDate(this.random.nextLong(), 0);
			case 2 -> new AmfXml(text(40), this.random.nextBoolean());
			case 3 -> {
				byte[] bytes = new byte[this.random.nextInt(200)];
				this.random.nextBytes(bytes);
				yield new AmfByteArray(ByteBuffer.wrap(bytes));
			}
			case 8 -> {
				Map<String, AmfValue> properties = properties(() -> amf3(depth + 1));
				properties.put("0", AmfNull.INSTANCE);
				properties.remove("");
				yield new AmfEcmaArray(properties);
			}
			case 9 -> new AmfObject(null, properties(() -> amf3(depth + 1)));
			case 10 -> new AmfObject("C" + text(3), properties(() -> amf3(depth + 1)));
			case 11, 12 -> new AmfStrictArray(list(() -> amf3(depth + 1)));
			case 13 ->
				new AmfVector(AmfVector.Type.OBJECT, this.random.nextBoolean(), text(3), list(() -> amf3(depth + 1)));
			case 14 -> new AmfDictionary(this.random.nextBoolean(),
					list(() -> new AmfDictionary.Entry(amf3(depth + 1), amf3(depth + 1))));
			default -> scalar();
		};
	}

	private AmfValue scalar() {
		return switch (this.random.nextInt(8)) {
			case 0 -> AmfNull.INSTANCE;
			case 1 -> AmfUndefined.INSTANCE;
			case 2 -> new AmfBoolean(this.random.nextBoolean());
			case 3 -> new AmfNumber(this.random.nextInt() >> this.random.nextInt(32));
			case 4 -> new AmfNumber(Double.longBitsToDouble(this.random.nextLong()));
			case 5 -> new AmfNumber((this.random.nextBoolean()) ? -0.0 : this.random.nextLong());
			default -> new AmfString(text((this.random.nextInt(50) == 0) ? this.longestText : 80));
		};
	}

	private AmfValue numbers() {
		return switch (this.random.nextInt(3)) {
			case 0 -> new AmfVector(AmfVector.Type.INT, this.random.nextBoolean(), "",
					list(() -> new AmfNumber(this.random.nextInt())));
			case 1 -> new AmfVector(AmfVector.Type.UINT, this.random.nextBoolean(), "",
					list(() -> new AmfNumber(this.random.nextInt() & 0xFFFFFFFFL)));
			default -> new AmfVector(AmfVector.Type.DOUBLE, this.random.nextBoolean(), "",
					list(() -> new AmfNumber(this.random.nextGaussian())));
		};
	}

	private <T> List<T> list(Supplier<T> elements) {
		List<T> list = new ArrayList<>();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			list.add(elements.get());
		}
		return list;
	}

	private Map<String, AmfValue> properties(Supplier<AmfValue> values) {
		Map<String, AmfValue> properties = new LinkedHashMap<>();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			properties.put(text(5), values.get());
		}
		return properties;
	}

	private String text(int limit) {
		return this.random.ints(this.random.nextInt(limit + 1), 1, 0x3000)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

}
