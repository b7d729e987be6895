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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Shows that a decoder does not care how the network cuts its input: it runs whole, byte
 * by byte, in random pieces and split in two at every offset, and must give the same
 * values, or fail in the same way after the same values, each time.
 * <p>
 * Bytes that a decoder leaves in the buffer come again in front of the next piece. The
 * memory of each piece is overwritten as soon as the decoder returns, as a network buffer
 * would be: a value that still refers to it differs from run to run.
 */
public final class Fragmentation {

	/** All offsets are tried while that costs no more than so many bytes. */
	private static final int BYTES_PER_INPUT = 4 * 1024 * 1024;

	private static final int MIN_OFFSETS = 16;

	private static final int EDGE = 64;

	private static final byte OVERWRITTEN_WHOLE = (byte) 0xEE;

	private static final byte OVERWRITTEN_PIECE = (byte) 0x11;

	private Fragmentation() {
	}

	/**
	 * Decode an input in many fragmentations.
	 * @param <T> the type of the values, compared with {@code equals}
	 * @param input the input
	 * @param decoders makes a new decoder that reads buffers and passes its values to the
	 * given consumer
	 * @return the values that every run gave
	 * @throws AssertionError if a run differs from that with the whole input
	 * @throws RuntimeException the exception in which every run ended, if it did
	 */
	public static <T> List<T> decode(byte[] input, Function<Consumer<T>, Consumer<ByteBuffer>> decoders) {
		Outcome<T> whole = run(input, decoders, (position) -> input.length);
		requireEqual("byte by byte", whole, run(input, decoders, (position) -> 1));
		Random random = new Random(input.length);
		requireEqual("in random pieces", whole, run(input, decoders, (position) -> 1 + random.nextInt(EDGE)));
		int step = Math.max(1, input.length / Math.max(MIN_OFFSETS, BYTES_PER_INPUT / Math.max(1, input.length)));
		for (int offset = 1; offset < input.length; offset++) {
			if (offset % step == 0 || offset < EDGE || input.length - offset < EDGE) {
				int cut = offset;
				requireEqual("split at " + cut, whole,
						run(input, decoders, (position) -> (position < cut) ? cut - position : input.length));
			}
		}
		if (whole.failure() != null) {
			throw whole.failure();
		}
		return whole.values();
	}

	private static <T> Outcome<T> run(byte[] input, Function<Consumer<T>, Consumer<ByteBuffer>> decoders,
			IntUnaryOperator pieces) {
		List<T> values = new ArrayList<>();
		Consumer<ByteBuffer> decoder = decoders.apply(values::add);
		byte[] left = new byte[0];
		int position = 0;
		try {
			while (position < input.length) {
				int end = Math.min(input.length, position + pieces.applyAsInt(position));
				byte overwritten = (end - position == input.length) ? OVERWRITTEN_WHOLE : OVERWRITTEN_PIECE;
				left = feed(decoder, left, Arrays.copyOfRange(input, position, end), overwritten);
				position = end;
			}
			return new Outcome<>(values, null);
		}
		catch (RuntimeException ex) {
			return new Outcome<>(values, ex);
		}
	}

	private static byte[] feed(Consumer<ByteBuffer> decoder, byte[] left, byte[] piece, byte overwritten) {
		// A buffer that starts in the middle of its array finds decoders that use array()
		byte[] memory = new byte[1 + left.length + piece.length];
		System.arraycopy(left, 0, memory, 1, left.length);
		System.arraycopy(piece, 0, memory, 1 + left.length, piece.length);
		ByteBuffer buffer = ByteBuffer.wrap(memory, 1, memory.length - 1).slice();
		try {
			decoder.accept(buffer);
			byte[] remaining = new byte[buffer.remaining()];
			buffer.get(remaining);
			return remaining;
		}
		finally {
			Arrays.fill(memory, overwritten);
		}
	}

	private static void requireEqual(String how, Outcome<?> whole, Outcome<?> fragmented) {
		if (!whole.isLike(fragmented)) {
			throw new AssertionError(
					"Decoding %s differs%n  whole: %s%n  %s: %s".formatted(how, whole, how, fragmented));
		}
	}

	/**
	 * How a run ended.
	 *
	 * @param <T> the type of the values
	 * @param values the values
	 * @param failure the exception in which it ended, or {@code null}
	 */
	private record Outcome<T>(List<T> values, @Nullable RuntimeException failure) {

		boolean isLike(Outcome<?> other) {
			return this.values.equals(other.values)
					&& Objects.equals(Objects.toString(this.failure), Objects.toString(other.failure));
		}

	}

}
