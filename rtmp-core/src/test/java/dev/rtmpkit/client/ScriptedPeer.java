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

package dev.rtmpkit.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.handshake.ServerHandshake;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.StatusCode;

/**
 * The connection of a {@link ScriptedServer} and what scripts do with it.
 */
final class ScriptedPeer {

	static final int STREAM_ID = 7;

	private static final int HANDSHAKE_BYTES = 1536;

	private static final int TIMEOUT_MILLIS = 20_000;

	private final Socket socket;

	private final MessageReader reader = new MessageReader(ChunkLimits.PUBLISHING, AmfLimits.DEFAULT);

	private final MessageWriter writer = new MessageWriter();

	private final byte[] buffer = new byte[64 << 10];

	private ByteBuffer unread = ByteBuffer.allocate(0);

	ScriptedPeer(Socket socket) throws IOException {
		this.socket = socket;
		socket.setSoTimeout(TIMEOUT_MILLIS);
	}

	Socket socket() {
		return this.socket;
	}

	ScriptedPeer handshake() throws IOException {
		ServerHandshake handshake = new ServerHandshake(0, new Random(1));
		while (!handshake.isComplete()) {
			fill();
			handshake.receive(this.unread);
			ByteBuffer output = handshake.pollOutput();
			if (output != null) {
				sendBytes(output);
			}
		}
		return this;
	}

	/**
	 * Shake hands as RTMP 1.0 has it, and insist on the echo.
	 */
	ScriptedPeer handshakeWithoutDigests() throws IOException {
		byte[] start = receiveBytes(1 + HANDSHAKE_BYTES);
		byte[] hello = new byte[HANDSHAKE_BYTES];
		new Random(2).nextBytes(hello);
		ByteBuffer.wrap(hello).putInt(4, 0);
		sendBytes(ByteBuffer.allocate(1 + 2 * HANDSHAKE_BYTES)
			.put((byte) 3)
			.put(hello)
			.put(start, 1, HANDSHAKE_BYTES)
			.flip());
		if (!Arrays.equals(receiveBytes(HANDSHAKE_BYTES), hello)) {
			throw new AssertionError("No echo");
		}
		return this;
	}

	private byte[] receiveBytes(int count) throws IOException {
		byte[] bytes = new byte[count];
		for (int i = 0; i < count; i++) {
			fill();
			bytes[i] = this.unread.get();
		}
		return bytes;
	}

	/**
	 * Accept everything up to the publish.
	 * @return the commands that came
	 */
	List<CommandMessage> acceptPublish() throws IOException {
		return handshake().acceptCommands();
	}

	/**
	 * As {@link #acceptPublish}, after the handshake.
	 */
	List<CommandMessage> acceptCommands() throws IOException {
		List<CommandMessage> commands = acceptStream();
		commands.add(awaitCommand("publish"));
		send(Commands.onStatus(STREAM_ID, StatusCode.PUBLISH_START, "Go"));
		return commands;
	}

	/**
	 * As {@link #acceptCommands}, up to the stream.
	 */
	List<CommandMessage> acceptStream() throws IOException {
		List<CommandMessage> commands = new ArrayList<>();
		commands.add(awaitCommand("connect"));
		send(Commands.result(1, AmfNull.INSTANCE, Commands.info(StatusCode.CONNECT_SUCCESS, "Welcome")));
		commands.add(awaitCommand("releaseStream"));
		commands.add(awaitCommand("FCPublish"));
		commands.add(awaitCommand("createStream"));
		send(Commands.result(4, AmfNull.INSTANCE, new AmfNumber(STREAM_ID)));
		return commands;
	}

	CommandMessage awaitCommand(String name) throws IOException {
		RtmpMessage message = receive();
		while (!(message instanceof CommandMessage command)) {
			message = receive();
		}
		if (!command.name().equals(name)) {
			throw new AssertionError("Expected " + name + ", got " + command);
		}
		return command;
	}

	<T extends RtmpMessage> T await(Class<T> type) throws IOException {
		RtmpMessage message = receive();
		while (!type.isInstance(message)) {
			message = receive();
		}
		return type.cast(message);
	}

	RtmpMessage receive() throws IOException {
		RtmpMessage message;
		while ((message = this.reader.read(this.unread)) == null) {
			fill();
		}
		return message;
	}

	/**
	 * Receive messages until the client closes its side.
	 */
	List<RtmpMessage> receiveAll() throws IOException {
		List<RtmpMessage> messages = new ArrayList<>();
		try {
			while (true) {
				messages.add(receive());
			}
		}
		catch (EOFException ex) {
			return messages;
		}
	}

	private void fill() throws IOException {
		if (!this.unread.hasRemaining()) {
			int count = this.socket.getInputStream().read(this.buffer);
			if (count < 0) {
				throw new EOFException();
			}
			this.unread = ByteBuffer.wrap(this.buffer, 0, count);
		}
	}

	ScriptedPeer send(RtmpMessage... messages) throws IOException {
		sendBytes(this.writer.write(List.of(messages)));
		return this;
	}

	void sendBytes(ByteBuffer bytes) throws IOException {
		this.socket.getOutputStream().write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
	}

}
