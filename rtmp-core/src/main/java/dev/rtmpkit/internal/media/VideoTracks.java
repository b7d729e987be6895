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

package dev.rtmpkit.internal.media;

import java.nio.ByteBuffer;
import java.util.List;

import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.media.VideoConfiguration;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoPacketType;
import dev.rtmpkit.media.VideoTrack;
import dev.rtmpkit.media.VideoTrackData;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the packets of one publish which video tracks it has, the first 32 of them.
 * One thread adds, any thread may look.
 */
public final class VideoTracks {

	private final KnownRecords records = new KnownRecords();

	private volatile List<VideoTrack> tracks = List.of();

	/**
	 * Learn from a packet. Cheap unless the packet brings something new.
	 * @param packet the next packet
	 */
	public void add(VideoPacket packet) {
		VideoPacketType packetType = packet.packetType();
		if (!packetType.isConfiguration() && !packetType.isCodedFrames()) {
			// of the others, some name a codec that is not the track's
			return;
		}
		if (packet.isMultitrack()) {
			for (VideoTrackData data : packet.tracks()) {
				add(packet, data.trackId(), data.codec(), data.body());
			}
		}
		else if (packetType.isConfiguration() || packet.isKeyFrame()) {
			add(packet, packet.trackId(), packet.codec(), packet.body());
		}
		else {
			add(packet.trackId(), packet.codec(), null);
		}
	}

	private void add(VideoPacket packet, int id, VideoCodec codec, ByteBuffer body) {
		if (!TrackList.hasRoomFor(this.tracks, VideoTrack::id, id)) {
			return;
		}
		if (packet.packetType() != VideoPacketType.SEQUENCE_START) {
			add(id, codec, configuration(packet, codec, body));
		}
		else if (!isKnown(id, codec, body)) {
			add(id, codec, configuration(packet, codec, body));
			this.records.put(id, body);
		}
	}

	private boolean isKnown(int id, VideoCodec codec, ByteBuffer body) {
		VideoTrack known = TrackList.find(this.tracks, VideoTrack::id, id);
		return known != null && known.codec() == codec && this.records.contains(id, body);
	}

	private static @Nullable VideoConfiguration configuration(VideoPacket packet, VideoCodec codec, ByteBuffer body) {
		if (packet.packetType() == VideoPacketType.SEQUENCE_START) {
			return switch (codec) {
				case AVC -> VideoConfigurations.avc(body);
				case HEVC -> VideoConfigurations.hevc(body);
				case VVC -> VideoConfigurations.vvc(body);
				case AV1 -> VideoConfigurations.av1(body);
				case VP8, VP9 -> VideoConfigurations.vp9(body);
				default -> null;
			};
		}
		if (packet.isKeyFrame()) {
			return switch (codec) {
				case VP8 -> VideoConfigurations.vp8Frame(body);
				case VP9 -> VideoConfigurations.vp9Frame(body);
				default -> null;
			};
		}
		return null;
	}

	private void add(int id, VideoCodec codec, @Nullable VideoConfiguration configuration) {
		VideoTrack known = TrackList.find(this.tracks, VideoTrack::id, id);
		if (known == null) {
			this.tracks = TrackList.with(this.tracks, VideoTrack::id, new VideoTrack(id, codec, configuration));
			return;
		}
		VideoCodec newest = (codec != VideoCodec.UNKNOWN) ? codec : known.codec();
		if (newest != known.codec()) {
			this.records.remove(id);
		}
		VideoConfiguration merged = (newest == known.codec()) ? merge(known.configuration(), configuration)
				: configuration;
		if (newest != known.codec() || (merged != null && !merged.equals(known.configuration()))) {
			this.tracks = TrackList.with(this.tracks, VideoTrack::id, new VideoTrack(id, newest, merged));
		}
	}

	/**
	 * Of VP8 and VP9, the record has the level and the key frames have the size.
	 */
	private static @Nullable VideoConfiguration merge(@Nullable VideoConfiguration older,
			@Nullable VideoConfiguration newer) {
		if (older == null || newer == null) {
			return (newer != null) ? newer : older;
		}
		boolean sized = newer.width() > 0;
		return new VideoConfiguration((sized) ? newer.width() : older.width(),
				(sized) ? newer.height() : older.height(),
				(newer.profile() != null) ? newer.profile() : older.profile(),
				(newer.level() != null) ? newer.level() : older.level(), newer.frameRate(),
				(newer.bitDepth() > 0) ? newer.bitDepth() : older.bitDepth());
	}

	/**
	 * Return the tracks that have been seen.
	 * @return the tracks by id
	 */
	public List<VideoTrack> list() {
		return this.tracks;
	}

}
