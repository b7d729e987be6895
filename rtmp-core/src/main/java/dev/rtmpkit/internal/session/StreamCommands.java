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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.text.NameRules;
import dev.rtmpkit.internal.text.PlainText;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * Answers the commands of a connected client that concern a message stream (RTMP 1.0,
 * 7.2.2).
 */
final class StreamCommands {

	private static final String PUBLISHERS_ONLY = "This server takes publishers only.";

	private static final int LONGEST_ENCODER = 128;

	private static final int LONGEST_SHOWN_NAME = 255;

	private final SessionSettings settings;

	private final NetStreams streams;

	private final SessionListener listener;

	private int attempts;

	/** The FCPublish commands that wait for the start of a publish. */
	private int forcePublishes;

	StreamCommands(SessionSettings settings, NetStreams streams, SessionListener listener) {
		this.settings = settings;
		this.streams = streams;
		this.listener = listener;
	}

	void receive(CommandMessage command, ConnectPhase.Connected connected) {
		switch (command.name()) {
			case "publish" -> publish(command, connected);
			case "FCPublish" -> forcePublish(command);
			case "FCUnpublish" -> forceUnpublish(command);
			case "closeStream" -> unpublish(this.streams.resolve(command.streamId()));
			case "deleteStream" -> delete(command);
			case "play", "play2" -> refuse(command, StatusCode.PLAY_STREAM_NOT_FOUND);
			case "seek" -> refuse(command, StatusCode.SEEK_FAILED);
			case "pause", "pauseRaw", "receiveAudio", "receiveVideo" -> refuse(command, StatusCode.NETSTREAM_FAILED);
			default -> fail(command, "Unknown command.");
		}
	}

	private void fail(CommandMessage command, String description) {
		this.listener.ignored();
		if (command.transactionId() != 0) {
			this.listener.send(List.of(Commands.error(command.transactionId(), StatusCode.CALL_FAILED, description)));
		}
	}

	/** Refuse what only a player wants. */
	private void refuse(CommandMessage command, StatusCode code) {
		NetStream stream = this.streams.resolve(command.streamId());
		if (stream != null && stream.state() != NetStream.State.IDLE) {
			// Encoders take any status of level error for the end of their publish
			fail(command, PUBLISHERS_ONLY);
			return;
		}
		this.listener.ignored();
		this.listener.send(List.of(Commands.onStatus(command.streamId(), code, PUBLISHERS_ONLY)));
	}

	private void publish(CommandMessage command, ConnectPhase.Connected connected) {
		AmfValue name = argument(command, 0);
		NetStream stream = this.streams.resolveForPublish(command.streamId());
		if (stream == null) {
			this.listener.send(List.of(Commands.onStatus(command.streamId(), StatusCode.NETSTREAM_FAILED,
					"There is no such message stream.")));
			return;
		}
		// Flash clients unpublish with publish(false) or publish(null)
		if (name instanceof AmfBoolean || (name instanceof AmfNull && stream.state() != NetStream.State.IDLE)) {
			unpublish(stream);
			return;
		}
		String streamName = (name instanceof AmfString text) ? text.value() : "";
		if (stream.state() != NetStream.State.IDLE) {
			publishAgain(stream, streamName);
			return;
		}
		if (++this.attempts > this.settings.publishAttempts()) {
			throw new RtmpProtocolException(ProtocolError.FLOOD, "Too many publish attempts");
		}
		stream.requested(streamName);
		this.listener.publishRequested(stream.id(), request(connected, streamName, argument(command, 1)));
	}

	/**
	 * Answer a client that publishes on a message stream that is in use. One that has
	 * missed the first answer gets it again.
	 */
	private void publishAgain(NetStream stream, String streamName) {
		if (stream.state() == NetStream.State.PUBLISHING && stream.isNamed(streamName)) {
			this.listener.send(List.of(started(stream)));
			return;
		}
		this.listener.send(List.of(Commands.onStatus(stream.id(), StatusCode.PUBLISH_BAD_NAME,
				"This message stream is already publishing.")));
	}

	private static CommandMessage started(NetStream stream) {
		return Commands.onStatus(stream.id(), StatusCode.PUBLISH_START,
				PlainText.of(stream.publicName(), LONGEST_SHOWN_NAME) + " is now published.");
	}

	private PublishRequest request(ConnectPhase.Connected connected, String name, AmfValue type) {
		PublishTarget target = PublishTarget.of(connected.app(), name, this.settings);
		Map<String, String> parameters = target.parameters(connected.tcUrl());
		ClientInfo client = connected.client();
		if (!target.isFit(this.settings) || !NameRules.areParameters(parameters, this.settings.streamKeyBytes())) {
			// As good as none, which is refused, counted and told of without it
			return new PublishRequest((NameRules.isApplication(target.app())) ? target.app() : "", StreamKey.of(""),
					Map.of(), publishType(type), withEncoder(client, null));
		}
		PublishRequest request = new PublishRequest(target.app(), StreamKey.of(target.name()), parameters,
				publishType(type), client);
		return (client.encoder() != null) ? new PublishRequest(request.app(), request.streamKey(), parameters,
				request.type(), withEncoder(client, PlainText.of(request.mask(client.encoder()), LONGEST_ENCODER)))
				: request;
	}

	private static PublishType publishType(AmfValue type) {
		return switch ((type instanceof AmfString text) ? text.value() : "") {
			case "record" -> PublishType.RECORD;
			case "append" -> PublishType.APPEND;
			default -> PublishType.LIVE;
		};
	}

	private static ClientInfo withEncoder(ClientInfo client, @Nullable String encoder) {
		return new ClientInfo(client.connectionId(), client.remoteAddress(), client.secure(), encoder, client.tcUrl(),
				client.capabilities(), client.user());
	}

	void accept(NetStream stream, String streamName) {
		this.attempts = 0;
		stream.published(streamName);
		List<RtmpMessage> replies = new ArrayList<>(3);
		replies.add(UserControl.of(UserControl.STREAM_BEGIN, stream.id()));
		if (this.forcePublishes > 0) {
			this.forcePublishes--;
			replies.add(onForcePublish());
		}
		replies.add(started(stream));
		this.listener.send(replies);
	}

	/**
	 * Answer the client, and note that it waits for more: Flash Media Live Encoder sends
	 * media only after onFCPublish. Other clients do not expect it, and some break when
	 * it comes.
	 */
	private void forcePublish(CommandMessage command) {
		List<RtmpMessage> replies = new ArrayList<>(2);
		if (command.transactionId() != 0) {
			replies.add(Commands.result(command.transactionId(), AmfNull.INSTANCE, AmfUndefined.INSTANCE));
		}
		NetStream stream = (argument(command, 0) instanceof AmfString name) ? this.streams.findByName(name.value())
				: null;
		if (stream != null && stream.state() == NetStream.State.PUBLISHING) {
			replies.add(onForcePublish());
		}
		else {
			this.forcePublishes++;
		}
		if (!replies.isEmpty()) {
			this.listener.send(replies);
		}
	}

	private static CommandMessage onForcePublish() {
		return Commands.call("onFCPublish", 0, AmfNull.INSTANCE,
				Commands.info(StatusCode.PUBLISH_START, "Publishing has started."));
	}

	private void forceUnpublish(CommandMessage command) {
		List<RtmpMessage> replies = new ArrayList<>(2);
		if (command.transactionId() != 0) {
			replies.add(Commands.result(command.transactionId(), AmfNull.INSTANCE, AmfUndefined.INSTANCE));
		}
		replies.add(Commands.call("onFCUnpublish", 0, AmfNull.INSTANCE,
				Commands.info(StatusCode.UNPUBLISH_SUCCESS, "Publishing has stopped.")));
		this.listener.send(replies);
		// Sent before the name is published, too, and about names that others left behind
		unpublish((argument(command, 0) instanceof AmfString name) ? this.streams.findByName(name.value())
				: this.streams.resolve(command.streamId()));
	}

	private void delete(CommandMessage command) {
		NetStream stream = toDelete(command);
		if (stream != null) {
			unpublish(stream);
			this.streams.remove(stream);
		}
	}

	/** Some clients send the stream's name or nothing instead of its id. */
	private @Nullable NetStream toDelete(CommandMessage command) {
		AmfValue argument = argument(command, 0);
		if (argument instanceof AmfNumber id && (int) id.value() != 0) {
			return this.streams.find((int) id.value());
		}
		NetStream named = (argument instanceof AmfString name) ? this.streams.findByName(name.value()) : null;
		return (named != null) ? named : this.streams.resolve(command.streamId());
	}

	private void unpublish(@Nullable NetStream stream) {
		if (stream != null && stream.end()) {
			this.listener.unpublished(stream.id());
			this.listener.send(List.of(Commands.onStatus(stream.id(), StatusCode.UNPUBLISH_SUCCESS, "Stream closed.")));
		}
	}

	private static AmfValue argument(CommandMessage command, int index) {
		return (index < command.arguments().size()) ? command.arguments().get(index) : AmfNull.INSTANCE;
	}

}
