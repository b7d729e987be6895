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

package dev.rtmpkit.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Brings bytes to a decoder, and lets only the declared exception pass for an answer.
 */
final class Network {

	private static final int LONGEST_PIECE_BITS = 12;

	private Network() {
	}

	/**
	 * Deliver all bytes at once.
	 * @return why the decoder took no more, or {@code null}
	 */
	static @Nullable ProtocolError deliver(byte[] bytes, Consumer<ByteBuffer> decoder) {
		try {
			decoder.accept(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
			return null;
		}
		catch (RtmpProtocolException ex) {
			return ex.error();
		}
	}

	/**
	 * Deliver bytes in pieces, whose memory is overwritten when the decoder returns, as
	 * that of a network is.
	 * @param seed what the lengths of the pieces depend on
	 * @return why the decoder took no more, or {@code null}
	 */
	static @Nullable ProtocolError deliverInPieces(byte[] bytes, long seed, Consumer<ByteBuffer> decoder) {
		SplittableRandom random = new SplittableRandom(seed);
		int position = 0;
		while (position < bytes.length) {
			int length = 1 + random.nextInt(1 << random.nextInt(LONGEST_PIECE_BITS));
			byte[] piece = Arrays.copyOfRange(bytes, position, Math.min(bytes.length, position + length));
			ProtocolError error = deliver(piece, decoder);
			if (error != null) {
				return error;
			}
			Arrays.fill(piece, (byte) 0x11);
			position += piece.length;
		}
		return null;
	}

}
