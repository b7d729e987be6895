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

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioTrackData;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoTrackData;
import org.jspecify.annotations.Nullable;

/**
 * The newest packets of one kind that describe tracks. A packet of several tracks stays
 * until each of them is described anew. Immutable and bounded, so that a change costs a
 * copy of a short array.
 */
final class TrackHeaders {

	/** Headers of further tracks are passed on but not kept. */
	static final int TRACKS_LIMIT = 32;

	static final TrackHeaders NONE = new TrackHeaders(new Header[0], new BitSet(), 0);

	/** Oldest first: a packet of several tracks may precede one of a single track. */
	private final Header[] headers;

	private final BitSet tracks;

	private final long bytes;

	private TrackHeaders(Header[] headers, BitSet tracks, long bytes) {
		this.headers = headers;
		this.tracks = tracks;
		this.bytes = bytes;
	}

	/**
	 * Return the headers after one more.
	 * @param packet a packet of this kind
	 * @return the same object if the packet tells nothing new or is of further tracks
	 */
	TrackHeaders with(MediaPacket packet) {
		if (repeats(packet)) {
			return this;
		}
		BitSet described = bounded(tracksOf(packet));
		return (described.isEmpty()) ? this : with(new Header(packet, described, true));
	}

	/**
	 * Return whether the newest packet about the same tracks has the same bytes.
	 */
	boolean repeats(MediaPacket packet) {
		Header known = find(firstTrackOf(packet));
		return known != null && known.whole() && known.packet().payload().equals(packet.payload());
	}

	private @Nullable Header find(int track) {
		if (!this.tracks.get(track)) {
			return null;
		}
		for (Header header : this.headers) {
			if (header.tracks().get(track)) {
				return header;
			}
		}
		return null;
	}

	private static int firstTrackOf(MediaPacket packet) {
		return (packet instanceof VideoPacket video) ? video.trackId() : ((AudioPacket) packet).trackId();
	}

	private static BitSet tracksOf(MediaPacket packet) {
		BitSet tracks = new BitSet();
		if (packet instanceof VideoPacket video) {
			for (VideoTrackData track : video.tracks()) {
				tracks.set(track.trackId());
			}
		}
		else {
			for (AudioTrackData track : ((AudioPacket) packet).tracks()) {
				tracks.set(track.trackId());
			}
		}
		return tracks;
	}

	/** Leave out new tracks, those of the highest numbers, for which there is no room. */
	private BitSet bounded(BitSet described) {
		BitSet added = (BitSet) described.clone();
		added.andNot(this.tracks);
		int excess = this.tracks.cardinality() + added.cardinality() - TRACKS_LIMIT;
		int track = added.length();
		for (int i = 0; i < excess; i++) {
			track = added.previousSetBit(track - 1);
			described.clear(track);
		}
		return described;
	}

	private TrackHeaders with(Header newest) {
		Header[] changed = new Header[this.headers.length + 1];
		int length = 0;
		long sum = newest.packet().size();
		for (Header older : this.headers) {
			Header rest = older.without(newest.tracks());
			if (rest != null) {
				changed[length++] = rest;
				sum += rest.packet().size();
			}
		}
		changed[length++] = newest;
		BitSet all = (BitSet) this.tracks.clone();
		all.or(newest.tracks());
		return new TrackHeaders(Arrays.copyOf(changed, length), all, sum);
	}

	boolean contains(MediaPacket packet) {
		for (Header header : this.headers) {
			if (header.packet() == packet) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Add the packets that older headers do not have, oldest first.
	 */
	void addTo(List<MediaPacket> packets, TrackHeaders older) {
		if (this == older) {
			return;
		}
		for (Header header : this.headers) {
			if (!older.contains(header.packet())) {
				packets.add(header.packet());
			}
		}
	}

	/**
	 * Return the lowest number of a track, or -1 if there is none.
	 */
	int firstTrack() {
		return this.tracks.nextSetBit(0);
	}

	/**
	 * Return the payload bytes of all packets.
	 */
	long bytes() {
		return this.bytes;
	}

	/**
	 * A packet and the tracks for which it is the newest.
	 *
	 * @param packet the packet
	 * @param tracks their numbers, at least one
	 * @param whole whether no newer packet describes another of its tracks
	 */
	private record Header(MediaPacket packet, BitSet tracks, boolean whole) {

		@Nullable Header without(BitSet described) {
			if (!this.tracks.intersects(described)) {
				return this;
			}
			BitSet rest = (BitSet) this.tracks.clone();
			rest.andNot(described);
			return (rest.isEmpty()) ? null : new Header(this.packet, rest, false);
		}

	}

}
