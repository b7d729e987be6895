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

package dev.rtmpkit.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.VideoMessage;

/**
 * Publishes as fast as the server reads. Sends the same bytes to any server and looks at
 * no reply, so that a server which only discards sees the same load.
 */
final class Publisher implements Runnable {

	private static final int HANDSHAKE_BYTES = 1536;

	private static final int CHUNK_SIZE = 4096;

	private static final int FRAMES = 240;

	private static final int KEY_FRAME_INTERVAL = 60;

	private static final int KEY_FRAME_BYTES = 120_000;

	private static final int FRAME_BYTES = 16_000;

	private static final int AUDIO_BYTES = 300;

	private final int port;

	private final String key;

	private final long nanos;

	Publisher(int port, String key, long nanos) {
		this.port = port;
		this.key = key;
		this.nanos = nanos;
	}

	@Override
	public void run() {
		MessageWriter writer = new MessageWriter();
		ByteBuffer dialogue = writer.write(dialogue());
		ByteBuffer media = direct(writer.write(media()));
		try (SocketChannel channel = SocketChannel
			.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port))) {
			write(channel, ByteBuffer.allocate(1 + 2 * HANDSHAKE_BYTES).put(0, (byte) 3));
			write(channel, dialogue);
			long start = System.nanoTime();
			while (System.nanoTime() - start < this.nanos) {
				write(channel, media.duplicate());
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The server closed the connection", ex);
		}
	}

	private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			channel.write(bytes);
		}
	}

	private static ByteBuffer direct(ByteBuffer bytes) {
		return ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
	}

	private List<RtmpMessage> dialogue() {
		return List.of(new SetChunkSize(CHUNK_SIZE),
				new CommandMessage(0, "connect", 1, AmfObject.builder().put("app", "live").build(), List.of()),
				new CommandMessage(0, "createStream", 2, AmfNull.INSTANCE, List.of()), new CommandMessage(1, "publish",
						3, AmfNull.INSTANCE, List.of(new AmfString(this.key), new AmfString("live"))));
	}

	private static List<RtmpMessage> media() {
		Random random = new Random(1);
		List<RtmpMessage> messages = new ArrayList<>();
		for (int i = 0; i < FRAMES; i++) {
			boolean key = i % KEY_FRAME_INTERVAL == 0;
			byte[] video = new byte[(key) ? KEY_FRAME_BYTES : FRAME_BYTES / 2 + random.nextInt(FRAME_BYTES)];
			random.nextBytes(video);
			video[0] = (byte) ((key) ? 0x17 : 0x27);
			video[1] = 1;
			byte[] audio = new byte[AUDIO_BYTES];
			audio[0] = (byte) 0xAF;
			audio[1] = 1;
			messages.add(new VideoMessage(1, i * 40L, ByteBuffer.wrap(video)));
			messages.add(new AudioMessage(1, i * 40L, ByteBuffer.wrap(audio)));
			messages.add(new AudioMessage(1, i * 40L + 21, ByteBuffer.wrap(audio)));
		}
		return messages;
	}

}
