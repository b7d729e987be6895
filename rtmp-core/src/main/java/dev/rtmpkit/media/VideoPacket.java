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
import java.util.Map;

import dev.rtmpkit.amf.AmfValue;
import org.jspecify.annotations.Nullable;

/**
 * A video packet. Equal to itself only: packets that come again are other packets.
 */
public final class VideoPacket implements MediaPacket {

	private final long timestamp;

	private final VideoTagHeader header;

	private final ByteBuffer payload;

	/** The header is the one that was read from the payload. */
	VideoPacket(long timestamp, VideoTagHeader header, ByteBuffer payload) {
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
	public static VideoPacket parse(long timestamp, ByteBuffer payload) {
		return new VideoPacket(timestamp, VideoTagHeader.parse(payload), payload);
	}

	@Override
	public long timestamp() {
		return this.timestamp;
	}

	/**
	 * Return what the first bytes say.
	 */
	VideoTagHeader header() {
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
		return MediaKind.VIDEO;
	}

	@Override
	public VideoPacket withTimestamp(long timestamp) {
		return (timestamp == this.timestamp) ? this : new VideoPacket(timestamp, this.header, this.payload);
	}

	/**
	 * Return the codec.
	 * @return the codec, {@link VideoCodec#UNKNOWN} where this packet does not tell; in a
	 * packet of several tracks, the first one's
	 */
	public VideoCodec codec() {
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
	 * Return what the packet says about its frame.
	 * @return the type, {@link VideoFrameType#UNKNOWN} in metadata
	 */
	public VideoFrameType frameType() {
		return this.header.frameType();
	}

	/**
	 * Return what follows the header; behind modifiers and track numbers, what they wrap.
	 * @return the type, {@link VideoPacketType#UNKNOWN} if the packet is cut off or
	 * contradicts itself
	 */
	public VideoPacketType packetType() {
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
	 * Return what follows the header: a coded frame or the configuration record. In a
	 * packet of several tracks, the first one's.
	 * @return a read-only view of its own, possibly empty
	 */
	public ByteBuffer body() {
		return (isMultitrack()) ? tracks().get(0).body() : Payload.after(this.payload, this.header.length());
	}

	/**
	 * Return the tracks in this packet, as they came. Packet type and frame type are the
	 * same for all of them.
	 * @return at least one
	 */
	public List<VideoTrackData> tracks() {
		if (!isMultitrack()) {
			EnhancedFields enhanced = this.header.enhanced();
			return List.of(new VideoTrackData(enhanced.trackId(), this.header.codec(), enhanced.fourCc(),
					this.header.compositionTimeOffset(), body()));
		}
		List<VideoTrackData> tracks = new ArrayList<>();
		TrackCursor cursor = EnhancedHeaderParser.tracks(this.payload, VideoTagHeader.MULTITRACK);
		while (cursor.next()) {
			tracks.add(VideoTrackData.at(cursor, this.payload, this.header.packetType()));
		}
		return List.copyOf(tracks);
	}

	/**
	 * Return whether the packet carries more than one track (Enhanced RTMP v2,
	 * "Multitrack").
	 * @return whether {@link #tracks()} may return several
	 */
	public boolean isMultitrack() {
		return this.header.enhanced().multitrackType().isMany() && this.header.packetType() != VideoPacketType.UNKNOWN;
	}

	/**
	 * Return whether a track has a part in this packet.
	 * @param trackId the number of the track, 0 to 255
	 * @return whether it is the only one or one of several
	 */
	public boolean hasTrack(int trackId) {
		return trackId() == trackId
				|| (isMultitrack() && tracks().stream().anyMatch((track) -> track.trackId() == trackId));
	}

	/**
	 * Return presentation time minus decoding time.
	 * @return milliseconds, -2^23 to 2^23 - 1; in a packet of several tracks, the first
	 * one's
	 */
	public int compositionTimeOffset() {
		return this.header.compositionTimeOffset();
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
	 * anything else. One without a record configures nothing and does not count.
	 * @return whether this is a sequence header
	 */
	public boolean isSequenceHeader() {
		return this.header.packetType().isConfiguration() && size() > this.header.length();
	}

	@Override
	public boolean isFrame() {
		return this.header.packetType().isCodedFrames() && size() > this.header.length();
	}

	/**
	 * Return whether decoding can begin with this packet. Sequence headers and ends, and
	 * packets without any data, claim to be key frames on the wire, too, but are none.
	 * @return whether this is a coded key frame
	 */
	public boolean isKeyFrame() {
		VideoFrameType frameType = this.header.frameType();
		return (frameType == VideoFrameType.KEY || frameType == VideoFrameType.GENERATED_KEY) && isFrame();
	}

	/**
	 * Return what the packet tells about the picture (Enhanced RTMP v2, "Metadata
	 * Frame"). It holds from the next frame on.
	 * @return the values by name; empty if this is no packet of the type
	 * {@link VideoPacketType#METADATA} or cannot be understood
	 */
	public Map<String, AmfValue> metadata() {
		return (this.header.packetType() == VideoPacketType.METADATA) ? VideoMetadataReader.read(body()) : Map.of();
	}

	/**
	 * Return the colours that hold from the next frame on.
	 * @return the colours, {@link ColorInfo#NONE} to go back to what the codec says, or
	 * {@code null} if this packet does not tell
	 */
	public @Nullable ColorInfo colorInfo() {
		return ColorInfo.of(metadata().get("colorInfo"));
	}

	/**
	 * Return a text without the payload.
	 */
	@Override
	public String toString() {
		return "VideoPacket[timestamp=" + this.timestamp + ", codec=" + codec() + ", packetType=" + packetType()
				+ ", frameType=" + frameType() + ", trackId=" + trackId() + ", bytes=" + size() + "]";
	}

}
