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

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.guard.InputRates;
import dev.rtmpkit.internal.guard.MessageLimits;
import dev.rtmpkit.internal.guard.RtmpServerLimits;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.internal.wire.chunk.ChunkEncoder;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.handshake.ServerHandshake;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.server.RtmpServerStatistics.HandshakeOutcome;
import dev.rtmpkit.server.RtmpServerStatistics.MediaKind;
import io.netty.buffer.ByteBuf;

/**
 * What a connection reads: first the handshake, then messages for the session. What was
 * read but may not be processed yet is kept; there is little of it, as the socket is not
 * read meanwhile.
 */
final class ConnectionInput {

	private static final SecureRandom random = new SecureRandom();

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	/**
	 * How much is decoded at a time where chunks are smaller than the default, as a large
	 * read can hold very many of them without the end of a message.
	 */
	private static final int PIECE_OF_SMALL_CHUNKS = 16 << 10;

	private final InputGate gate;

	private final ConnectionOutput output;

	private final ServerSession session;

	private final ServerCounters counters;

	private final Runnable handshakeDone;

	private final ServerHandshake handshake = new ServerHandshake(System.currentTimeMillis(), random);

	private final ServerCounters.HandshakeTimer handshakeTimer;

	private final RtmpServerLimits limits;

	private final MessageReader messages;

	private final InputRates rates;

	private final Queue<ByteBuf> unprocessed = new ArrayDeque<>(1);

	private final ServerCounters.ReceivedBytes received = new ServerCounters.ReceivedBytes();

	private final InputTurn turn = new InputTurn();

	private int pieceBytes = Integer.MAX_VALUE;

	private boolean dialogue;

	private boolean closed;

	ConnectionInput(InputGate gate, ConnectionOutput output, ServerSession session, ServerCounters counters,
			RtmpServerLimits limits, long accepted, Runnable handshakeDone) {
		this.gate = gate;
		this.output = output;
		this.session = session;
		this.counters = counters;
		this.handshakeDone = handshakeDone;
		this.handshakeTimer = new ServerCounters.HandshakeTimer(counters, accepted);
		this.limits = limits;
		MessageLimits allowed = limits.messages();
		int unpublished = limits.memory().unpublishedBytes();
		this.messages = new MessageReader(
				new ChunkLimits(Math.min(allowed.mediaBytes(), unpublished),
						Math.min(allowed.otherBytes(), unpublished), allowed.chunkStreams(), unpublished),
				AmfLimits.DEFAULT);
		this.rates = new InputRates(limits.rates(), System.nanoTime());
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
		MessageLimits allowed = this.limits.messages();
		this.messages.limits(new ChunkLimits(allowed.mediaBytes(), allowed.otherBytes(), allowed.chunkStreams(),
				Math.max(allowed.mediaBytes(), allowed.otherBytes()) + allowed.otherBytes()));
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
	 * Note that the event loop goes on to other connections.
	 */
	void turnEnded() {
		this.turn.begin(this.messages.chunks());
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
		charge();
	}

	private void charge() {
		long wait = this.rates.charge(this.messages.chunks(), System.nanoTime());
		if (wait > 0 && !this.closed) {
			this.gate.throttle(wait);
		}
	}

	/**
	 * Charge an accepted packet. One that describes media has to be compared with what is
	 * known and kept, and costs as much as data, however small it is.
	 * @param packet the packet
	 */
	void charge(MediaPacket packet) {
		boolean description = (packet instanceof VideoPacket video) ? video.packetType().isDescription()
				: packet instanceof AudioPacket audio && audio.packetType().isDescription();
		if (description) {
			this.rates.data();
		}
	}

	/**
	 * Return what is held of what the client sent and nobody has got yet.
	 * @return the bytes
	 */
	long heldBytes() {
		long held = this.messages.reservedBytes();
		for (ByteBuf bytes : this.unprocessed) {
			held += bytes.capacity();
		}
		return held;
	}

	private void processUnprocessed() {
		if (this.messages.hasParts()) {
			// Their bytes may be gone
			consume(NOTHING);
		}
		while (this.gate.isOpen() && !this.closed) {
			ByteBuf bytes = this.unprocessed.peek();
			if (bytes == null) {
				return;
			}
			int length = Math.min(bytes.readableBytes(), this.pieceBytes);
			ByteBuffer view = bytes.nioBuffer(bytes.readerIndex(), length);
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
			requireAllowed(message);
			this.session.receive(message);
			pace();
			if (message instanceof SetChunkSize chunkSize) {
				// What follows is a piece of its own
				this.pieceBytes = (chunkSize.size() < ChunkEncoder.DEFAULT_CHUNK_SIZE) ? PIECE_OF_SMALL_CHUNKS
						: Integer.MAX_VALUE;
				break;
			}
		}
		pace();
		Acknowledgement acknowledgement = this.messages.pollAcknowledgement();
		if (acknowledgement != null) {
			this.output.write(List.of(acknowledgement));
		}
	}

	/**
	 * Stop if the client is too fast, or other connections wait.
	 */
	private void pace() {
		long chunks = this.messages.chunks();
		if (this.rates.isExhausted(chunks)) {
			charge();
		}
		if (this.turn.isOver(chunks) && !this.closed) {
			this.turn.begin(chunks);
			this.gate.throttle(0);
		}
	}

	private void requireAllowed(RtmpMessage message) {
		if (message instanceof SetChunkSize chunkSize
				&& chunkSize.size() < this.limits.messages().smallestChunkSize()) {
			throw new RtmpProtocolException(ProtocolError.CHUNK_SIZE, "Chunk size " + chunkSize.size()
					+ " is smaller than " + this.limits.messages().smallestChunkSize());
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
			handshakeEnded(HandshakeOutcome.COMPLETED);
			this.handshakeDone.run();
		}
	}

	/**
	 * Note how the handshake ended, unless it has ended before.
	 * @param outcome how
	 */
	void handshakeEnded(HandshakeOutcome outcome) {
		this.handshakeTimer.ended(outcome);
	}

	private void count(RtmpMessage message) {
		this.turn.message();
		if (message instanceof VideoMessage video) {
			this.received.reassign(MediaKind.VIDEO, video.payload().remaining());
		}
		else if (message instanceof AudioMessage audio) {
			this.received.reassign(MediaKind.AUDIO, audio.payload().remaining());
		}
		else if (message instanceof DataMessage data) {
			this.rates.data();
			this.received.reassign(MediaKind.DATA, data.payload().remaining());
		}
		else {
			this.rates.command();
			// It may end a publish, and whoever hears of that looks at the counters
			this.received.flush(this.counters);
		}
	}

	/**
	 * Process nothing more.
	 */
	void close() {
		this.closed = true;
		handshakeEnded(HandshakeOutcome.CONNECTION_LOST);
		ByteBuf bytes;
		while ((bytes = this.unprocessed.poll()) != null) {
			bytes.release();
		}
	}

}
