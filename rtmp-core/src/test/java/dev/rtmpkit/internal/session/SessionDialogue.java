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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.testkit.Hex;

/**
 * A session under test and what a client says to it.
 */
final class SessionDialogue {

	final RecordingSessionListener heard = new RecordingSessionListener();

	final ServerSession session;

	SessionDialogue() {
		this(Set.of());
	}

	SessionDialogue(Set<String> applications) {
		this(SessionSettings.DEFAULT.withApplications(applications));
	}

	SessionDialogue(SessionSettings settings) {
		this.session = new ServerSession(settings, "c1", new InetSocketAddress("127.0.0.1", 40000), false, this.heard);
	}

	static SessionDialogue connected() {
		return new SessionDialogue().connect("live");
	}

	static SessionDialogue publishing() {
		SessionDialogue dialogue = connected().createStream().publish(1, "key");
		dialogue.session.accept(1, "name");
		dialogue.heard.clear();
		return dialogue;
	}

	SessionDialogue connect(String app) {
		return connect(app, "rtmp://localhost/" + app);
	}

	SessionDialogue connect(String app, String tcUrl) {
		command(0, "connect", 1,
				AmfObject.builder().put("app", app).put("tcUrl", tcUrl).put("flashVer", "FMLE/3.0").build());
		return this;
	}

	SessionDialogue createStream() {
		command(0, "createStream", 2, AmfNull.INSTANCE);
		return this;
	}

	SessionDialogue publish(int streamId, String name) {
		command(streamId, "publish", 3, AmfNull.INSTANCE, new AmfString(name), new AmfString("live"));
		return this;
	}

	SessionDialogue command(int streamId, String name, double transactionId, AmfValue object, AmfValue... arguments) {
		return receive(new CommandMessage(streamId, name, transactionId, object, List.of(arguments)));
	}

	SessionDialogue deleteStream(int id) {
		return command(0, "deleteStream", 0, AmfNull.INSTANCE, new AmfNumber(id));
	}

	SessionDialogue audio(int streamId, long timestamp, String hex) {
		return receive(new AudioMessage(streamId, timestamp, ByteBuffer.wrap(Hex.bytes(hex))));
	}

	SessionDialogue video(int streamId, long timestamp, String hex) {
		return receive(new VideoMessage(streamId, timestamp, ByteBuffer.wrap(Hex.bytes(hex))));
	}

	SessionDialogue data(int streamId, long timestamp, ByteBuffer body) {
		return receive(new DataMessage(streamId, timestamp, false, body));
	}

	SessionDialogue receive(RtmpMessage message) {
		this.session.receive(message);
		return this;
	}

}
