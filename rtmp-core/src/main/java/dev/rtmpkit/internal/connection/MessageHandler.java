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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.guard.InputRates;
import dev.rtmpkit.internal.guard.MessageLimits;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.wire.chunk.ChunkEncoder;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits.Oversize;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.publish.TrafficKind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Reads messages from bytes, as fast as the client may send them. What was read but may
 * not be processed yet is kept; there is little of it, as the socket is not read
 * meanwhile.
 */
final class MessageHandler extends ChannelInboundHandlerAdapter {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	/**
	 * How much is decoded at a time where chunks are smaller than the default, as a large
	 * read can hold very many of them without the end of a message.
	 */
	private static final int PIECE_OF_SMALL_CHUNKS = 16 << 10;

	private final InputGate gate;

	private final ConnectionOutput output;

	private final InputRates rates;

	private final MessageLimits limits;

	private final ServerCounters counters;

	private final MessageSink sink;

	private final MessageReader messages;

	private final Queue<ByteBuf> unprocessed = new ArrayDeque<>(1);

	private final ServerCounters.ReceivedBytes received = new ServerCounters.ReceivedBytes();

	private final InputTurn turn = new InputTurn();

	private int pieceBytes = Integer.MAX_VALUE;

	private boolean inputEnded;

	private long dropped;

	private boolean closed;

	/**
	 * Create a handler.
	 * @param gate tells whether to process what was read
	 * @param output takes acknowledgements
	 * @param rates how fast the client may send
	 * @param limits how large messages may be
	 * @param unpublishedBytes what may be held of messages before a publish is accepted
	 * @param counters the counters
	 * @param sink takes the messages
	 */
	MessageHandler(InputGate gate, ConnectionOutput output, InputRates rates, MessageLimits limits,
			int unpublishedBytes, ServerCounters counters, MessageSink sink) {
		this.gate = gate;
		this.output = output;
		this.rates = rates;
		this.limits = limits;
		this.counters = counters;
		this.sink = sink;
		this.messages = new MessageReader(new ChunkLimits(Math.min(limits.mediaBytes(), unpublishedBytes),
				Math.min(limits.dataBytes(), unpublishedBytes), Math.min(limits.otherBytes(), unpublishedBytes),
				limits.chunkStreams(), unpublishedBytes, Oversize.REFUSED), AmfLimits.DEFAULT);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		this.received.add(TrafficKind.CONTROL, bytes.readableBytes());
		if (this.closed) {
			bytes.release();
			return;
		}
		this.unprocessed.add(bytes);
		process();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		// The event loop goes on to other connections
		this.turn.begin(this.messages.chunks());
		context.flush();
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event == ConnectionEvent.PUBLISHING) {
			allowMedia();
		}
		else if (event == ConnectionEvent.CLOSING) {
			close();
		}
		else if (EndOfInput.isToldBy(event)) {
			this.inputEnded = true;
			endIfProcessed();
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		close();
		context.fireChannelInactive();
	}

	/**
	 * Allow messages as large as media and data need, and do not end a publish because of
	 * others.
	 */
	private void allowMedia() {
		int largestOther = Math.max(this.limits.dataBytes(), this.limits.otherBytes());
		int largest = Math.max(this.limits.mediaBytes(), largestOther);
		this.messages.limits(new ChunkLimits(this.limits.mediaBytes(), this.limits.dataBytes(),
				this.limits.otherBytes(), this.limits.chunkStreams(), largest + largestOther, Oversize.DROPPED));
	}

	/**
	 * Process what was held back, as far as the gate allows, and send the replies.
	 */
	void processAndFlush() {
		process();
		this.output.flush();
	}

	/**
	 * Process what was read, as far as the gate allows.
	 */
	private void process() {
		try {
			processUnprocessed();
		}
		finally {
			this.received.flush(this.counters);
		}
		charge();
		this.sink.processed(heldBytes());
		endIfProcessed();
	}

	/**
	 * End the connection when the client has ended its input and no more of it will be
	 * processed: what waits for a decision is of no use to a client that does not wait.
	 */
	private void endIfProcessed() {
		boolean waiting = this.gate.isThrottled() && (!this.unprocessed.isEmpty() || this.messages.hasParts());
		if (this.inputEnded && (this.closed || !waiting)) {
			this.inputEnded = false;
			this.sink.ended();
		}
	}

	private void charge() {
		long wait = this.rates.charge(this.messages.chunks(), System.nanoTime());
		if (wait > 0 && !this.closed) {
			this.gate.throttle(wait);
		}
	}

	/**
	 * Return what is held of what the client sent and has not been processed.
	 * @return the bytes
	 */
	private long heldBytes() {
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
		while (this.gate.isOpen() && !this.closed) {
			RtmpMessage message = this.messages.read(view);
			countDropped();
			if (message == null) {
				break;
			}
			count(message);
			requireAllowed(message);
			this.sink.message(message);
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
		if (message instanceof SetChunkSize chunkSize && chunkSize.size() < this.limits.smallestChunkSize()) {
			throw new RtmpProtocolException(ProtocolError.CHUNK_SIZE,
					"Chunk size " + chunkSize.size() + " is smaller than " + this.limits.smallestChunkSize());
		}
	}

	private void count(RtmpMessage message) {
		this.turn.message();
		if (message instanceof VideoMessage video) {
			this.received.reassign(TrafficKind.VIDEO, video.payload().remaining());
		}
		else if (message instanceof AudioMessage audio) {
			this.received.reassign(TrafficKind.AUDIO, audio.payload().remaining());
		}
		else if (message instanceof DataMessage data) {
			this.rates.data(data.payload().remaining());
			this.received.reassign(TrafficKind.DATA, data.payload().remaining());
		}
		else {
			this.rates.command();
			// It may end a publish, and listeners that hear of that look at the counters
			this.received.flush(this.counters);
		}
	}

	private void countDropped() {
		long count = this.messages.dropped() - this.dropped;
		if (count > 0) {
			this.dropped += count;
			this.counters.dropped.add(count);
		}
	}

	private void close() {
		this.closed = true;
		ByteBuf bytes;
		while ((bytes = this.unprocessed.poll()) != null) {
			bytes.release();
		}
	}

}
