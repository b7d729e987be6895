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

package dev.rtmpkit.testkit;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Fragmentation} with decoders of 16-bit numbers.
 */
class FragmentationTests {

	private static final byte[] INPUT = Hex.bytes("0001 0002 0003 04");

	@Test
	void whenDecoderLeavesIncompleteValuesTheyComeAgain() {
		assertThat(Fragmentation.<Short>decode(INPUT, (values) -> (buffer) -> {
			while (buffer.remaining() >= Short.BYTES) {
				values.accept(buffer.getShort());
			}
		})).containsExactly((short) 1, (short) 2, (short) 3);
	}

	@Test
	void whenDecoderForgetsHalfAValueFails() {
		assertDiffers((values) -> (buffer) -> {
			while (buffer.remaining() >= Short.BYTES) {
				values.accept((int) buffer.getShort());
			}
			buffer.position(buffer.limit());
		}, "byte by byte");
	}

	@Test
	void whenDecoderFailsOnlyAtOneCutFails() {
		assertDiffers((values) -> (buffer) -> {
			if (buffer.remaining() == 5) {
				throw new IllegalStateException("five bytes");
			}
			buffer.position(buffer.limit());
		}, "split at 2");
	}

	@Test
	void whenValueRefersToTheBufferFails() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Fragmentation.<ByteBuffer>decode(INPUT, (values) -> (buffer) -> {
				while (buffer.remaining() >= Short.BYTES) {
					values.accept(buffer.slice(buffer.position(), Short.BYTES).asReadOnlyBuffer());
					buffer.position(buffer.position() + Short.BYTES);
				}
			}));
	}

	@Test
	void whenEveryRunFailsAlikeThrowsTheFailure() {
		assertThatIllegalStateException().isThrownBy(() -> Fragmentation.decode(INPUT, (values) -> (buffer) -> {
			while (buffer.hasRemaining()) {
				if (buffer.get() == 3) {
					throw new IllegalStateException("three");
				}
			}
		})).withMessage("three");
	}

	@Test
	void whenInputIsLargeOffsetsAreSampled() {
		byte[] input = new byte[300_000];
		int[] runs = new int[1];
		List<Integer> values = Fragmentation.decode(input, (sink) -> {
			runs[0]++;
			int[] count = new int[1];
			return (buffer) -> {
				count[0] += buffer.remaining();
				buffer.position(buffer.limit());
				if (count[0] == input.length) {
					sink.accept(count[0]);
				}
			};
		});
		assertThat(values).containsExactly(input.length);
		assertThat(runs[0]).isBetween(100, 1000);
	}

	@Test
	void whenInputIsEmptyGivesNothing() {
		assertThat(Fragmentation.decode(new byte[0], (values) -> (buffer) -> values.accept(1))).isEmpty();
	}

	private static void assertDiffers(Function<Consumer<Integer>, Consumer<ByteBuffer>> decoders, String how) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Fragmentation.decode(INPUT, decoders))
			.withMessageContaining("Decoding " + how + " differs");
	}

}
