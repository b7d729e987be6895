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

package dev.rtmpkit.internal.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.server.AddressRange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link ProxyHeaderHandler} and its decoder with what a proxy sends: only the
 * declared exception comes out, nothing is leaked, and what follows the header is passed
 * on, however the network cuts the bytes.
 */
@Tag("Z1")
class ProxyHeaderFuzzTests {

	private static final EmbeddedEntrance ENTRANCE = new EmbeddedEntrance(List.of(AddressRange.parse("127.0.0.0/8")));

	@FuzzTest
	void read(FuzzedDataProvider data) {
		long seed = data.consumeLong();
		byte[] bytes = data.consumeRemainingAsBytes();
		List<byte[]> pieces = cut(bytes, seed);
		assertThat(decode(pieces)).isEqualTo(decode(List.of(bytes)));
		try (EmbeddedEntrance.Visit visit = ENTRANCE.visit()) {
			pieces.forEach(visit::send);
		}
		assertThat(ENTRANCE.internalErrors()).isEmpty();
	}

	private static List<byte[]> cut(byte[] bytes, long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		List<byte[]> pieces = new ArrayList<>();
		for (int position = 0; position < bytes.length; position += pieces.get(pieces.size() - 1).length) {
			int length = 1 + random.nextInt(1 << random.nextInt(Short.SIZE - 4));
			pieces.add(Arrays.copyOfRange(bytes, position, Math.min(bytes.length, position + length)));
		}
		return pieces;
	}

	/**
	 * Decode a header and return it with what was passed on behind it, or why not.
	 */
	private static String decode(List<byte[]> pieces) {
		EmbeddedChannel channel = new EmbeddedChannel(new ProxyHeaderHandler.Decoder());
		StringBuilder outcome = new StringBuilder();
		try {
			pieces.forEach((piece) -> channel.writeInbound(Unpooled.wrappedBuffer(piece)));
			channel.checkException();
		}
		catch (RtmpProtocolException ex) {
			assertThat(ex.error()).isEqualTo(ProtocolError.PROXY_HEADER);
			outcome.append(ex.error());
		}
		Object message;
		while ((message = channel.readInbound()) != null) {
			outcome.append(describe(message));
			ReferenceCountUtil.release(message);
		}
		channel.finishAndReleaseAll();
		return outcome.toString();
	}

	private static String describe(Object message) {
		if (message instanceof HAProxyMessage header) {
			return header.protocolVersion() + " " + header.command() + " " + header.proxiedProtocol() + " "
					+ header.sourceAddress() + " " + header.sourcePort() + " ";
		}
		return ByteBufUtil.hexDump((ByteBuf) message);
	}

}
