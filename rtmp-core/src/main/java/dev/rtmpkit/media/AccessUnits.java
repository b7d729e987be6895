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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Makes access units of packets, in the form that decoders and elementary stream files
 * take them. Remembers the configuration of each track; frames of H.264, HEVC and AAC
 * that come before it are left out, because nothing can be made of them. Never fails:
 * neither is anything made of frames that contradict themselves.
 * <p>
 * Units of other codecs have the bytes as they were sent: for AV1 a temporal unit without
 * temporal delimiter (AV1 bitstream, 7.5), for VP9 and VP8 a frame, for Opus a packet,
 * and for MP3, AC-3, E-AC-3 and FLAC frames with their headers. There are none of VVC in
 * {@linkplain #annexB() Annex B}.
 * <p>
 * Packets of one publish, in their order, are for one instance. Not safe for use by
 * several threads at once.
 */
public final class AccessUnits {

	private final boolean annexB;

	private final boolean adts;

	private final Map<Integer, ParameterSets> parameterSets = new HashMap<>();

	private final Map<Integer, AacConfiguration> aac = new HashMap<>();

	private AccessUnits(boolean annexB, boolean adts) {
		this.annexB = annexB;
		this.adts = adts;
	}

	/**
	 * Put a start code before each unit of H.264 and HEVC (ISO/IEC 14496-10 and ISO/IEC
	 * 23008-2, annex B), and the parameter sets before key frames that lack them: what
	 * {@code .h264} and {@code .h265} files, MPEG-2 transport streams and most decoders
	 * want. AAC is {@linkplain #withAdts() raw}.
	 * @return access units
	 */
	public static AccessUnits annexB() {
		return new AccessUnits(true, false);
	}

	/**
	 * Leave H.264 and HEVC as they are sent, with the length before each unit (ISO/IEC
	 * 14496-15, 5.3.2): what MP4 files and decoders that are configured with the record
	 * want. The {@link ParameterSets} tell how long lengths are. Payloads are not copied.
	 * AAC is {@linkplain #withAdts() raw}.
	 * @return access units
	 */
	public static AccessUnits lengthPrefixed() {
		return new AccessUnits(false, false);
	}

	/**
	 * Put an ADTS header before each frame of AAC (ISO/IEC 14496-3, 1.A.3.2): what
	 * {@code .aac} files want. There are no units of AAC that ADTS cannot express:
	 * xHE-AAC and the low delay types, layouts without a number, frames above 8184 bytes.
	 * @return new access units, which know no configuration yet
	 */
	public AccessUnits withAdts() {
		return new AccessUnits(this.annexB, true);
	}

	/**
	 * Take the next packet.
	 * @param packet the packet
	 * @return its access units, none for what is no frame, more than one only for a
	 * packet of several tracks
	 */
	public List<AccessUnit> of(MediaPacket packet) {
		if (packet instanceof VideoPacket video) {
			return video(video);
		}
		return (packet instanceof AudioPacket audio) ? audio(audio) : List.of();
	}

	private List<AccessUnit> video(VideoPacket packet) {
		boolean header = packet.packetType() == VideoPacketType.SEQUENCE_START;
		if (!header && !packet.isFrame()) {
			return List.of();
		}
		List<AccessUnit> units = new ArrayList<>(1);
		for (VideoTrackData track : packet.tracks()) {
			if (header) {
				configure(track);
				continue;
			}
			ByteBuffer data = data(track, packet.isKeyFrame());
			if (data != null && data.hasRemaining()) {
				long dts = packet.timestamp();
				units.add(new AccessUnit.Video(track.trackId(), track.codec(), dts, dts + track.compositionTimeOffset(),
						packet.isKeyFrame(), data));
			}
		}
		return List.copyOf(units);
	}

	private void configure(VideoTrackData track) {
		ParameterSets sets = ParameterSets.parse(track.codec(), track.body());
		if (sets != null) {
			this.parameterSets.put(track.trackId(), sets);
		}
	}

	private @Nullable ByteBuffer data(VideoTrackData track, boolean keyFrame) {
		if (!track.codec().hasCompositionTime()) {
			return track.body();
		}
		if (track.codec() == VideoCodec.VVC) {
			return (this.annexB) ? null : track.body();
		}
		ParameterSets sets = this.parameterSets.get(track.trackId());
		if (sets == null) {
			return null;
		}
		return (this.annexB) ? AnnexB.of(track, sets, keyFrame) : track.body();
	}

	private List<AccessUnit> audio(AudioPacket packet) {
		boolean header = packet.packetType() == AudioPacketType.SEQUENCE_START;
		if (!header && !packet.isFrame()) {
			return List.of();
		}
		List<AccessUnit> units = new ArrayList<>(1);
		for (AudioTrackData track : packet.tracks()) {
			if (header) {
				configure(track);
				continue;
			}
			ByteBuffer data = data(track);
			if (data != null && data.hasRemaining()) {
				units.add(new AccessUnit.Audio(track.trackId(), track.codec(), packet.timestamp(), data));
			}
		}
		return List.copyOf(units);
	}

	private void configure(AudioTrackData track) {
		AacConfiguration configuration = (track.codec() == AudioCodec.AAC) ? AacConfiguration.parse(track.body())
				: null;
		if (configuration != null) {
			this.aac.put(track.trackId(), configuration);
		}
	}

	private @Nullable ByteBuffer data(AudioTrackData track) {
		if (track.codec() != AudioCodec.AAC) {
			return track.body();
		}
		AacConfiguration configuration = this.aac.get(track.trackId());
		if (configuration == null) {
			return null;
		}
		return (this.adts) ? configuration.adts(track.body()) : track.body();
	}

}
