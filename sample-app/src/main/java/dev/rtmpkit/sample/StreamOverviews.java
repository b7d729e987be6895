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

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;

import dev.rtmpkit.media.AudioConfiguration;
import dev.rtmpkit.media.AudioTrack;
import dev.rtmpkit.media.VideoCodec;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StreamState;
import dev.rtmpkit.stream.StreamStatistics;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Puts together what the page shows.
 */
@Component
final class StreamOverviews {

	private final RtmpServer server;

	private final KeyFrameMonitor keyFrames;

	private final Clock clock = Clock.systemUTC();

	StreamOverviews(RtmpServer server, KeyFrameMonitor keyFrames) {
		this.server = server;
		this.keyFrames = keyFrames;
	}

	StreamOverview now() {
		return new StreamOverview(this.server.port(),
				this.server.streams()
					.stream()
					.sorted(Comparator.comparing((stream) -> stream.publisher().startedAt()))
					.map(this::describe)
					.toList());
	}

	private StreamOverview.Stream describe(LiveStream stream) {
		PublisherInfo publisher = stream.publisher();
		StreamStatistics statistics = stream.statistics();
		long seconds = Duration.between(publisher.startedAt(), this.clock.instant()).toSeconds();
		return new StreamOverview.Stream(publisher.sessionId(), stream.name(), stream.state(), Math.max(0, seconds),
				text(publisher.remoteAddress()), publisher.encoder(), known(statistics.bitRate()),
				video(stream, statistics.video()), audio(statistics.audio().defaultTrack()));
	}

	private static String text(InetSocketAddress address) {
		return address.getHostString() + ":" + address.getPort();
	}

	private StreamOverview.@Nullable Video video(LiveStream stream, StreamStatistics.Video video) {
		VideoCodec codec = video.codec();
		if (codec == null) {
			return null;
		}
		Duration interval = (stream.state() == StreamState.LIVE) ? this.keyFrames.interval(stream) : null;
		return new StreamOverview.Video(codec.displayName(), video.width(), video.height(), known(video.frameRate()),
				(interval != null) ? interval.toMillis() / 1000.0 : null);
	}

	private static StreamOverview.@Nullable Audio audio(@Nullable AudioTrack track) {
		if (track == null) {
			return null;
		}
		AudioConfiguration bitstream = track.configuration();
		return (bitstream != null)
				? new StreamOverview.Audio(track.codec().displayName(), bitstream.sampleRate(), bitstream.channels())
				: new StreamOverview.Audio(track.codec().displayName(), null, null);
	}

	private static @Nullable Double known(double value) {
		return (value > 0) ? value : null;
	}

}
