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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.SimpleChunkReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

/**
 * A client connected to a server without a socket: everything happens on the test's
 * thread, in the order that the test says. Its clock stands still.
 */
final class EmbeddedClient implements AutoCloseable {

	private static final int HANDSHAKE_BYTES = 1536;

	private final EmbeddedChannel channel;

	private final MessageWriter writer = new MessageWriter();

	private final MessageReader reader = new MessageReader(ChunkLimits.PUBLISHING, AmfLimits.DEFAULT);

	private final SimpleChunkReader simpleReader = new SimpleChunkReader();

	private EmbeddedClient(TestRun server) {
		this.channel = new EmbeddedChannel(server.initializer()) {

			@Override
			protected SocketAddress remoteAddress0() {
				return new InetSocketAddress("127.0.0.1", 40000);
			}

		};
		this.channel.freezeTime();
	}

	/**
	 * Shake hands, connect and create message streams 1 to the number given.
	 */
	static EmbeddedClient connected(TestRun server, int streams) {
		EmbeddedClient client = new EmbeddedClient(server);
		byte[] hello = new byte[1 + 2 * HANDSHAKE_BYTES];
		hello[0] = 3;
		client.channel.writeInbound(Unpooled.wrappedBuffer(hello));
		((ByteBuf) client.channel.readOutbound()).release();
		client.command(0, "connect", 1, AmfObject.builder().put("app", "live").put("tcUrl", "").build());
		for (int i = 0; i < streams; i++) {
			client.command(0, "createStream", 2, AmfNull.INSTANCE);
		}
		client.received();
		return client;
	}

	EmbeddedChannel channel() {
		return this.channel;
	}

	EmbeddedClient command(int streamId, String name, double transactionId, AmfValue object, AmfValue... arguments) {
		return send(new CommandMessage(streamId, name, transactionId, object, List.of(arguments)));
	}

	EmbeddedClient publish(int streamId, String key) {
		return send(publishCommand(streamId, key));
	}

	static CommandMessage publishCommand(int streamId, String key) {
		return new CommandMessage(streamId, "publish", 5, AmfNull.INSTANCE,
				List.of(new AmfString(key), new AmfString("live")));
	}

	EmbeddedClient deleteStream(int streamId) {
		return command(0, "deleteStream", 0, AmfNull.INSTANCE, new AmfNumber(streamId));
	}

	static AudioMessage audio(int streamId, int size) {
		return new AudioMessage(streamId, 0, ByteBuffer.wrap(new byte[size]));
	}

	/**
	 * Send messages in one piece.
	 */
	EmbeddedClient send(RtmpMessage... messages) {
		this.channel.writeInbound(bytes(messages));
		return this;
	}

	ByteBuf bytes(RtmpMessage... messages) {
		return Unpooled.wrappedBuffer(this.writer.write(List.of(messages)));
	}

	/**
	 * Stop taking what the server writes.
	 */
	EmbeddedClient stopReading() {
		this.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
		return this;
	}

	/**
	 * Return the codes of the statuses since the last call.
	 */
	List<String> received() {
		List<String> codes = new ArrayList<>();
		ByteBuf bytes;
		while ((bytes = this.channel.readOutbound()) != null) {
			ByteBuffer view = bytes.nioBuffer();
			this.simpleReader.read(view.duplicate());
			RtmpMessage message;
			while ((message = this.reader.read(view)) != null) {
				if (message instanceof CommandMessage command && command.name().equals("onStatus")) {
					codes.add(RawRtmpClient.code(command));
				}
			}
			bytes.release();
		}
		return codes;
	}

	@Override
	public void close() {
		this.channel.finishAndReleaseAll();
	}

}
