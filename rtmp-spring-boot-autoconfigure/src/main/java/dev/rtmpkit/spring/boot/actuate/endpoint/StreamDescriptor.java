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
import java.util.List;

import dev.rtmpkit.internal.text.AddressText;
import dev.rtmpkit.internal.text.MaskedText;
import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.VideoConfiguration;
import dev.rtmpkit.media.VideoTrack;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StreamState;
import dev.rtmpkit.stream.StreamStatistics;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of a stream that is being published. The stream key is no part of it.
 *
 * @param sessionId the id of the publish
 * @param name the public name
 * @param state whether media flows
 * @param duration how long it is live
 * @param lastMediaAt when audio or video came last or {@code null} if none has come
 * @param publisher who publishes it
 * @param video what has been seen of the video or {@code null} if there was none
 * @param audio what has been seen of the audio or {@code null} if there was none
 * @param bytes the payload bytes received
 * @param subscriptions the number of subscriptions
 */
public record StreamDescriptor(String sessionId, String name, StreamState state, Duration duration,
		@Nullable Instant lastMediaAt, PublisherDescriptor publisher, @Nullable VideoDescriptor video,
		@Nullable AudioDescriptor audio, long bytes, int subscriptions) implements OperationResponseBody {

	static StreamDescriptor of(LiveStream stream, Instant now) {
		PublisherInfo publisher = stream.publisher();
		StreamStatistics statistics = stream.statistics();
		return new StreamDescriptor(publisher.sessionId(), stream.name(), stream.state(),
				Duration.between(publisher.startedAt(), now), statistics.lastMediaAt(), PublisherDescriptor.of(stream),
				VideoDescriptor.of(statistics.video()), AudioDescriptor.of(statistics.audio()), statistics.bytes(),
				statistics.subscriptions());
	}

	private static @Nullable Integer positive(int value) {
		return (value > 0) ? value : null;
	}

	/**
	 * Description of who publishes a stream.
	 *
	 * @param app the first segment of the application name, as others may hold a stream
	 * key
	 * @param remoteAddress the address of the encoder
	 * @param secure whether it came over TLS
	 * @param encoder what the encoder calls itself, if it does
	 * @param startedAt when the publish was accepted
	 * @param connected whether it is there, or else lost and waited for
	 */
	public record PublisherDescriptor(String app, String remoteAddress, boolean secure, @Nullable String encoder,
			Instant startedAt, boolean connected) {

		static PublisherDescriptor of(LiveStream stream) {
			PublisherInfo publisher = stream.publisher();
			return new PublisherDescriptor(MaskedText.ofApplication(publisher.app()),
					AddressText.of(publisher.remoteAddress()), publisher.secure(), publisher.encoder(),
					publisher.startedAt(), !stream.isInterrupted());
		}

	}

	/**
	 * Description of video.
	 *
	 * @param codec the codec of the default track
	 * @param width the width of the default track in pixels or {@code null} while unknown
	 * @param height the height of the default track in pixels or {@code null} while
	 * unknown
	 * @param frameRate the frames per second of the default track, 0 while unknown or
	 * silent
	 * @param bitRate the bits per second of all tracks, 0 while unknown or silent
	 * @param packets the packets of all tracks
	 * @param keyFrames the key frames of all tracks
	 * @param tracks the tracks
	 */
	public record VideoDescriptor(String codec, @Nullable Integer width, @Nullable Integer height, double frameRate,
			double bitRate, long packets, long keyFrames, List<VideoTrackDescriptor> tracks) {

		static @Nullable VideoDescriptor of(StreamStatistics.Video video) {
			return (video.codec() != null) ? new VideoDescriptor(video.codec().displayName(), video.width(),
					video.height(), video.frameRate(), video.bitRate(), video.packets(), video.keyFrames(),
					video.tracks().stream().map(VideoTrackDescriptor::of).toList()) : null;
		}

	}

	/**
	 * Description of a video track, as its bitstream has it.
	 *
	 * @param id the number of the track
	 * @param codec the codec
	 * @param profile the profile or {@code null} while unknown
	 * @param level the level or {@code null} while unknown
	 * @param width the width in pixels or {@code null} while unknown
	 * @param height the height in pixels or {@code null} while unknown
	 */
	public record VideoTrackDescriptor(int id, String codec, @Nullable String profile, @Nullable String level,
			@Nullable Integer width, @Nullable Integer height) {

		static VideoTrackDescriptor of(VideoTrack track) {
			VideoConfiguration known = track.configuration();
			return new VideoTrackDescriptor(track.id(), track.codec().displayName(),
					(known != null) ? known.profile() : null, (known != null) ? known.level() : null, track.width(),
					track.height());
		}

	}

	/**
	 * Description of audio.
	 *
	 * @param codec the codec of the default track
	 * @param bitRate the bits per second of all tracks, 0 while unknown or silent
	 * @param packets the packets of all tracks
	 * @param tracks the tracks
	 */
	public record AudioDescriptor(String codec, double bitRate, long packets, List<AudioTrackDescriptor> tracks) {

		static @Nullable AudioDescriptor of(StreamStatistics.Audio audio) {
			return (audio.codec() != null) ? new AudioDescriptor(audio.codec().displayName(), audio.bitRate(),
					audio.packets(), audio.tracks().stream().map(AudioTrackDescriptor::of).toList()) : null;
		}

	}

	/**
	 * Description of an audio track, as its bitstream has it.
	 *
	 * @param id the number of the track
	 * @param codec the codec
	 * @param profile the profile or {@code null} while unknown
	 * @param sampleRate the samples per second or {@code null} while unknown
	 * @param channels the number of channels or {@code null} while unknown
	 */
	public record AudioTrackDescriptor(int id, String codec, @Nullable String profile, @Nullable Integer sampleRate,
			@Nullable Integer channels) {

		static AudioTrackDescriptor of(AudioTrack track) {
			AudioConfiguration known = track.configuration();
			String codec = track.codec().displayName();
			return (known != null) ? new AudioTrackDescriptor(track.id(), codec, known.profile(),
					positive(known.sampleRate()), positive(known.channels()))
					: new AudioTrackDescriptor(track.id(), codec, null, null, null);
		}

	}

}
