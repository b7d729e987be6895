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

import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioPacketType;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoPacketType;
import org.jspecify.annotations.Nullable;

/**
 * Turns audio, video and data messages into packets of the message stream that publishes.
 */
final class MediaInput {

	private final NetStreams streams;

	private final SessionListener listener;

	MediaInput(NetStreams streams, SessionListener listener) {
		this.streams = streams;
		this.listener = listener;
	}

	void audio(AudioMessage message) {
		NetStream stream = publishing(message.streamId());
		if (stream != null) {
			AudioPacket packet = stream.timeline().audio(message.timestamp(), message.payload());
			countUnknown(packet.packetType() == AudioPacketType.UNKNOWN);
			deliver(stream, packet);
		}
	}

	void video(VideoMessage message) {
		NetStream stream = publishing(message.streamId());
		if (stream != null) {
			VideoPacket packet = stream.timeline().video(message.timestamp(), message.payload());
			countUnknown(packet.packetType() == VideoPacketType.UNKNOWN);
			deliver(stream, packet);
		}
	}

	void data(DataMessage message) {
		NetStream stream = publishing(message.streamId());
		if (stream != null) {
			DataPacket packet = stream.timeline().data(message.timestamp(), message.payload(), message.amf3());
			if (packet != null) {
				deliver(stream, packet);
			}
			else {
				this.listener.ignored();
			}
		}
	}

	private @Nullable NetStream publishing(int streamId) {
		NetStream stream = this.streams.resolve(streamId);
		if (stream != null && stream.state() == NetStream.State.PUBLISHING) {
			return stream;
		}
		this.listener.ignored();
		return null;
	}

	/**
	 * What cannot be understood is counted and passes all the same: a handler may know
	 * more.
	 */
	private void countUnknown(boolean unknown) {
		if (unknown) {
			this.listener.ignored();
		}
	}

	private void deliver(NetStream stream, MediaPacket packet) {
		this.listener.packetReceived(stream.id(), packet);
	}

}
