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

import dev.rtmpkit.media.AudioCodec;
import dev.rtmpkit.media.VideoCodec;
import org.jspecify.annotations.Nullable;

/**
 * What has been seen of a stream so far: a snapshot. Rates are taken from the timestamps
 * of the media, over about two seconds of it, and stay as they were when no more media
 * comes.
 *
 * @param audio the audio
 * @param video the video
 * @param data the data messages, metadata included
 * @param lastTimestamp the timestamp of the newest packet in milliseconds on the
 * publisher's timeline
 * @param subscriptions the number of subscriptions now
 */
public record StreamStatistics(Audio audio, Video video, Data data, long lastTimestamp, int subscriptions) {

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
	 * @return the bits per second, 0 while unknown
	 */
	public double bitRate() {
		return this.audio.bitRate() + this.video.bitRate();
	}

	/**
	 * What has been seen of the audio.
	 *
	 * @param packets the packets, sequence headers included
	 * @param bytes the payload bytes, tag headers included
	 * @param codec the codec that was seen last or {@code null} if there was no packet
	 * @param bitRate the bits per second, 0 while unknown
	 */
	public record Audio(long packets, long bytes, @Nullable AudioCodec codec, double bitRate) {

	}

	/**
	 * What has been seen of the video.
	 *
	 * @param packets the packets, sequence headers included
	 * @param bytes the payload bytes, tag headers included
	 * @param keyFrames the key frames
	 * @param codec the codec that was seen last or {@code null} if there was no packet
	 * @param width the width in pixels as the metadata has it or {@code null}
	 * @param height the height in pixels as the metadata has it or {@code null}
	 * @param frameRate the frames per second, 0 while unknown
	 * @param bitRate the bits per second, 0 while unknown
	 */
	public record Video(long packets, long bytes, long keyFrames, @Nullable VideoCodec codec, @Nullable Integer width,
			@Nullable Integer height, double frameRate, double bitRate) {

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
