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

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.internal.session.SessionListener;
import dev.rtmpkit.internal.session.SessionSettings;
import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.message.Acknowledgement;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Owns a session as a connection of the server does, and insists on what the listener is
 * promised.
 */
final class SessionOwner implements SessionListener, Consumer<ByteBuffer> {

	private static final ChunkLimits CLIENT = new ChunkLimits(0xFFFFFF, 0xFFFFFF, 32, Integer.MAX_VALUE);

	private final ServerSession session = new ServerSession(SessionSettings.DEFAULT, "c1",
			new InetSocketAddress("127.0.0.1", 40000), false, this);

	private final MessageReader reader = new MessageReader(ChunkLimits.UNAUTHORIZED, AmfLimits.DEFAULT);

	private final MessageWriter writer = new MessageWriter();

	private final MessageReader client = new MessageReader(CLIENT, AmfLimits.DEFAULT);

	private final List<Integer> undecided = new ArrayList<>();

	private final Set<Integer> publishing = new HashSet<>();

	private int decisions;

	private boolean closing;

	/**
	 * Create an owner.
	 * @param decisions a bit for each decision about a publish, set to refuse it
	 */
	SessionOwner(int decisions) {
		this.decisions = decisions;
	}

	ServerSession session() {
		return this.session;
	}

	boolean isClosing() {
		return this.closing;
	}

	@Override
	public void accept(ByteBuffer input) {
		RtmpMessage message;
		while (!this.closing && (message = this.reader.read(input)) != null) {
			this.session.receive(message);
			decide();
			Acknowledgement acknowledgement = this.reader.pollAcknowledgement();
			if (acknowledgement != null) {
				write(List.of(acknowledgement));
			}
		}
		assertThat(this.reader.reservedBytes()).isBetween(0, ChunkLimits.PUBLISHING.partialBytes());
	}

	private void decide() {
		while (!this.undecided.isEmpty()) {
			int streamId = this.undecided.remove(0);
			if ((this.decisions & 1) != 0) {
				this.session.reject(streamId, StatusCode.PUBLISH_BAD_NAME, "No.");
			}
			else {
				this.publishing.add(streamId);
				this.reader.limits(ChunkLimits.PUBLISHING);
				this.session.accept(streamId, "name");
				this.session.tell(streamId, UserControl.STREAM_DRY);
			}
			this.decisions >>>= 1;
		}
	}

	@Override
	public void send(List<RtmpMessage> messages) {
		assertThat(this.closing).isFalse();
		assertThat(messages).isNotEmpty();
		write(messages);
	}

	/**
	 * Write messages, as a client must be able to read them.
	 */
	private void write(List<? extends RtmpMessage> messages) {
		ByteBuffer bytes = this.writer.write(messages);
		int count = 0;
		while (this.client.read(bytes) != null) {
			count++;
		}
		assertThat(count).isEqualTo(messages.size());
	}

	@Override
	public void authenticationRequested(PublisherLogin login) {
		throw new AssertionError("Nobody asked for a password");
	}

	@Override
	public void connectRefused(PublishRequest request, RejectReason reason, String message) {
		// The session says so itself
	}

	@Override
	public void publishRequested(int streamId, PublishRequest request) {
		assertThat(this.undecided).doesNotContain(streamId);
		assertThat(this.publishing).doesNotContain(streamId);
		assertThat(request.toString()).isNotNull();
		this.undecided.add(streamId);
		assertThat(this.undecided.size() + this.publishing.size()).isBetween(1, SessionSettings.DEFAULT.streams());
	}

	@Override
	public void packetReceived(int streamId, MediaPacket packet) {
		assertThat(this.publishing).contains(streamId);
		assertThat(packet.timestamp()).isNotNegative();
		assertThat(packet.toString()).isNotNull();
		if (packet instanceof DataPacket data && data.metadata() != null) {
			assertThat(data.metadata().toString()).isNotNull();
		}
	}

	@Override
	public void unpublished(int streamId) {
		boolean known = this.undecided.remove((Integer) streamId) || this.publishing.remove(streamId);
		assertThat(known).isTrue();
	}

	@Override
	public void pong(int data) {
		// Any number may come back
	}

	@Override
	public void ignored() {
		// Nothing is owed for it
	}

	@Override
	public void closing() {
		assertThat(this.closing).isFalse();
		this.closing = true;
	}

}
