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

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Timestamps when a publisher comes back.
 */
class ContinuousTimelineTests {

	private final ContinuousTimeline timeline = new ContinuousTimeline();

	@Test
	void whenThePublisherStaysPacketsPassAsTheyAre() {
		for (MediaPacket packet : List.of(metadata(0), video(1000), video(1040), audio(900), video(0))) {
			assertThat(this.timeline.place(packet)).isSameAs(packet);
		}
	}

	@Test
	void whenThePublisherBeginsAgainItFollowsTheLastFrame() {
		place(video(1000), audio(1020));
		this.timeline.publisherReturned();
		assertThat(place(metadata(0), videoHeader(0), video(0), audio(5), video(40))).containsExactly(1021L, 1021L,
				1021L, 1026L, 1061L);
	}

	@Test
	void whenThePublisherReturnsAgainItFollowsWhatItHadBecome() {
		place(audio(0), audio(20));
		this.timeline.publisherReturned();
		assertThat(place(audio(0), audio(20))).containsExactly(21L, 41L);
		this.timeline.publisherReturned();
		assertThat(place(audio(7), audio(20))).containsExactly(42L, 55L);
	}

	@Test
	void whenThePublisherGoesOnWithItsTimelineItStaysExact() {
		place(video(1000));
		this.timeline.publisherReturned();
		MediaPacket next = video(3500);
		assertThat(place(videoHeader(0))).containsExactly(1001L);
		assertThat(this.timeline.place(next)).isSameAs(next);
	}

	@Test
	void whenThePublisherBeginsFarAheadThereIsNoGap() {
		place(video(1000));
		this.timeline.publisherReturned();
		assertThat(place(video(10_000_000), video(10_000_040))).containsExactly(1001L, 1041L);
	}

	@Test
	void whenFramesAreShownLaterThanDecodedWhatFollowsIsShownAfterThem() {
		place(VideoPacket.parse(1000, bytes("27 01 000050 00")));
		this.timeline.publisherReturned();
		assertThat(place(video(0))).containsExactly(1081L);
	}

	@Test
	void whenTheFirstFrameIsNotTheEarliestNothingLiesBeforeTheReturn() {
		place(audio(1000));
		this.timeline.publisherReturned();
		assertThat(place(video(100), audio(80), audio(103))).containsExactly(1001L, 1001L, 1004L);
	}

	@Test
	void whenNothingCameBeforeTheReturnNothingChanges() {
		this.timeline.publisherReturned();
		assertThat(place(metadata(0), audio(0), audio(20))).containsExactly(0L, 0L, 20L);
	}

	@Test
	void whenTimestampsHaveWrappedTheyGoOn() {
		place(audio((1L << 32) + 10));
		this.timeline.publisherReturned();
		assertThat(place(audio(0))).containsExactly((1L << 32) + 11);
	}

	@Test
	void whenPacketsMoveTheyStayWhatTheyAre() {
		place(audio(500));
		this.timeline.publisherReturned();
		for (MediaPacket packet : List.of(metadata(0), video(0), audio(0))) {
			MediaPacket moved = this.timeline.place(packet);
			assertThat(moved).usingRecursiveComparison().ignoringFields("timestamp").isEqualTo(packet);
			assertThat(moved.timestamp()).isEqualTo(501);
		}
	}

	private List<Long> place(MediaPacket... packets) {
		return List.of(packets).stream().map(this.timeline::place).map(MediaPacket::timestamp).toList();
	}

	private static DataPacket metadata(long timestamp) {
		return DataPacket.of(timestamp, DataPacket.ON_META_DATA);
	}

	/** Sorenson H.263. */
	private static VideoPacket video(long timestamp) {
		return VideoPacket.parse(timestamp, bytes("12 00"));
	}

	/** H.264 configuration record. */
	private static VideoPacket videoHeader(long timestamp) {
		return VideoPacket.parse(timestamp, bytes("17 00 000000 01 64001F FF E0 00"));
	}

	/** MP3. */
	private static AudioPacket audio(long timestamp) {
		return AudioPacket.parse(timestamp, bytes("2F 00"));
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
	}

}
