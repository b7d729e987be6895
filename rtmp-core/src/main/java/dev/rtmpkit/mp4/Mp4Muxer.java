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

package dev.rtmpkit.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.rtmpkit.internal.mp4.TrackDescription;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.AudioPacketType;
import dev.rtmpkit.media.AudioTrackData;
import dev.rtmpkit.media.ColorInfo;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.media.VideoFrameType;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.media.VideoPacketType;
import dev.rtmpkit.media.VideoTrackData;
import org.jspecify.annotations.Nullable;

/**
 * Makes fragmented MP4 of packets (ISO/IEC 14496-12, 8.8): of H.264, HEVC, AV1 and VP9
 * with AAC, MP3, Opus, FLAC, AC-3 and E-AC-3. Other codecs are left out, see
 * {@link #unsupported()}. Payloads are not copied, and nothing fails: packets without
 * sense are passed over, and so are frames without a configuration, and video before its
 * first key frame.
 * <p>
 * First comes a {@link Mp4Header}, as soon as all tracks that may be expected have sent a
 * frame, then {@linkplain Mp4Fragment fragments}. A new header follows if the old one
 * does not hold any more: after a changed configuration or new colours, when a track
 * comes late, when timestamps step back by more than a second or jump ahead by more than
 * ten, and after {@link #finish()}. With it begins another file, a discontinuity in a
 * playlist, or another response. If it is not the first video track that changed, the
 * header waits for the next key frame of that track, unless it pauses for ten seconds,
 * and the frames of the changed track wait with it, so that no picture is lost. Further
 * video tracks go on with their own next key frames.
 * <p>
 * Times begin at 0 for the earliest frame and have 64 bits. Those of video are
 * milliseconds, as RTMP has them; nanosecond offsets are ignored. Those of audio are
 * samples: a frame follows the one before without a gap as long as that agrees with its
 * timestamp to within half a frame (2 to 10 ms), so that rounding is neither heard nor
 * adds up. Two frames of a track are never at the same time; where the publisher says so,
 * the later one is decoded one unit later and presented when it should be. Composition
 * offsets are as sent and may be negative; there is no edit list in a header. The
 * pre-skip of Opus is told in its box only: timestamps count from the first packet.
 * <p>
 * At most 32 MiB wait to be complete, beyond one frame of each track. Not safe for use by
 * several threads at once.
 */
public final class Mp4Muxer {

	private static final long TIMESTAMP_LIMIT = 1L << 48;

	private final Mp4Options options;

	private final TrackSources sources;

	private Movie current;

	/** What collects frames that do not fit in the current one. */
	private @Nullable Movie next;

	private List<Mp4Part> parts = new ArrayList<>();

	/**
	 * Create a muxer for the packets of one publish.
	 * @param options how fragments are made, and of what
	 */
	public Mp4Muxer(Mp4Options options) {
		this.options = options;
		this.sources = new TrackSources(options.tracks());
		this.current = new Movie(options);
	}

	/**
	 * Add the next packet.
	 * @param packet the packet
	 * @return what is complete now, to be written in this order; nothing in most cases
	 */
	public List<Mp4Part> add(MediaPacket packet) {
		if (packet instanceof VideoPacket video) {
			add(video);
		}
		else if (packet instanceof AudioPacket audio) {
			add(audio);
		}
		else if (packet instanceof DataPacket data) {
			StreamMetadata metadata = data.metadata();
			if (metadata != null) {
				this.sources.describe(metadata);
			}
		}
		return takeParts();
	}

	/**
	 * Complete what has been added. If more is added, a new header comes first, as a new
	 * file needs it; what is known of the tracks still holds.
	 * @return the rest
	 */
	public List<Mp4Part> finish() {
		finishAll();
		return takeParts();
	}

	/**
	 * Return which codecs were left out, because they have no place in MP4 or none here.
	 * @return their {@linkplain dev.rtmpkit.media.VideoCodec#displayName() names} so far
	 */
	public Set<String> unsupported() {
		return new TreeSet<>(this.sources.unsupported());
	}

	private List<Mp4Part> takeParts() {
		if (this.parts.isEmpty()) {
			return List.of();
		}
		List<Mp4Part> taken = this.parts;
		this.parts = new ArrayList<>();
		return List.copyOf(taken);
	}

	private void add(VideoPacket packet) {
		if (packet.packetType() == VideoPacketType.METADATA) {
			addColors(packet);
			return;
		}
		boolean header = packet.packetType() == VideoPacketType.SEQUENCE_START;
		if (!header && !packet.isFrame()) {
			return;
		}
		for (VideoTrackData track : packet.tracks()) {
			VideoSource source = this.sources.video(track.trackId(), track.codec());
			ByteBuffer body = track.body();
			if (source == null || !body.hasRemaining()) {
				continue;
			}
			if (header) {
				source.configure(track.codec(), body);
				continue;
			}
			source.learn(track.codec(), packet.isKeyFrame(), body);
			TrackDescription description = source.description();
			if (description != null) {
				add(new TrackKey(true, track.trackId()), description,
						new Frame(timestamp(packet), track.compositionTimeOffset(), 0, dependency(packet), body));
			}
		}
	}

	private void addColors(VideoPacket packet) {
		ColorInfo colors = packet.colorInfo();
		VideoSource source = (colors != null) ? this.sources.video(packet.trackId(), packet.codec()) : null;
		if (source != null && colors != null) {
			source.color(colors);
		}
	}

	private void add(AudioPacket packet) {
		boolean header = packet.packetType() == AudioPacketType.SEQUENCE_START;
		if (!header && !packet.isFrame()) {
			return;
		}
		for (AudioTrackData track : packet.tracks()) {
			AudioSource source = this.sources.audio(track.trackId(), track.codec());
			ByteBuffer body = track.body();
			if (source == null || !body.hasRemaining()) {
				continue;
			}
			if (header) {
				source.configure(track.codec(), body);
				continue;
			}
			source.learn(track.codec(), body);
			TrackDescription description = source.description();
			if (description != null) {
				add(new TrackKey(false, track.trackId()), description,
						new Frame(timestamp(packet), 0, source.frameLength(body), Sample.Dependency.SYNC, body));
			}
		}
	}

	private static long timestamp(MediaPacket packet) {
		return Math.max(0, Math.min(TIMESTAMP_LIMIT, packet.timestamp()));
	}

	private static Sample.Dependency dependency(VideoPacket packet) {
		if (packet.isKeyFrame()) {
			return Sample.Dependency.SYNC;
		}
		return (packet.frameType() == VideoFrameType.DISPOSABLE_INTER) ? Sample.Dependency.DISPOSABLE
				: Sample.Dependency.INTER;
	}

	private void add(TrackKey key, TrackDescription description, Frame frame) {
		if (!this.current.isContinuedBy(key, frame.timestamp())
				|| (this.next != null && !this.next.isContinuedBy(key, frame.timestamp()))) {
			finishAll();
		}
		Movie movie = movieFor(key, description);
		if (!movie.wants(key, frame)) {
			return;
		}
		if (this.next != null && (movie == this.next || !this.next.isEmpty()) && isTimeForNext(this.next, key, frame)) {
			complete(this.current);
			this.current = this.next;
			this.next = null;
			movie = movieFor(key, description);
			if (!movie.wants(key, frame)) {
				return;
			}
		}
		movie.add(key, description, frame);
		if (movie == this.current) {
			advance(key);
		}
	}

	private Movie movieFor(TrackKey key, TrackDescription description) {
		if (this.current.accepts(key, description)) {
			return this.current;
		}
		if (this.next == null || !this.next.accepts(key, description)) {
			// what changes twice while it waits is lost in between
			this.next = new Movie(this.options);
		}
		return this.next;
	}

	/**
	 * A header comes before a key frame, so that there is no picture that cannot be
	 * decoded.
	 */
	private boolean isTimeForNext(Movie next, TrackKey key, Frame frame) {
		TrackKey video = this.current.firstVideo();
		return video == null || (key.equals(video) && frame.isSync())
				|| this.current.hasPaused(video, frame.timestamp()) || next.isFull();
	}

	private void advance(TrackKey key) {
		if (!this.current.isBegun()) {
			if (!this.current.isReady(this.sources.expected())) {
				return;
			}
			this.parts.add(this.current.begin());
		}
		Mp4Fragment fragment = this.current.cut(key);
		if (fragment != null) {
			this.parts.add(fragment);
		}
	}

	private void finishAll() {
		complete(this.current);
		if (this.next != null) {
			complete(this.next);
		}
		this.current = new Movie(this.options);
		this.next = null;
	}

	private void complete(Movie movie) {
		if (movie.isEmpty()) {
			return;
		}
		if (!movie.isBegun()) {
			this.parts.add(movie.begin());
		}
		Mp4Fragment rest = movie.finish();
		if (rest != null) {
			this.parts.add(rest);
		}
	}

}
