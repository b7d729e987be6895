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

import java.time.Instant;
import java.util.List;

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.media.VideoTrack;
import org.jspecify.annotations.Nullable;

/**
 * What has been seen of a stream so far: a snapshot. Rates are taken from the timestamps
 * of the media, over about two seconds of it. They decay to 0 within 3 seconds without
 * media of their kind, and are unknown again until two seconds of it have come.
 *
 * @param audio the audio
 * @param video the video
 * @param data the data messages, metadata included
 * @param lastTimestamp the timestamp of the newest packet in milliseconds on the
 * publisher's timeline
 * @param lastMediaAt when audio or video came last, to the millisecond, or {@code null}
 * if none has come
 * @param subscriptions the number of subscriptions now
 */
public record StreamStatistics(Audio audio, Video video, Data data, long lastTimestamp, @Nullable Instant lastMediaAt,
		int subscriptions) {

	/**
	 * Return the payload bytes of all packets.
	 * @return the bytes
	 */
	public long bytes() {
		return this.audio.bytes() + this.video.bytes() + this.data.bytes();
	}

	/**
	 * Return the number of all packets.
	 * @return the packets
	 */
	public long packets() {
		return this.audio.packets() + this.video.packets() + this.data.packets();
	}

	/**
	 * Return the bit rate of audio and video together.
	 * @return the bits per second, 0 while unknown or silent
	 */
	public double bitRate() {
		return this.audio.bitRate() + this.video.bitRate();
	}

	/**
	 * What has been seen of the audio, all tracks together.
	 *
	 * @param packets the packets, sequence headers included
	 * @param bytes the payload bytes, tag headers included
	 * @param tracks the tracks by id
	 * @param bitRate the bits per second, 0 while unknown or silent
	 */
	public record Audio(long packets, long bytes, List<AudioTrack> tracks, double bitRate) {

		public Audio {
			tracks = List.copyOf(tracks);
		}

		/**
		 * Return the default track: the one of the lowest id.
		 * @return the track or {@code null} if there was no packet
		 */
		public @Nullable AudioTrack defaultTrack() {
			return (this.tracks.isEmpty()) ? null : this.tracks.get(0);
		}

		/**
		 * Return the codec of the default track.
		 * @return the codec or {@code null} if there was no packet
		 */
		public @Nullable AudioCodec codec() {
			AudioTrack track = defaultTrack();
			return (track != null) ? track.codec() : null;
		}

	}

	/**
	 * What has been seen of the video, all tracks together.
	 *
	 * @param packets the packets, sequence headers included
	 * @param bytes the payload bytes, tag headers included
	 * @param keyFrames the key frames
	 * @param tracks the tracks by id
	 * @param frameRate the frames per second of the default track, 0 while unknown or
	 * silent
	 * @param bitRate the bits per second, 0 while unknown or silent
	 */
	public record Video(long packets, long bytes, long keyFrames, List<VideoTrack> tracks, double frameRate,
			double bitRate) {

		public Video {
			tracks = List.copyOf(tracks);
		}

		/**
		 * Return the default track: the one of the lowest id.
		 * @return the track or {@code null} if there was no packet
		 */
		public @Nullable VideoTrack defaultTrack() {
			return (this.tracks.isEmpty()) ? null : this.tracks.get(0);
		}

		/**
		 * Return the codec of the default track.
		 * @return the codec or {@code null} if there was no packet
		 */
		public @Nullable VideoCodec codec() {
			VideoTrack track = defaultTrack();
			return (track != null) ? track.codec() : null;
		}

		/**
		 * Return the width of the default track as its bitstream has it, whatever the
		 * metadata claims.
		 * @return pixels or {@code null} if the bitstream has not told
		 */
		public @Nullable Integer width() {
			VideoTrack track = defaultTrack();
			return (track != null) ? track.width() : null;
		}

		/**
		 * Return the height of the default track as its bitstream has it, whatever the
		 * metadata claims.
		 * @return pixels or {@code null} if the bitstream has not told
		 */
		public @Nullable Integer height() {
			VideoTrack track = defaultTrack();
			return (track != null) ? track.height() : null;
		}

	}

	/**
	 * What has been seen of the data messages.
	 *
	 * @param packets the messages
	 * @param bytes the payload bytes
	 */
	public record Data(long packets, long bytes) {

	}

}
