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

package dev.rtmpkit.stream;

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder must have seen before it can use the next packet: the newest metadata
 * and the newest sequence header of each kind.
 *
 * @param metadata the newest {@code onMetaData}, unless it was cleared
 * @param audio the newest audio sequence header
 * @param video the newest video sequence header
 */
record StreamHeaders(@Nullable DataPacket metadata, @Nullable AudioPacket audio, @Nullable VideoPacket video) {

	static final StreamHeaders NONE = new StreamHeaders(null, null, null);

	/**
	 * Return the headers after a packet: the same object unless the packet is one of
	 * them.
	 * @param packet the packet
	 * @return the headers that hold for the next packet
	 */
	StreamHeaders with(MediaPacket packet) {
		if (packet instanceof VideoPacket newer) {
			return newer.isSequenceHeader() ? new StreamHeaders(this.metadata, this.audio, newer) : this;
		}
		if (packet instanceof AudioPacket newer) {
			return newer.isSequenceHeader() ? new StreamHeaders(this.metadata, newer, this.video) : this;
		}
		if (packet instanceof DataPacket newer) {
			return withData(newer);
		}
		return this;
	}

	private StreamHeaders withData(DataPacket packet) {
		return switch (packet.name()) {
			case DataPacket.ON_META_DATA -> new StreamHeaders(packet, this.audio, this.video);
			case DataPacket.CLEAR_DATA_FRAME ->
				(clearsMetadata(packet)) ? new StreamHeaders(null, this.audio, this.video) : this;
			default -> this;
		};
	}

	private static boolean clearsMetadata(DataPacket packet) {
		return !packet.values().isEmpty() && packet.values().get(0) instanceof AmfString name
				&& name.value().equals(DataPacket.ON_META_DATA);
	}

	boolean contains(MediaPacket packet) {
		return packet == this.metadata || packet == this.audio || packet == this.video;
	}

	List<MediaPacket> packets() {
		return since(NONE);
	}

	/**
	 * Return those that differ from older ones, in the order in which they are to be
	 * sent.
	 * @param older what is known already
	 * @return the others
	 */
	List<MediaPacket> since(StreamHeaders older) {
		List<MediaPacket> packets = new ArrayList<>(3);
		addIfNew(packets, this.metadata, older.metadata);
		addIfNew(packets, this.video, older.video);
		addIfNew(packets, this.audio, older.audio);
		return packets;
	}

	private static void addIfNew(List<MediaPacket> packets, @Nullable MediaPacket packet, @Nullable MediaPacket older) {
		if (packet != null && packet != older) {
			packets.add(packet);
		}
	}

}
