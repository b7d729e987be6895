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

package dev.rtmpkit.sample;

import java.util.List;

import dev.rtmpkit.stream.StreamState;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows.
 *
 * @param port where encoders publish to
 * @param streams what is live, oldest first
 */
record StreamOverview(int port, List<Stream> streams) {

	/**
	 * A live stream.
	 *
	 * @param id the session id
	 * @param name the public name
	 * @param state whether media flows
	 * @param seconds how long it has been live
	 * @param remoteAddress where it comes from
	 * @param encoder what the encoder calls itself
	 * @param bitrate bits per second of audio and video together, once known
	 * @param video the video, if there is some
	 * @param audio the audio, if there is some
	 */
	record Stream(String id, String name, StreamState state, long seconds, String remoteAddress,
			@Nullable String encoder, @Nullable Double bitrate, @Nullable Video video, @Nullable Audio audio) {

	}

	/**
	 * The video of a stream. What is not known yet is {@code null}.
	 *
	 * @param codec the codec
	 * @param width pixels
	 * @param height pixels
	 * @param frameRate frames per second, measured
	 * @param keyFrameInterval seconds between two key frames, measured while media flows
	 */
	record Video(String codec, @Nullable Integer width, @Nullable Integer height, @Nullable Double frameRate,
			@Nullable Double keyFrameInterval) {

	}

	/**
	 * The audio of a stream. What the encoder does not tell is {@code null}.
	 *
	 * @param codec the codec
	 * @param sampleRate hertz
	 * @param channels the number of channels
	 */
	record Audio(String codec, @Nullable Integer sampleRate, @Nullable Integer channels) {

	}

}
