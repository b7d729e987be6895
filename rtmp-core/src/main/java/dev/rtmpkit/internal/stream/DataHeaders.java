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

package dev.rtmpkit.internal.stream;

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

/**
 * The metadata and the newest retained packet of each other name. Immutable. Other data
 * than metadata is kept within bounds, so that media keeps its room.
 */
final class DataHeaders {

	static final DataHeaders NONE = new DataHeaders(null, List.of());

	private final @Nullable DataPacket metadata;

	/** Oldest first. */
	private final List<Header> others;

	private final long othersCost;

	private final long bytes;

	private DataHeaders(@Nullable DataPacket metadata, List<Header> others) {
		this.metadata = metadata;
		this.others = others;
		long costs = 0;
		long sizes = (metadata != null) ? metadata.size() : 0;
		for (Header header : others) {
			costs += header.cost();
			sizes += header.packet().size();
		}
		this.othersCost = costs;
		this.bytes = sizes;
	}

	/**
	 * Return the headers after a packet.
	 * @param packet the packet
	 * @return the same object if it tells nothing new or there is no room for it
	 */
	DataHeaders with(DataPacket packet) {
		if (packet.name().equals(DataPacket.CLEAR_DATA_FRAME)) {
			return (!packet.values().isEmpty() && packet.values().get(0) instanceof AmfString name)
					? without(name.value()) : this;
		}
		if (!packet.retained() || repeats(packet)) {
			return this;
		}
		return (isMetadata(packet.name())) ? new DataHeaders(packet, this.others) : withOther(packet);
	}

	private static boolean isMetadata(String name) {
		return name.equals(DataPacket.ON_META_DATA);
	}

	private DataHeaders withOther(DataPacket packet) {
		Header known = find(packet.name());
		Header newest = new Header(packet, Backlog.bytes(packet));
		long cost = this.othersCost + newest.cost() - ((known != null) ? known.cost() : 0);
		int names = this.others.size() + ((known != null) ? 0 : 1);
		if (names > StreamHeaders.DATA_LIMIT || cost > StreamHeaders.DATA_BYTES_LIMIT) {
			return this;
		}
		List<Header> changed = new ArrayList<>(this.others);
		changed.remove(known);
		changed.add(newest);
		return new DataHeaders(this.metadata, changed);
	}

	private DataHeaders without(String name) {
		if (isMetadata(name)) {
			return (this.metadata != null) ? new DataHeaders(null, this.others) : this;
		}
		Header known = find(name);
		if (known == null) {
			return this;
		}
		List<Header> changed = new ArrayList<>(this.others);
		changed.remove(known);
		return new DataHeaders(this.metadata, changed);
	}

	private @Nullable Header find(String name) {
		for (Header header : this.others) {
			if (header.packet().name().equals(name)) {
				return header;
			}
		}
		return null;
	}

	/**
	 * Return whether the newest packet of the same name has the same bytes.
	 */
	boolean repeats(DataPacket packet) {
		if (!packet.retained()) {
			return false;
		}
		DataPacket known = newest(packet.name());
		return known != null && known.amf3() == packet.amf3() && known.payload().equals(packet.payload());
	}

	private @Nullable DataPacket newest(String name) {
		if (isMetadata(name)) {
			return this.metadata;
		}
		Header known = find(name);
		return (known != null) ? known.packet() : null;
	}

	@Nullable DataPacket metadata() {
		return this.metadata;
	}

	boolean contains(DataPacket packet) {
		return newest(packet.name()) == packet;
	}

	/**
	 * Add the packets that older headers do not have, metadata first.
	 */
	void addTo(List<MediaPacket> packets, DataHeaders older) {
		if (this == older) {
			return;
		}
		if (this.metadata != null && this.metadata != older.metadata) {
			packets.add(this.metadata);
		}
		for (Header header : this.others) {
			if (!older.contains(header.packet())) {
				packets.add(header.packet());
			}
		}
	}

	/**
	 * Return the payload bytes of all packets.
	 */
	long bytes() {
		return this.bytes;
	}

	/**
	 * A packet and what it costs, which takes a walk through its values to find out.
	 *
	 * @param packet the packet
	 * @param cost the bytes, see {@link Backlog#bytes(MediaPacket)}
	 */
	private record Header(DataPacket packet, int cost) {

	}

}
