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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfPropertiesBuilder;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.session.auth.ClientLogin;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.SetPeerBandwidth;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import dev.rtmpkit.publish.Capabilities;
import org.jspecify.annotations.Nullable;

/**
 * The publishing side of the dialogue with a server (RTMP 1.0, 7.2), in the order that
 * FFmpeg keeps: {@code connect}, then {@code releaseStream}, {@code FCPublish} and
 * {@code createStream} at once, then {@code publish}. Takes and gives messages; does no
 * I/O.
 */
final class PublishDialogue {

	private static final int CONNECT = 1;

	private static final int RELEASE_STREAM = 2;

	private static final int FC_PUBLISH = 3;

	private static final int CREATE_STREAM = 4;

	private static final int PUBLISH = 5;

	private static final int FC_UNPUBLISH = 6;

	private static final int DELETE_STREAM = 0;

	/** The media comes from elsewhere. */
	private static final Capabilities CAPABILITIES = new Capabilities(List.of("*"),
			Map.of("*", Capabilities.CAN_FORWARD), Map.of("*", Capabilities.CAN_FORWARD),
			Capabilities.MULTITRACK | Capabilities.MOD_EX | Capabilities.NANOSECOND_OFFSET, 0);

	private final RtmpUri target;

	private final int chunkSize;

	private final boolean reconnecting;

	private final @Nullable ClientLogin login;

	private final String loginQuery;

	private PublishState state = PublishState.CONNECTING;

	private int streamId;

	private long acknowledgementWindow;

	private @Nullable RtmpUri reconnectTarget;

	/**
	 * Create a dialogue.
	 * @param target where to publish
	 * @param settings how
	 * @param loginQuery what the server has asked for on the connection before, empty if
	 * it has asked for nothing
	 */
	PublishDialogue(RtmpUri target, PublisherSettings settings, String loginQuery) {
		this.target = target;
		this.chunkSize = settings.chunkSize();
		this.reconnecting = settings.followsReconnectRequests();
		this.login = settings.login();
		this.loginQuery = loginQuery;
	}

	PublishState state() {
		return this.state;
	}

	/**
	 * Return the message stream to publish on.
	 * @return the message stream id, known as soon as the publish is live
	 */
	int streamId() {
		return this.streamId;
	}

	/**
	 * Begin.
	 * @return what to send
	 */
	List<RtmpMessage> begin() {
		AmfPropertiesBuilder<AmfObject> properties = AmfObject.builder()
			.put("app", withLogin(this.target.app()))
			.put("type", "nonprivate")
			.put("flashVer", "FMLE/3.0 (compatible; rtmpkit)")
			.put("tcUrl", withLogin(this.target.tcUrl()));
		Capabilities capabilities = (this.reconnecting)
				? CAPABILITIES.withCapsEx(CAPABILITIES.capsEx() | Capabilities.RECONNECT) : CAPABILITIES;
		return List.of(new SetChunkSize(this.chunkSize),
				Commands.call("connect", CONNECT, capabilities.addTo(properties).build()));
	}

	private String withLogin(String text) {
		return (this.loginQuery.isEmpty()) ? text : text + ((text.indexOf('?') < 0) ? "?" : "&") + this.loginQuery;
	}

	/**
	 * Go on.
	 * @param message what the server sent
	 * @return what to send, possibly nothing
	 * @throws LoginRequestedException if the server asks for what there are credentials
	 * for
	 * @throws PublishRefusedException if the message is any other refusal, or ends the
	 * publish
	 * @throws IOException if the server closes the connection before the publish
	 */
	List<RtmpMessage> receive(RtmpMessage message) throws IOException {
		if (message instanceof CommandMessage command) {
			return receive(command);
		}
		if (message instanceof UserControl control && control.eventType() == UserControl.PING_REQUEST) {
			return List.of(new UserControl(UserControl.PING_RESPONSE, control.data()));
		}
		if (message instanceof SetPeerBandwidth bandwidth && bandwidth.size() != this.acknowledgementWindow) {
			this.acknowledgementWindow = bandwidth.size();
			return List.of(new WindowAcknowledgementSize(bandwidth.size()));
		}
		return List.of();
	}

	private List<RtmpMessage> receive(CommandMessage command) throws IOException {
		return switch (command.name()) {
			case "_result" -> result(command);
			case "_error" -> error(command);
			case "onStatus" -> status(command);
			default -> List.of();
		};
	}

	private List<RtmpMessage> result(CommandMessage result) {
		if (this.state == PublishState.CONNECTING && result.transactionId() == CONNECT) {
			this.state = PublishState.CREATING;
			AmfString key = new AmfString(this.target.streamKey());
			return List.of(Commands.call("releaseStream", RELEASE_STREAM, AmfNull.INSTANCE, key),
					Commands.call("FCPublish", FC_PUBLISH, AmfNull.INSTANCE, key),
					Commands.call("createStream", CREATE_STREAM, AmfNull.INSTANCE));
		}
		if (this.state == PublishState.CREATING && result.transactionId() == CREATE_STREAM) {
			this.streamId = streamId(result);
			this.state = PublishState.READY;
		}
		return List.of();
	}

	/**
	 * Publish, once ready.
	 * @return what to send
	 */
	List<RtmpMessage> publish() {
		this.state = PublishState.STARTING;
		return List.of(new CommandMessage(this.streamId, "publish", PUBLISH, AmfNull.INSTANCE,
				List.of(new AmfString(this.target.streamKey()), new AmfString("live"))));
	}

	private static int streamId(CommandMessage result) {
		for (AmfValue argument : result.arguments()) {
			if (argument instanceof AmfNumber number) {
				return (int) number.value();
			}
		}
		throw new RtmpProtocolException(ProtocolError.COMMAND, "The answer to createStream has no stream id");
	}

	private List<RtmpMessage> error(CommandMessage error) throws IOException {
		// What is not known to the server, as FCPublish is to some, is no reason to give
		// up
		if (error.transactionId() == RELEASE_STREAM || error.transactionId() == FC_PUBLISH
				|| this.state == PublishState.LIVE) {
			return List.of();
		}
		AmfProperties info = info(error);
		String description = info.string("description");
		if (this.state == PublishState.CONNECTING && this.login != null && description != null) {
			String query = this.login.answer(description, this.target.app());
			if (query != null) {
				throw new LoginRequestedException(query);
			}
		}
		throw refusal(info);
	}

	private List<RtmpMessage> status(CommandMessage status) throws IOException {
		AmfProperties info = info(status);
		if ("error".equals(info.string("level"))) {
			PublishRefusedException refusal = refusal(info);
			if (isTooLate(refusal.code())) {
				throw new IOException("The server closed the connection: " + refusal.description());
			}
			throw refusal;
		}
		if (this.state == PublishState.STARTING && StatusCode.PUBLISH_START.code().equals(info.string("code"))) {
			this.state = PublishState.LIVE;
		}
		if (this.reconnecting && StatusCode.CONNECT_RECONNECT_REQUEST.code().equals(info.string("code"))
				&& StatusCode.CONNECT_RECONNECT_REQUEST.level().equals(info.string("level"))) {
			this.reconnectTarget = this.target.resolve(info.string("tcUrl"));
		}
		return List.of();
	}

	/**
	 * Return whether the server closes because it has waited for a publish long enough:
	 * that is no answer to one that is on its way.
	 */
	private boolean isTooLate(String code) {
		return (this.state == PublishState.READY || this.state == PublishState.STARTING)
				&& StatusCode.CONNECT_CLOSED.code().equals(code);
	}

	/**
	 * Return where the server wants the client to be, once for each time it asks.
	 * @return the target or {@code null} if the server has not asked, or for something
	 * that is no target
	 */
	@Nullable RtmpUri pollReconnectTarget() {
		RtmpUri asked = this.reconnectTarget;
		this.reconnectTarget = null;
		return asked;
	}

	private static AmfProperties info(CommandMessage command) {
		List<AmfValue> values = new ArrayList<>(command.arguments());
		values.add(command.commandObject());
		for (AmfValue value : values) {
			if (value instanceof AmfProperties info) {
				return info;
			}
		}
		return AmfObject.EMPTY;
	}

	private PublishRefusedException refusal(AmfProperties info) {
		String code = info.string("code");
		String description = info.string("description");
		return new PublishRefusedException((code != null) ? this.target.mask(code) : "",
				(description != null) ? this.target.mask(description) : "");
	}

	/**
	 * End.
	 * @return what to send
	 */
	List<RtmpMessage> end() {
		return List.of(
				Commands.call("FCUnpublish", FC_UNPUBLISH, AmfNull.INSTANCE, new AmfString(this.target.streamKey())),
				Commands.call("deleteStream", DELETE_STREAM, AmfNull.INSTANCE, new AmfNumber(this.streamId)));
	}

}
