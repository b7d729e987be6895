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

package dev.rtmpkit.internal.session;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UnknownMessage;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one connection's dialogue (RTMP 1.0, 7.2), from {@code connect} to
 * the end. It owns no channel, no thread and no clock; it is not thread-safe. What it
 * finds to say goes to its {@link SessionListener}.
 */
public final class ServerSession {

	private final SessionListener listener;

	private final NetStreams streams;

	private final ConnectPhase connectPhase;

	private final ConnectionCommands connectionCommands;

	private final StreamCommands streamCommands;

	private final MediaInput mediaInput;

	private final ControlInput controlInput;

	private SessionState state = SessionState.AWAITING_CONNECT;

	/**
	 * Create the session of a connection.
	 * @param settings what to announce and allow
	 * @param connectionId the id of the connection
	 * @param remoteAddress the client's address
	 * @param secure whether the connection is encrypted
	 * @param listener what hears the session
	 */
	public ServerSession(SessionSettings settings, String connectionId, InetSocketAddress remoteAddress, boolean secure,
			SessionListener listener) {
		this.listener = listener;
		this.streams = new NetStreams(settings.streams());
		this.connectPhase = new ConnectPhase(settings,
				new ClientInfo(connectionId, remoteAddress, secure, null, "", Capabilities.NONE, null), listener);
		this.connectionCommands = new ConnectionCommands(this.streams, listener);
		this.streamCommands = new StreamCommands(settings, this.streams, listener);
		this.mediaInput = new MediaInput(this.streams, listener);
		this.controlInput = new ControlInput(settings.windowAcknowledgementSize(), listener);
	}

	/**
	 * Return where the dialogue stands.
	 * @return the state
	 */
	public SessionState state() {
		return this.state;
	}

	/**
	 * Take a message from the client.
	 * @param message the message; an aggregate message comes as its parts
	 * @throws dev.rtmpkit.RtmpProtocolException if it breaks the protocol or a limit
	 */
	public void receive(RtmpMessage message) {
		if (this.state == SessionState.CLOSED) {
			return;
		}
		if (message instanceof VideoMessage video) {
			this.mediaInput.video(video);
		}
		else if (message instanceof AudioMessage audio) {
			this.mediaInput.audio(audio);
		}
		else if (message instanceof DataMessage data) {
			this.mediaInput.data(data);
		}
		else if (message instanceof CommandMessage command) {
			command(command);
		}
		else if (message instanceof UnknownMessage) {
			this.listener.ignored();
		}
		else {
			this.controlInput.receive(message);
		}
	}

	private void command(CommandMessage command) {
		if (this.state == SessionState.AWAITING_CONNECT) {
			this.state = this.connectPhase.receive(command);
			return;
		}
		if (this.state == SessionState.AUTHENTICATING) {
			this.listener.ignored();
		}
		else if (command.name().equals("close")) {
			close();
		}
		else if (!this.connectionCommands.receive(command)) {
			this.streamCommands.receive(command, this.connectPhase.connected());
		}
	}

	private void close() {
		for (NetStream stream : this.streams.all()) {
			if (stream.end()) {
				this.listener.unpublished(stream.id());
			}
		}
		this.state = SessionState.CLOSED;
		this.listener.closing();
	}

	/**
	 * Let in the client whose password was looked up: it knows it.
	 */
	public void authenticated() {
		if (this.state == SessionState.AUTHENTICATING) {
			this.state = this.connectPhase.authenticated();
		}
	}

	/**
	 * Refuse the client whose password was looked up, and close the connection.
	 * @param checked whether the password was checked and is wrong, as opposed to a
	 * failed look-up
	 */
	public void refuse(boolean checked) {
		if (this.state == SessionState.AUTHENTICATING) {
			this.state = this.connectPhase.refuse(checked);
		}
	}

	/**
	 * Grant the publish that was requested on a message stream: the client is told to
	 * start.
	 * @param streamId the message stream id
	 * @param streamName the public name, shown to the client
	 */
	public void accept(int streamId, String streamName) {
		NetStream stream = this.streams.find(streamId);
		if (this.state != SessionState.CLOSED && stream != null && stream.state() == NetStream.State.REQUESTED) {
			this.streamCommands.accept(stream, streamName);
		}
	}

	/**
	 * Refuse the publish that was requested on a message stream. The connection goes with
	 * it, unless it publishes on another message stream.
	 * @param streamId the message stream id
	 * @param code the status code, of level error
	 * @param description the text that the client gets to see
	 */
	public void reject(int streamId, StatusCode code, String description) {
		List<RtmpMessage> status = List.of(Commands.onStatus(streamId, code, description));
		NetStream stream = this.streams.find(streamId);
		if (stream == null || this.streams.all().stream().noneMatch(ServerSession::isPublishing)) {
			end(status);
			return;
		}
		stream.end();
		this.listener.send(status);
	}

	private static boolean isPublishing(NetStream stream) {
		return stream.state() == NetStream.State.PUBLISHING;
	}

	/**
	 * Ping the client (RTMP 1.0, 7.1.7). Many publishing clients do not answer, and
	 * publish all the same.
	 * @param data the number that comes back with {@link SessionListener#pong}
	 */
	public void ping(int data) {
		if (this.state != SessionState.CLOSED) {
			this.listener.send(List.of(UserControl.of(UserControl.PING_REQUEST, data)));
		}
	}

	/**
	 * Tell the client of an event of a message stream that publishes (RTMP 1.0, 7.1.7).
	 * @param streamId the message stream id
	 * @param eventType the event, whose data is that id
	 */
	public void tell(int streamId, int eventType) {
		NetStream stream = this.streams.find(streamId);
		if (this.state != SessionState.CLOSED && stream != null && isPublishing(stream)) {
			this.listener.send(List.of(UserControl.of(eventType, streamId)));
		}
	}

	/**
	 * Ask the client to connect anew, if it announced to understand that. The session
	 * goes on until the client leaves.
	 * @param tcUrl where to, absolute or relative to the client's own, or {@code null} to
	 * stay with that
	 * @param description the text for the user
	 * @return whether the client was asked
	 */
	public boolean requestReconnect(@Nullable String tcUrl, String description) {
		if (this.state != SessionState.CONNECTED
				|| !this.connectPhase.connected().client().capabilities().supportsReconnect()) {
			return false;
		}
		this.listener.send(List.of(Commands.reconnectRequest(tcUrl, description)));
		return true;
	}

	/**
	 * End the dialogue from the server's side: a client that publishes or waits to is
	 * told on its message stream, any other on that of the connection or, if it waits for
	 * the answer to {@code connect}, with that; then the connection closes.
	 * @param code the status code
	 * @param description the text that the client gets to see
	 */
	public void end(StatusCode code, String description) {
		List<RtmpMessage> messages = new ArrayList<>();
		for (NetStream stream : this.streams.all()) {
			if (stream.state() != NetStream.State.IDLE) {
				messages.add(Commands.onStatus(stream.id(), code, description));
			}
		}
		if (messages.isEmpty()) {
			messages.add(this.connectPhase.closingStatus(this.state, code.ofConnection(), description));
		}
		for (NetStream stream : this.streams.all()) {
			if (isPublishing(stream)) {
				// Not before the status: FFmpeg reads one message for every ten that it
				// sends, and the connection may be closed by then
				messages.add(UserControl.of(UserControl.STREAM_EOF, stream.id()));
			}
		}
		end(messages);
	}

	private void end(List<RtmpMessage> messages) {
		if (this.state == SessionState.CLOSED) {
			return;
		}
		this.state = SessionState.CLOSED;
		this.listener.send(messages);
		this.listener.closing();
	}

}
