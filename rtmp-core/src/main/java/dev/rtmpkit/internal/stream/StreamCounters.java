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

package dev.rtmpkit.internal.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import dev.rtmpkit.internal.media.AudioTracks;
import dev.rtmpkit.internal.media.VideoTracks;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.stream.StreamStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is published. Written by the publisher's thread without a fence per packet,
 * read by any thread: each number is right, all together may be a packet apart. The
 * publisher's thread asks the clock once for all that it has read.
 */
final class StreamCounters {

	private final Total audio = new Total();

	private final Total video = new Total();

	private final Total data = new Total();

	private final AtomicLong keyFrames = new AtomicLong();

	private final AtomicLong lastTimestamp = new AtomicLong();

	private final RateMeter audioRate = new RateMeter();

	private final RateMeter videoRate = new RateMeter();

	private final RateMeter frameRate = new RateMeter();

	private final AudioTracks audioTracks = new AudioTracks();

	private final VideoTracks videoTracks = new VideoTracks();

	private final LastArrival lastMedia = new LastArrival();

	private final LongSupplier clock;

	private boolean mediaCame;

	/**
	 * Create counters of a stream.
	 * @param clock the time in nanoseconds, of any origin that stays
	 */
	StreamCounters(LongSupplier clock) {
		this.clock = clock;
	}

	void count(MediaPacket packet) {
		this.lastTimestamp.lazySet(packet.timestamp());
		if (packet instanceof VideoPacket frame) {
			countVideo(frame);
		}
		else if (packet instanceof AudioPacket frame) {
			countAudio(frame);
		}
		else {
			this.data.add(packet.size());
		}
	}

	private void countVideo(VideoPacket packet) {
		this.mediaCame = true;
		this.video.add(packet.size());
		this.videoTracks.add(packet);
		if (!packet.isFrame()) {
			return;
		}
		if (packet.isKeyFrame()) {
			increase(this.keyFrames, 1);
		}
		this.videoRate.add(packet.timestamp(), packet.size());
		if (packet.hasTrack(this.videoTracks.list().get(0).id())) {
			this.frameRate.add(packet.timestamp(), packet.size());
		}
	}

	private void countAudio(AudioPacket packet) {
		this.mediaCame = true;
		this.audio.add(packet.size());
		this.audioTracks.add(packet);
		if (packet.isFrame()) {
			this.audioRate.add(packet.timestamp(), packet.size());
		}
	}

	/**
	 * Note that what was counted has come by now.
	 */
	void arrived() {
		if (this.mediaCame) {
			this.mediaCame = false;
			long now = this.clock.getAsLong();
			this.lastMedia.at(now);
			this.audioRate.arrived(now);
			this.videoRate.arrived(now);
			this.frameRate.arrived(now);
		}
	}

	/**
	 * Return whether there was audio or video, but not for a while. Called by any thread.
	 */
	boolean isSilent() {
		return this.lastMedia.isSilent(this.clock.getAsLong());
	}

	/**
	 * Return whether neither audio nor video has come. Called by any thread.
	 */
	boolean isWithoutMedia() {
		return this.lastMedia.isNever();
	}

	StreamStatistics snapshot(int subscriptions) {
		long now = this.clock.getAsLong();
		return new StreamStatistics(
				new StreamStatistics.Audio(this.audio.packets(), this.audio.bytes(), this.audioTracks.list(),
						this.audioRate.rate(now).bitsPerSecond()),
				new StreamStatistics.Video(this.video.packets(), this.video.bytes(), this.keyFrames.get(),
						this.videoTracks.list(), this.frameRate.rate(now).packetsPerSecond(),
						this.videoRate.rate(now).bitsPerSecond()),
				new StreamStatistics.Data(this.data.packets(), this.data.bytes()), this.lastTimestamp.get(),
				lastMediaAt(now), subscriptions);
	}

	private @Nullable Instant lastMediaAt(long now) {
		if (this.lastMedia.isNever()) {
			return null;
		}
		// Derived from the age, as the clock of the day may have been set since
		return Instant.now().minusNanos(this.lastMedia.age(now)).truncatedTo(ChronoUnit.MILLIS);
	}

	private static void increase(AtomicLong counter, long amount) {
		// there is one writer: no atomic addition needed
		counter.lazySet(counter.get() + amount);
	}

	/**
	 * Packets and bytes of one kind.
	 */
	private static final class Total {

		private final AtomicLong packets = new AtomicLong();

		private final AtomicLong bytes = new AtomicLong();

		void add(int size) {
			increase(this.packets, 1);
			increase(this.bytes, size);
		}

		long packets() {
			return this.packets.get();
		}

		long bytes() {
			return this.bytes.get();
		}

	}

}
