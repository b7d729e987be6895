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

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioPacketType;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.AudioTrackData;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the packets of one publish which audio tracks it has, the first 32 of them.
 * One thread adds, any thread may look.
 */
public final class AudioTracks {

	private final KnownRecords records = new KnownRecords();

	private volatile List<AudioTrack> tracks = List.of();

	/**
	 * Learn from a packet. Cheap unless the packet brings something new.
	 * @param packet the next packet
	 */
	public void add(AudioPacket packet) {
		AudioPacketType packetType = packet.packetType();
		if (packetType == AudioPacketType.UNKNOWN || packetType == AudioPacketType.SILENCE) {
			return;
		}
		if (!packet.isMultitrack()) {
			add(packetType, packet.trackId(), packet.codec(), packet);
			return;
		}
		for (AudioTrackData data : packet.tracks()) {
			add(packetType, data.trackId(), data.codec(), data.body());
		}
	}

	private void add(AudioPacketType packetType, int id, AudioCodec codec, AudioPacket packet) {
		AudioTrack known = TrackList.find(this.tracks, AudioTrack::id, id);
		if (packetType == AudioPacketType.SEQUENCE_START || known == null || known.codec() != codec
				|| known.configuration() == null) {
			add(packetType, id, codec, packet.body());
		}
	}

	private void add(AudioPacketType packetType, int id, AudioCodec codec, ByteBuffer body) {
		if (!TrackList.hasRoomFor(this.tracks, AudioTrack::id, id)) {
			return;
		}
		if (packetType != AudioPacketType.SEQUENCE_START) {
			add(id, codec, configuration(packetType, codec, body));
		}
		else if (!isKnown(id, codec, body)) {
			add(id, codec, configuration(packetType, codec, body));
			this.records.put(id, body);
		}
	}

	private boolean isKnown(int id, AudioCodec codec, ByteBuffer body) {
		AudioTrack known = TrackList.find(this.tracks, AudioTrack::id, id);
		return known != null && known.codec() == codec && this.records.contains(id, body);
	}

	private static @Nullable AudioConfiguration configuration(AudioPacketType packetType, AudioCodec codec,
			ByteBuffer body) {
		if (packetType == AudioPacketType.SEQUENCE_START) {
			return switch (codec) {
				case AAC -> AudioConfigurations.aac(body);
				case OPUS -> AudioConfigurations.opus(body);
				case FLAC -> AudioConfigurations.flac(body);
				default -> null;
			};
		}
		if (packetType == AudioPacketType.CODED_FRAMES) {
			return switch (codec) {
				case AC3, EAC3 -> AudioConfigurations.ac3Frame(body);
				case MP3 -> AudioConfigurations.mp3Frame(body);
				default -> null;
			};
		}
		return null;
	}

	private void add(int id, AudioCodec codec, @Nullable AudioConfiguration configuration) {
		AudioTrack known = TrackList.find(this.tracks, AudioTrack::id, id);
		AudioCodec newest = (codec == AudioCodec.UNKNOWN && known != null) ? known.codec() : codec;
		AudioConfiguration configured = (configuration == null && known != null && known.codec() == newest)
				? known.configuration() : configuration;
		AudioTrack track = new AudioTrack(id, newest, configured);
		if (known != null && known.codec() != newest) {
			this.records.remove(id);
		}
		if (!track.equals(known)) {
			this.tracks = TrackList.with(this.tracks, AudioTrack::id, track);
		}
	}

	/**
	 * Return the tracks that have been seen.
	 * @return the tracks by id
	 */
	public List<AudioTrack> list() {
		return this.tracks;
	}

}
