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

package dev.rtmpkit.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An audio packet. Equal to itself only: packets that come again are other packets.
 */
public final class AudioPacket implements MediaPacket {

	private final long timestamp;

	private final AudioTagHeader header;

	private final ByteBuffer payload;

	/** The header is the one that was read from the payload. */
	AudioPacket(long timestamp, AudioTagHeader header, ByteBuffer payload) {
		this.timestamp = timestamp;
		this.header = header;
		this.payload = Payload.of(payload);
	}

	/**
	 * Make a packet of its bytes. Never fails: what cannot be understood passes as it is.
	 * @param timestamp milliseconds on the publisher's timeline
	 * @param payload the bytes from position to limit; not copied, so they must not
	 * change
	 * @return the packet
	 */
	public static AudioPacket parse(long timestamp, ByteBuffer payload) {
		return new AudioPacket(timestamp, AudioTagHeader.parse(payload), payload);
	}

	@Override
	public long timestamp() {
		return this.timestamp;
	}

	/**
	 * Return what the first bytes say.
	 */
	AudioTagHeader header() {
		return this.header;
	}

	@Override
	public ByteBuffer payload() {
		return this.payload.duplicate();
	}

	@Override
	public int size() {
		return this.payload.limit();
	}

	@Override
	public MediaKind kind() {
		return MediaKind.AUDIO;
	}

	@Override
	public AudioPacket withTimestamp(long timestamp) {
		return (timestamp == this.timestamp) ? this : new AudioPacket(timestamp, this.header, this.payload);
	}

	/**
	 * Return the codec.
	 * @return the codec, {@link AudioCodec#UNKNOWN} where this packet does not tell; in a
	 * packet of several tracks, the first one's
	 */
	public AudioCodec codec() {
		return this.header.codec();
	}

	/**
	 * Return the four characters of the codec, also where the codec is unknown.
	 * @return a big-endian integer, 0 in legacy packets; in a packet of several tracks,
	 * the first one's
	 */
	public int fourCc() {
		return this.header.enhanced().fourCc();
	}

	/**
	 * Return the four characters of the codec as text.
	 * @return for example "hvc1", with a full stop for whatever is no printable ASCII
	 * character; an empty string in legacy packets
	 */
	public String fourCcText() {
		return this.header.enhanced().fourCcText();
	}

	/**
	 * Return what follows the header; behind modifiers and track numbers, what they wrap.
	 * @return the type, {@link AudioPacketType#UNKNOWN} if the packet is cut off or
	 * contradicts itself
	 */
	public AudioPacketType packetType() {
		return this.header.packetType();
	}

	/**
	 * Return the number of the track.
	 * @return 0 to 255, 0 being the default track; in a packet of several tracks, the
	 * first one's
	 */
	public int trackId() {
		return this.header.enhanced().trackId();
	}

	/**
	 * Return what follows the header: coded audio or the configuration record. In a
	 * packet of several tracks, the first one's.
	 * @return a read-only view of its own, possibly empty
	 */
	public ByteBuffer body() {
		return (isMultitrack()) ? tracks().get(0).body() : Payload.after(this.payload, this.header.length());
	}

	/**
	 * Return the tracks in this packet, as they came. The packet type is the same for all
	 * of them.
	 * @return at least one
	 */
	public List<AudioTrackData> tracks() {
		if (!isMultitrack()) {
			EnhancedFields enhanced = this.header.enhanced();
			return List.of(new AudioTrackData(enhanced.trackId(), this.header.codec(), enhanced.fourCc(), body()));
		}
		List<AudioTrackData> tracks = new ArrayList<>();
		TrackCursor cursor = EnhancedHeaderParser.tracks(this.payload, AudioTagHeader.MULTITRACK);
		while (cursor.next()) {
			tracks.add(AudioTrackData.at(cursor, this.payload));
		}
		return List.copyOf(tracks);
	}

	/**
	 * Return whether the packet carries more than one track (Enhanced RTMP v2,
	 * "Multitrack").
	 * @return whether {@link #tracks()} may return several
	 */
	public boolean isMultitrack() {
		return this.header.enhanced().multitrackType().isMany() && this.header.packetType() != AudioPacketType.UNKNOWN;
	}

	/**
	 * Return what is to be added to the presentation time.
	 * @return 0 to 999,999 nanoseconds
	 */
	public int nanosecondOffset() {
		return this.header.enhanced().nanosecondOffset();
	}

	/**
	 * Return whether this is the codec's configuration, which a decoder needs before
	 * anything else. One without the record that its codec demands does not count.
	 * @return whether this is a sequence header
	 */
	public boolean isSequenceHeader() {
		return this.header.packetType() == AudioPacketType.SEQUENCE_START
				&& (size() > this.header.length() || !codec().needsConfiguration());
	}

	@Override
	public boolean isFrame() {
		return this.header.packetType() == AudioPacketType.CODED_FRAMES && size() > this.header.length();
	}

	/**
	 * Return which speaker each channel is for (Enhanced RTMP v2,
	 * "AudioPacketType.MultichannelConfig").
	 * @return the layout or {@code null} if this packet does not tell
	 */
	public @Nullable ChannelLayout channelLayout() {
		return (this.header.packetType() == AudioPacketType.MULTICHANNEL_CONFIG) ? ChannelLayout.parse(body()) : null;
	}

	/**
	 * Return a text without the payload.
	 */
	@Override
	public String toString() {
		return "AudioPacket[timestamp=" + this.timestamp + ", codec=" + codec() + ", packetType=" + packetType()
				+ ", trackId=" + trackId() + ", bytes=" + size() + "]";
	}

}
