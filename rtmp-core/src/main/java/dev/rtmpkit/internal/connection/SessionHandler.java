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

import java.util.List;

import dev.rtmpkit.internal.publish.Feed;
import dev.rtmpkit.internal.publish.Feeds;
import dev.rtmpkit.internal.publish.LoginAttempt;
import dev.rtmpkit.internal.publish.PublishAttempt;
import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.internal.session.SessionListener;
import dev.rtmpkit.internal.session.SessionSettings;
import dev.rtmpkit.internal.session.SessionState;
import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.StopReason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Leads the dialogue with the client: gives its messages to the session, and what the
 * session finds to the publishes of the connection.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements MessageSink, SessionListener {

	/** The number in pings whose answers do not matter. */
	private static final int KEEP_ALIVE = 0;

	private final Parts parts;

	private final Feeds feeds = new Feeds();

	private final ServerSession session;

	private final ChannelLink link;

	private boolean alive;

	private boolean mediaCame;

	/**
	 * Create a handler.
	 * @param parts what it works with
	 * @param channel the channel
	 * @param peer the client
	 * @param settings what the session announces and allows
	 */
	SessionHandler(Parts parts, Channel channel, Peer peer, SessionSettings settings) {
		this.parts = parts;
		this.session = new ServerSession(settings, peer.id(), peer.address(), peer.encrypted(), this);
		this.link = new ChannelLink(peer, channel, this.session, this.feeds, parts.gate(), parts.output(),
				parts.deadlines(), parts.ticket(), parts.pings(), parts.memory().ledger());
	}

	ChannelLink link() {
		return this.link;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.parts.connections().opened(this.link);
		this.link.checkMemory();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		try {
			this.link.channelClosed();
		}
		finally {
			this.parts.connections().closed(this.link);
		}
		context.fireChannelInactive();
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof MissedDeadline missed) {
			this.link.missed(missed.deadline());
		}
		else if (event == ConnectionEvent.HANDSHAKE_DONE) {
			this.link.dialogueBegun();
		}
		else if (event == ConnectionEvent.PUBLISHING) {
			this.parts.output().publishing();
			this.parts.sizer().publishing();
		}
		else if (event == ConnectionEvent.TICK) {
			tick();
		}
		else if (event == ConnectionEvent.SILENT) {
			// a ping detects a lost host long before the time-out for media
			this.session.ping(KEEP_ALIVE);
			context.flush();
		}
	}

	private void tick() {
		long now = System.nanoTime();
		for (Feed feed : this.feeds.all()) {
			feed.tick(now, this.parts.gate().isReading());
		}
		account();
	}

	@Override
	public void message(RtmpMessage message) {
		this.alive = true;
		this.session.receive(message);
	}

	@Override
	public void processed(long heldBytes) {
		noteLife();
		this.feeds.flush();
		this.link.hold(heldBytes);
		account();
		long excess = this.feeds.excess();
		if (excess > 0) {
			this.parts.gate().throttle(excess);
		}
	}

	private void noteLife() {
		if (this.mediaCame) {
			this.parts.deadlines().media(System.nanoTime());
		}
		else if (this.alive) {
			this.parts.deadlines().alive(System.nanoTime());
		}
		this.mediaCame = false;
		this.alive = false;
	}

	@Override
	public void ended() {
		// A client that ended its side may still read the replies to what it sent
		this.parts.output().flush();
		this.link.end(StopReason.CONNECTION_LOST, null);
	}

	private void account() {
		this.feeds.accountMemory();
		if (this.parts.memory().isShort()) {
			this.feeds.dropCaches();
			this.parts.memory().relieve();
		}
		this.link.checkMemory();
	}

	@Override
	public void send(List<RtmpMessage> messages) {
		if (this.session.state() == SessionState.CLOSED && !this.parts.output().isWritable()) {
			// A client that does not read is not told why it is closed
			return;
		}
		this.parts.output().write(messages);
	}

	@Override
	public void closing() {
		this.parts.gate().discard();
		this.parts.output().channel().pipeline().fireUserEventTriggered(ConnectionEvent.CLOSING);
		this.parts.output().closeAfterWrites();
	}

	@Override
	public void pong(int data) {
		this.parts.pings().answered(data, System.nanoTime());
	}

	@Override
	public void ignored() {
		this.parts.services().counters().ignored.increment();
	}

	@Override
	public void packetReceived(int streamId, MediaPacket packet) {
		Feed feed = this.feeds.find(streamId);
		if (feed != null) {
			this.mediaCame = true;
			if (isDescription(packet)) {
				// To be compared with what is known and kept: costs as much as data
				this.parts.rates().data(packet.size());
			}
			feed.packet(packet);
		}
	}

	private static boolean isDescription(MediaPacket packet) {
		return (packet instanceof VideoPacket video) ? video.packetType().isDescription()
				: packet instanceof AudioPacket audio && audio.packetType().isDescription();
	}

	@Override
	public void unpublished(int streamId) {
		Feed feed = this.feeds.find(streamId);
		if (feed != null) {
			this.feeds.remove(feed);
			feed.end(StopReason.UNPUBLISHED);
			if (this.feeds.isEmpty()) {
				this.parts.output().channel().pipeline().fireUserEventTriggered(ConnectionEvent.UNPUBLISHED);
			}
		}
	}

	@Override
	public void authenticationRequested(PublisherLogin login) {
		this.parts.gate().decide();
		this.parts.ticket().asks();
		new LoginAttempt(this.parts.services(), this.link, this.session).start(login, this.link.remoteAddress());
	}

	@Override
	public void connectRefused(PublishRequest request, RejectReason reason, String message) {
		this.parts.services().connectRefused(request, reason, message);
	}

	@Override
	public void publishRequested(int streamId, PublishRequest request) {
		this.parts.gate().decide();
		this.parts.ticket().asks();
		new PublishAttempt(this.parts.services(), this.link, this.session, this.feeds, streamId, request).start();
	}

}
