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
import java.util.Arrays;
import java.util.List;

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioPacketType;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoPacketType;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder must have seen before it can use the next packet: the newest retained
 * data packet of each name, metadata first of all, and, for each track, the newest packet
 * of each kind that describes it. Immutable.
 * <p>
 * Bounded in tracks, names and bytes, as a publisher may send headers only, and more of
 * them than anything else: one that repeats the bytes of a known one changes nothing, any
 * other costs a copy of a short array.
 */
public final class StreamHeaders {

	/** Headers that would make it more than this are passed on but not kept. */
	static final int BYTES_LIMIT = 4 * 1024 * 1024;

	/** How many data packets of different names are kept, metadata aside. */
	static final int DATA_LIMIT = 16;

	/** How many bytes they may have to be kept, what their values take included. */
	static final int DATA_BYTES_LIMIT = 1024 * 1024;

	private static final Kind[] KINDS = Kind.values();

	/** No headers. */
	public static final StreamHeaders NONE = none();

	private final DataHeaders data;

	/** By the ordinal of the kind. */
	private final TrackHeaders[] tracks;

	private final long bytes;

	private StreamHeaders(DataHeaders data, TrackHeaders[] tracks, long bytes) {
		this.data = data;
		this.tracks = tracks;
		this.bytes = bytes;
	}

	private static StreamHeaders none() {
		TrackHeaders[] tracks = new TrackHeaders[KINDS.length];
		Arrays.fill(tracks, TrackHeaders.NONE);
		return new StreamHeaders(DataHeaders.NONE, tracks, 0);
	}

	/**
	 * Return the headers after a packet.
	 * @param packet the packet
	 * @return the headers that hold for the next packet: the same object unless the
	 * packet is one of them
	 */
	public StreamHeaders with(MediaPacket packet) {
		if (packet instanceof DataPacket header) {
			return withData(header);
		}
		Kind kind = kind(packet);
		if (kind == null) {
			return this;
		}
		TrackHeaders known = headers(kind);
		TrackHeaders changed = known.with(packet);
		long sum = this.bytes - known.bytes() + changed.bytes();
		if (changed == known || sum > BYTES_LIMIT) {
			return this;
		}
		TrackHeaders[] copy = this.tracks.clone();
		copy[kind.ordinal()] = changed;
		return new StreamHeaders(this.data, copy, sum);
	}

	private StreamHeaders withData(DataPacket packet) {
		DataHeaders changed = this.data.with(packet);
		long sum = this.bytes - this.data.bytes() + changed.bytes();
		return (changed == this.data || sum > BYTES_LIMIT) ? this : new StreamHeaders(changed, this.tracks, sum);
	}

	private TrackHeaders headers(Kind kind) {
		return this.tracks[kind.ordinal()];
	}

	/**
	 * Return whether a packet is something that a decoder must have seen, whether or not
	 * it is kept.
	 * @param packet the packet
	 * @return whether it is a header
	 */
	static boolean isHeader(MediaPacket packet) {
		return (packet instanceof DataPacket data) ? data.retained() : kind(packet) != null;
	}

	private static @Nullable Kind kind(MediaPacket packet) {
		if (packet instanceof VideoPacket video) {
			return kind(video);
		}
		return (packet instanceof AudioPacket audio) ? kind(audio) : null;
	}

	private static @Nullable Kind kind(VideoPacket packet) {
		if (packet.isSequenceHeader()) {
			return Kind.VIDEO_CONFIGURATION;
		}
		return (packet.packetType() == VideoPacketType.METADATA) ? Kind.VIDEO_METADATA : null;
	}

	private static @Nullable Kind kind(AudioPacket packet) {
		if (packet.isSequenceHeader()) {
			return Kind.AUDIO_CONFIGURATION;
		}
		return (packet.packetType() == AudioPacketType.MULTICHANNEL_CONFIG) ? Kind.AUDIO_CHANNELS : null;
	}

	@Nullable DataPacket metadata() {
		return this.data.metadata();
	}

	/**
	 * Return whether a late joiner can start with a packet: it is a key frame of the
	 * default track or, where that is not published, of the first one.
	 * @param packet the packet
	 * @return whether a group of pictures begins
	 */
	public boolean beginsGroup(VideoPacket packet) {
		if (!packet.isKeyFrame()) {
			return false;
		}
		int first = headers(Kind.VIDEO_CONFIGURATION).firstTrack();
		return first < 0 || packet.hasTrack(first);
	}

	/**
	 * Return whether a packet, this object and not just its bytes, is one of the headers.
	 * @param packet the packet
	 * @return whether it is kept
	 */
	boolean contains(MediaPacket packet) {
		if (packet instanceof DataPacket header) {
			return this.data.contains(header);
		}
		Kind kind = kind(packet);
		return kind != null && headers(kind).contains(packet);
	}

	/**
	 * Return whether a packet tells again what one of the headers tells.
	 * @param packet the packet
	 * @return whether it is a header of the same bytes, but not one of these
	 */
	boolean repeats(MediaPacket packet) {
		if (packet instanceof DataPacket header) {
			return this.data.repeats(header) && !this.data.contains(header);
		}
		Kind kind = kind(packet);
		return kind != null && headers(kind).repeats(packet) && !headers(kind).contains(packet);
	}

	/**
	 * Return the headers in the order in which they are to be sent.
	 * @return the packets
	 */
	public List<MediaPacket> packets() {
		return since(NONE);
	}

	/**
	 * Return those that differ from older ones, in the order in which they are to be
	 * sent.
	 * @param older what is known already
	 * @return the others
	 */
	List<MediaPacket> since(StreamHeaders older) {
		List<MediaPacket> packets = new ArrayList<>();
		this.data.addTo(packets, older.data);
		for (Kind kind : KINDS) {
			headers(kind).addTo(packets, older.headers(kind));
		}
		return packets;
	}

	/**
	 * The kinds of headers that belong to a track, in the order in which they are sent.
	 */
	private enum Kind {

		VIDEO_CONFIGURATION, VIDEO_METADATA, AUDIO_CONFIGURATION, AUDIO_CHANNELS

	}

}
