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

package dev.rtmpkit.spring.boot.actuate.endpoint;

import java.time.Duration;
import java.time.Instant;

import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StreamStatistics;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of a stream that is being published. The stream key is no part of it.
 *
 * @param sessionId the id of the publish
 * @param name the public name
 * @param duration how long it is live
 * @param publisher who publishes it
 * @param video what has been seen of the video or {@code null} if there was none
 * @param audio what has been seen of the audio or {@code null} if there was none
 * @param bytes the payload bytes received
 * @param subscriptions the number of subscriptions
 */
public record StreamDescriptor(String sessionId, String name, Duration duration, PublisherDescriptor publisher,
		@Nullable VideoDescriptor video, @Nullable AudioDescriptor audio, long bytes,
		int subscriptions) implements OperationResponseBody {

	static StreamDescriptor of(LiveStream stream, Instant now) {
		PublisherInfo publisher = stream.publisher();
		StreamStatistics statistics = stream.statistics();
		return new StreamDescriptor(publisher.sessionId(), stream.name(), Duration.between(publisher.startedAt(), now),
				PublisherDescriptor.of(publisher), VideoDescriptor.of(statistics.video()),
				AudioDescriptor.of(statistics.audio()), statistics.bytes(), statistics.subscriptions());
	}

	/**
	 * Description of who publishes a stream.
	 *
	 * @param app the application name
	 * @param remoteAddress the address of the encoder
	 * @param secure whether it came over TLS
	 * @param encoder what the encoder calls itself, if it does
	 * @param startedAt when the publish was accepted
	 */
	public record PublisherDescriptor(String app, String remoteAddress, boolean secure, @Nullable String encoder,
			Instant startedAt) {

		static PublisherDescriptor of(PublisherInfo publisher) {
			return new PublisherDescriptor(publisher.app(), SocketAddresses.toString(publisher.remoteAddress()),
					publisher.secure(), publisher.encoder(), publisher.startedAt());
		}

	}

	/**
	 * Description of video.
	 *
	 * @param codec the codec
	 * @param width the width in pixels or {@code null} while unknown
	 * @param height the height in pixels or {@code null} while unknown
	 * @param frameRate the frames per second, 0 while unknown
	 * @param bitRate the bits per second, 0 while unknown
	 * @param packets the packets
	 * @param keyFrames the key frames
	 */
	public record VideoDescriptor(String codec, @Nullable Integer width, @Nullable Integer height, double frameRate,
			double bitRate, long packets, long keyFrames) {

		static @Nullable VideoDescriptor of(StreamStatistics.Video video) {
			return (video.codec() != null) ? new VideoDescriptor(video.codec().displayName(), video.width(),
					video.height(), video.frameRate(), video.bitRate(), video.packets(), video.keyFrames()) : null;
		}

	}

	/**
	 * Description of audio.
	 *
	 * @param codec the codec
	 * @param bitRate the bits per second, 0 while unknown
	 * @param packets the packets
	 */
	public record AudioDescriptor(String codec, double bitRate, long packets) {

		static @Nullable AudioDescriptor of(StreamStatistics.Audio audio) {
			return (audio.codec() != null)
					? new AudioDescriptor(audio.codec().displayName(), audio.bitRate(), audio.packets()) : null;
		}

	}

}
