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

package dev.rtmpkit.server;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import dev.rtmpkit.amf.AmfLimits;
import dev.rtmpkit.chunk.ChunkLimits;
import dev.rtmpkit.handshake.ServerHandshake;
import dev.rtmpkit.message.Acknowledgement;
import dev.rtmpkit.message.AudioMessage;
import dev.rtmpkit.message.DataMessage;
import dev.rtmpkit.message.MessageReader;
import dev.rtmpkit.message.RtmpMessage;
import dev.rtmpkit.message.VideoMessage;
import dev.rtmpkit.server.RtmpServerStatistics.MediaKind;
import dev.rtmpkit.session.ServerSession;
import io.netty.buffer.ByteBuf;

/**
 * What a connection reads: first the handshake, then messages for the session. What was
 * read but may not be processed yet is kept; there is little of it, as the socket is not
 * read meanwhile.
 */
final class ConnectionInput {

	private static final SecureRandom random = new SecureRandom();

	private final InputGate gate;

	private final ConnectionOutput output;

	private final ServerSession session;

	private final ServerCounters counters;

	private final Runnable handshakeDone;

	private final ServerHandshake handshake = new ServerHandshake(System.currentTimeMillis(), random);

	private final MessageReader messages = new MessageReader(ChunkLimits.UNAUTHORIZED, AmfLimits.DEFAULT);

	private final Queue<ByteBuf> unprocessed = new ArrayDeque<>(1);

	private final ServerCounters.ReceivedBytes received = new ServerCounters.ReceivedBytes();

	private boolean dialogue;

	private boolean closed;

	ConnectionInput(InputGate gate, ConnectionOutput output, ServerSession session, ServerCounters counters,
			Runnable handshakeDone) {
		this.gate = gate;
		this.output = output;
		this.session = session;
		this.counters = counters;
		this.handshakeDone = handshakeDone;
	}

	/**
	 * Return whether the handshake is done, so that the client understands messages.
	 * @return whether messages can be exchanged
	 */
	boolean isDialogue() {
		return this.dialogue;
	}

	/**
	 * Allow messages as large as media needs.
	 */
	void publishing() {
		this.messages.limits(ChunkLimits.PUBLISHING);
	}

	void read(ByteBuf bytes) {
		this.received.add(MediaKind.CONTROL, bytes.readableBytes());
		if (this.closed) {
			bytes.release();
			return;
		}
		this.unprocessed.add(bytes);
		process();
	}

	/**
	 * Process what was read, as far as the gate allows.
	 */
	void process() {
		try {
			processUnprocessed();
		}
		finally {
			this.received.flush(this.counters);
		}
	}

	private void processUnprocessed() {
		while (this.gate.isOpen()) {
			ByteBuf bytes = this.unprocessed.peek();
			if (bytes == null) {
				return;
			}
			ByteBuffer view = bytes.nioBuffer();
			int length = view.remaining();
			consume(view);
			if (this.closed) {
				// What was not processed is released already
				return;
			}
			bytes.skipBytes(length - view.remaining());
			if (!bytes.isReadable() && this.unprocessed.remove(bytes)) {
				bytes.release();
			}
		}
	}

	private void consume(ByteBuffer view) {
		if (!this.dialogue) {
			shakeHands(view);
		}
		while (this.dialogue && this.gate.isOpen() && !this.closed) {
			RtmpMessage message = this.messages.read(view);
			if (message == null) {
				break;
			}
			count(message);
			this.session.receive(message);
		}
		Acknowledgement acknowledgement = this.messages.pollAcknowledgement();
		if (acknowledgement != null) {
			this.output.write(List.of(acknowledgement));
		}
	}

	private void shakeHands(ByteBuffer view) {
		this.handshake.receive(view);
		ByteBuffer reply = this.handshake.pollOutput();
		if (reply != null) {
			this.output.write(reply);
		}
		if (this.handshake.isComplete()) {
			this.dialogue = true;
			this.handshakeDone.run();
		}
	}

	private void count(RtmpMessage message) {
		if (message instanceof VideoMessage video) {
			this.received.reassign(MediaKind.VIDEO, video.payload().remaining());
		}
		else if (message instanceof AudioMessage audio) {
			this.received.reassign(MediaKind.AUDIO, audio.payload().remaining());
		}
		else if (message instanceof DataMessage data) {
			this.received.reassign(MediaKind.DATA, data.payload().remaining());
		}
		else {
			// It may end a publish, and whoever hears of that looks at the counters
			this.received.flush(this.counters);
		}
	}

	/**
	 * Process nothing more.
	 */
	void close() {
		this.closed = true;
		ByteBuf bytes;
		while ((bytes = this.unprocessed.poll()) != null) {
			bytes.release();
		}
	}

}
