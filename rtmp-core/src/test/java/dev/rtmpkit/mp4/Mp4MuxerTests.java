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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.rtmpkit.mp4.Packets.audio;
import static dev.rtmpkit.mp4.Packets.audioHeader;
import static dev.rtmpkit.mp4.Packets.inter;
import static dev.rtmpkit.mp4.Packets.key;
import static dev.rtmpkit.mp4.Packets.sound;
import static dev.rtmpkit.mp4.Packets.video;
import static dev.rtmpkit.mp4.Packets.videoHeader;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Mp4Muxer}.
 */
class Mp4MuxerTests {

	private final Mp4Muxer muxer = new Mp4Muxer(Mp4Options.eachFrame());

	private final List<Mp4Part> parts = new ArrayList<>();

	@Test
	void whenAllTracksHaveComeHeaderComes() {
		add(videoHeader(), audioHeader(), key(1000));
		assertThat(this.parts).isEmpty();
		add(sound(1010));
		assertThat(header(0).contentType()).isEqualTo("video/mp4; codecs=\"avc1.42c00a,mp4a.40.2\"");
		assertThat(header(0).startTime()).isEqualTo(1000);
		assertThat(Box.types(Box.all(Mp4Output.bytes(header(0).buffers())))).containsExactly("ftyp", "moov");
		assertThat(header(0)).hasToString("Mp4Header[contentType=video/mp4; codecs=\"avc1.42c00a,mp4a.40.2\","
				+ " startTime=1000, bytes=" + header(0).size() + "]");
	}

	@Test
	void fragmentOfOneFrameInBytes() {
		add(metadata(), videoHeader(), key(40), inter(80, 40), inter(120));
		assertThat(this.parts).hasSize(3);
		assertThat(Mp4Output.bytes(fragment(2).buffers())).isEqualTo(Hex.bytes("""
				00000068 6D6F6F66                   // moof
				00000010 6D666864 00000000 00000002 // mfhd: the second fragment
				00000050 74726166                   // traf
				00000018 74666864 00 020028 00000001 00000028 01010000
				                                    // tfhd: base is moof; track 1, 40 ms, no sync sample
				00000014 74666474 01 000000 0000000000000028 // tfdt: 40 ms
				0000001C 7472756E 01 000A01 00000001 // trun: data offset, sizes, composition offsets
				00000070                            // behind moof and the head of mdat
				00000007 00000028                   // 7 bytes, shown 40 ms after it is decoded
				0000000F 6D646174 00000003 419A00   // mdat
				"""));
	}

	@Test
	void oneKeyFrameIsAStillPicture() {
		add(videoHeader(), key(5000));
		finish();
		assertThat(this.parts).hasSize(2);
		assertThat(fragment(1)).hasToString(
				"Mp4Fragment[decodeTime=PT0S, duration=PT0.04S, independent=true, bytes=" + fragment(1).size() + "]");
		assertThat(samples(0)).hasSize(1);
	}

	@Test
	void whenMetadataPromisesOneTrackHeaderDoesNotWait() {
		add(metadata(), videoHeader(), key(0));
		assertThat(header(0).contentType()).isEqualTo("video/mp4; codecs=\"avc1.42c00a\"");
	}

	@Test
	void whenTrackDoesNotComeHeaderWaitsForOneSecond() {
		add(videoHeader(), key(0));
		for (int timestamp = 40; timestamp < 1000; timestamp += 40) {
			add(inter(timestamp));
		}
		assertThat(this.parts).isEmpty();
		add(inter(1000));
		assertThat(this.parts).hasSize(2);
		assertThat(fragment(1).runs().get(0).samples()).hasSize(25);
	}

	@Test
	void whenThereIsSoundOnlyContentIsAudio() {
		add(DataPacket.of(0, DataPacket.ON_META_DATA,
				new AmfObject(null, Map.of("audiosamplerate", new AmfNumber(48_000)))), audioHeader(), sound(0));
		assertThat(header(0).contentType()).isEqualTo("audio/mp4; codecs=\"mp4a.40.2\"");
		assertThat(fragment(1).independent()).isTrue();
		assertThat(fragment(1).duration()).isEqualTo(Duration.ofNanos(21_333_333));
	}

	@Test
	void videoBeforeFirstKeyFrameIsLeftOut() {
		add(videoHeader(), inter(0), audioHeader(), sound(5), inter(40), key(80));
		finish();
		assertThat(samples(0)).extracting(Sample::timestamp).containsExactly(80L);
		assertThat(header(0).startTime()).isEqualTo(5);
	}

	@Test
	void whenFramesComeWithoutConfigurationNothingComesOut() {
		add(key(0), sound(0), inter(2000));
		finish();
		assertThat(this.parts).isEmpty();
	}

	@Test
	void roundedTimestampsOfSoundDoNotAddUp() {
		add(audioHeader());
		for (int i = 0; i < 10_000; i++) {
			add(sound(Math.round(i * 1024 / 48.0)));
		}
		finish();
		List<Sample> samples = samples(0);
		assertThat(samples).hasSize(10_000);
		for (int i = 0; i < 10_000; i++) {
			assertThat(samples.get(i).time()).isEqualTo(i * 1024L);
		}
	}

	@Test
	void clockThatIsTooFastIsCorrected() {
		add(audioHeader());
		// a tenth of a percent fast, as no crystal is
		for (int i = 0; i < 10_000; i++) {
			add(sound(Math.round(i * 1024 / 48.0 * 0.999)));
		}
		finish();
		for (Sample sample : samples(0)) {
			assertThat(sample.time() / 48.0 - sample.timestamp()).isBetween(-11.0, 11.0);
		}
	}

	@Test
	void whenSoundPausesTheGapIsKept() {
		add(audioHeader(), sound(0), sound(21), sound(500), sound(521));
		finish();
		assertThat(samples(0)).extracting(Sample::time).containsExactly(0L, 1024L, 24_000L, 25_024L);
	}

	@Test
	void timestampsBeyond32BitsGoOn() {
		long start = (1L << 32) - 40;
		add(metadata(), videoHeader(), key(start), inter(start + 40), inter(start + 80));
		finish();
		assertThat(header(0).startTime()).isEqualTo(start);
		assertThat(samples(0)).extracting(Sample::time).containsExactly(0L, 40L, 80L);
	}

	@Test
	void whenTimeGoesBeyond32BitsDecodeTimeHas64() {
		Mp4Muxer muxer = new Mp4Muxer(Mp4Options.every(Duration.ofMinutes(30)));
		MediaPacket key = key(0);
		muxer.add(metadata());
		muxer.add(videoHeader());
		for (long timestamp = 0; timestamp < (1L << 32) + 10_000; timestamp += 10_000) {
			muxer.add(key.withTimestamp(timestamp));
		}
		Mp4Fragment last = (Mp4Fragment) muxer.finish().get(0);
		Box moof = Box.all(Mp4Output.bytes(last.buffers())).get(0);
		assertThat(moof.get("traf", "tfdt").u64(4) + last.duration().toMillis()).isGreaterThan(1L << 32);
		assertThat(last.decodeTime().plus(last.duration())).isGreaterThan(Duration.ofMillis(1L << 32));
	}

	@Test
	void negativeCompositionOffsetsAreKept() {
		add(metadata(), videoHeader(), video(100, "17 01 FFFFD8 00000002 6588"), inter(140, -40), inter(180, 40));
		finish();
		// the first frame is shown before it is decoded
		assertThat(header(0).startTime()).isEqualTo(60);
		assertThat(samples(0)).extracting(Sample::compositionOffset).containsExactly(-40, -40, 40);
		assertThat(fragment(1).decodeTime()).isEqualTo(Duration.ofMillis(40));
	}

	@Test
	void whenTimestampsAreEqualFramesArePresentedAsTold() {
		add(metadata(), videoHeader(), key(0), inter(40, 40), inter(40, 80), inter(30), inter(80));
		finish();
		assertThat(samples(0)).extracting(Sample::time).containsExactly(0L, 40L, 41L, 42L, 80L);
		assertThat(samples(0)).extracting((sample) -> sample.time() + sample.compositionOffset())
			.containsExactly(0L, 80L, 120L, 30L, 80L);
	}

	@ParameterizedTest
	@ValueSource(longs = { 15_041, 3_000 })
	void whenTimeJumpsNewHeaderComes(long timestamp) {
		add(metadata(), videoHeader(), key(5_000), inter(5_040), key(timestamp), inter(timestamp + 40));
		finish();
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		assertThat(((Mp4Header) movies.get(1).get(0)).startTime()).isEqualTo(timestamp);
		assertThat(((Mp4Fragment) movies.get(1).get(1)).decodeTime()).isZero();
	}

	@Test
	void whenConfigurationIsRepeatedNothingHappens() {
		add(metadata(), videoHeader(), key(0), videoHeader(), inter(40), videoHeader(), key(80));
		finish();
		assertThat(Mp4Output.movies(this.parts)).hasSize(1);
	}

	@Test
	void whenVideoChangesNewHeaderComesBeforeItsKeyFrame() {
		add(videoHeader(), audioHeader(), key(0), sound(0), inter(40));
		add(video(0, "17 00 000000" + Packets.AVC_RECORD.replace("42C00A", "42C00B")), key(80), sound(85));
		finish();
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		assertThat(((Mp4Header) movies.get(1).get(0)).contentType()).contains("avc1.42c00b");
		assertThat(samples(movies.get(0), 0)).extracting(Sample::timestamp).containsExactly(0L, 40L);
		assertThat(samples(movies.get(1), 0)).extracting(Sample::timestamp).containsExactly(80L);
	}

	@Test
	void whenSoundChangesItWaitsForTheNextKeyFrame() {
		add(videoHeader(), audioHeader(), key(0), sound(0), inter(40));
		add(audioHeader(Packets.OTHER_AAC_RECORD), sound(50), inter(80), sound(73), inter(120), key(160), sound(170));
		finish();
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		assertThat(samples(movies.get(0), 0)).extracting(Sample::timestamp).containsExactly(0L, 40L, 80L, 120L);
		assertThat(samples(movies.get(0), 1)).extracting(Sample::timestamp).containsExactly(0L);
		assertThat(samples(movies.get(1), 0)).extracting(Sample::timestamp).containsExactly(160L);
		assertThat(samples(movies.get(1), 1)).extracting(Sample::timestamp).containsExactly(50L, 73L, 170L);
		assertThat(((Mp4Header) movies.get(1).get(0)).startTime()).isEqualTo(50);
	}

	@Test
	void whenTrackComesLateNewHeaderHasIt() {
		add(metadata(), videoHeader(), key(0), inter(40), audioHeader(), sound(50), inter(80), key(120), sound(125));
		finish();
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		assertThat(((Mp4Header) movies.get(1).get(0)).contentType()).contains("mp4a.40.2");
		assertThat(samples(movies.get(0), 0)).hasSize(3);
		assertThat(samples(movies.get(1), 1)).extracting(Sample::timestamp).containsExactly(50L, 125L);
	}

	@Test
	void whenVideoComesLateToSoundItBeginsAtItsKeyFrame() {
		add(audioHeader());
		for (int i = 0; i < 100; i++) {
			add(sound(Math.round(i * 1024 / 48.0)));
		}
		add(videoHeader(), inter(2133), sound(2134), key(2155), sound(2156));
		finish();
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		assertThat(samples(movies.get(0), 0)).hasSize(101);
		assertThat(samples(movies.get(1), 0)).extracting(Sample::timestamp).containsExactly(2155L);
	}

	@Test
	void whenKeyFrameIsFarTheNewHeaderWaits() {
		add(videoHeader(), audioHeader(), key(0), sound(0), audioHeader(Packets.OTHER_AAC_RECORD));
		for (int timestamp = 40; timestamp < 20_000; timestamp += 20) {
			add((timestamp % 40 == 0) ? inter(timestamp) : sound(timestamp));
		}
		add(key(20_000));
		finish();
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		assertThat(samples(movies.get(1), 0)).extracting(Sample::timestamp).containsExactly(20_000L);
		assertThat(samples(movies.get(1), 1)).hasSize(499);
	}

	@Test
	void whenVideoPausesTheNewHeaderDoesNotWait() {
		add(videoHeader(), audioHeader(), key(0), sound(0), audioHeader(Packets.OTHER_AAC_RECORD));
		for (int timestamp = 20; timestamp <= 10_000; timestamp += 20) {
			add(sound(timestamp));
		}
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		assertThat(samples(movies.get(1), 0)).hasSize(500);
	}

	@Test
	void whenFinishedTheNextFileBeginsWithWhatIsKnown() {
		add(metadata(), videoHeader(), key(0), inter(40));
		finish();
		add(inter(80), key(120), inter(160));
		finish();
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		assertThat(samples(movies.get(1), 0)).extracting(Sample::timestamp).containsExactly(120L, 160L);
		assertThat(((Mp4Header) movies.get(1).get(0)).startTime()).isEqualTo(120);
	}

	@Test
	void whenCutOnKeyFramesEachFragmentBeginsWithOne() {
		Mp4Muxer muxer = new Mp4Muxer(Mp4Options.onKeyFrames(Duration.ofMillis(100)));
		List<Mp4Part> made = new ArrayList<>(muxer.add(videoHeader()));
		made.addAll(muxer.add(audioHeader()));
		for (int timestamp = 0; timestamp < 600; timestamp += 40) {
			// key frames at 0, 80, 160 ...
			made.addAll(muxer.add((timestamp % 80 == 0) ? key(timestamp) : inter(timestamp)));
			made.addAll(muxer.add(sound(timestamp + 7)));
		}
		made.addAll(muxer.finish());
		assertThat(made.subList(1, made.size())).allSatisfy((part) -> {
			Mp4Fragment fragment = (Mp4Fragment) part;
			assertThat(fragment.independent()).isTrue();
			assertThat(fragment.decodeTime().toMillis() % 160).isZero();
		});
		assertThat(((Mp4Fragment) made.get(1)).duration()).isEqualTo(Duration.ofMillis(160));
		assertThat(samples(made, 1)).hasSize(15);
	}

	@Test
	void whenNoKeyFrameComesFragmentsEndAnyway() {
		Mp4Muxer muxer = new Mp4Muxer(Mp4Options.onKeyFrames(Duration.ofSeconds(1)));
		List<Mp4Part> made = new ArrayList<>(muxer.add(metadata()));
		made.addAll(muxer.add(videoHeader()));
		made.addAll(muxer.add(key(0)));
		for (int timestamp = 40; timestamp <= 11_040; timestamp += 40) {
			made.addAll(muxer.add(inter(timestamp)));
		}
		assertThat(made).hasSize(2);
	}

	@Test
	void whenFramesAreLargeTheyDoNotPileUp() {
		Mp4Muxer muxer = new Mp4Muxer(Mp4Options.onKeyFrames(Duration.ofHours(1)));
		muxer.add(videoHeader());
		muxer.add(key(0));
		ByteBuffer large = ByteBuffer.allocate(16 << 20).put(Hex.bytes("27 01 000000")).clear();
		long size = 0;
		for (int i = 1; i <= 10; i++) {
			for (Mp4Part part : muxer.add(VideoPacket.parse(i, large))) {
				size += part.size();
			}
			assertThat(size).isGreaterThanOrEqualTo((i - 3L) * (16 << 20));
		}
	}

	@Test
	void codecsWithoutPlaceAreNamed() {
		add(videoHeader(), key(0), audio(0, "BF 0102"), inter(40), video(40, "23 00"));
		assertThat(this.muxer.unsupported()).containsExactly("Screen Video", "Speex");
	}

	@Test
	void whenSoundHasNoPlaceHeaderDoesNotWaitForIt() {
		add(audio(0, "B6 0102"), videoHeader(), key(0));
		assertThat(header(0).contentType()).isEqualTo("video/mp4; codecs=\"avc1.42c00a\"");
		assertThat(this.muxer.unsupported()).containsExactly("Speex");
	}

	@Test
	void defaultTracksAloneCanBeTaken() {
		Mp4Muxer muxer = new Mp4Muxer(
				Mp4Options.eachFrame().withTracks(Mp4Options.Tracks.DEFAULT).withHeaderDelay(Duration.ZERO));
		// track 1 of AAC: sequence start, then frames
		assertThat(muxer.add(audio(0, "95 00 6D703461 01 1190"))).isEmpty();
		assertThat(muxer.add(audio(0, "95 01 6D703461 01 2100"))).isEmpty();
		assertThat(muxer.add(audioHeader())).isEmpty();
		assertThat(muxer.add(sound(0))).hasSize(2);
		assertThat(muxer.unsupported()).isEmpty();
	}

	@Test
	void disposableFramesAreMarked() {
		add(metadata(), videoHeader(), key(0), video(40, "37 01 000000 00000001 01"), inter(80));
		finish();
		assertThat(samples(0)).extracting(Sample::dependency)
			.containsExactly(Sample.Dependency.SYNC, Sample.Dependency.DISPOSABLE, Sample.Dependency.INTER);
	}

	@Test
	void whenColoursChangeNewHeaderComes() {
		add(metadata(), videoHeader(), key(0), inter(40));
		add(colors(9), colors(9), key(80), colors(9), inter(120));
		finish();
		List<List<Mp4Part>> movies = Mp4Output.movies(this.parts);
		assertThat(movies).hasSize(2);
		Box entry = entry((Mp4Header) movies.get(1).get(0), 0);
		assertThat(entry.get("colr").content()).isEqualTo(ByteBuffer.wrap(Hex.bytes("6E636C78 0009 0002 0002 00")));
	}

	private static MediaPacket colors(int primaries) {
		AmfObject config = new AmfObject(null, Map.of("colorPrimaries", new AmfNumber(primaries)));
		ByteBuffer values = DataPacket.of(0, "colorInfo", new AmfObject(null, Map.of("colorConfig", config))).payload();
		byte[] packet = new byte[5 + values.remaining()];
		System.arraycopy(Hex.bytes("84 61766331"), 0, packet, 0, 5);
		values.get(packet, 5, values.remaining());
		return VideoPacket.parse(0, ByteBuffer.wrap(packet));
	}

	static Box entry(Mp4Header header, int track) {
		Box movie = Box.all(Mp4Output.bytes(header.buffers())).get(1);
		return movie.find("trak").get(track).get("mdia", "minf", "stbl", "stsd").children().get(0);
	}

	private static MediaPacket metadata() {
		return DataPacket.of(0, DataPacket.ON_META_DATA,
				new AmfObject(null, Map.of("width", new AmfNumber(64), "height", new AmfNumber(64))));
	}

	private void add(MediaPacket... packets) {
		for (MediaPacket packet : packets) {
			this.parts.addAll(this.muxer.add(packet));
		}
	}

	private void finish() {
		this.parts.addAll(this.muxer.finish());
	}

	private Mp4Header header(int index) {
		return (Mp4Header) this.parts.get(index);
	}

	private Mp4Fragment fragment(int index) {
		return (Mp4Fragment) this.parts.get(index);
	}

	private List<Sample> samples(int track) {
		return samples(this.parts, track);
	}

	private static List<Sample> samples(List<Mp4Part> parts, int track) {
		return parts.stream()
			.filter(Mp4Fragment.class::isInstance)
			.flatMap((part) -> ((Mp4Fragment) part).runs().stream())
			.filter((run) -> run.track() == track)
			.flatMap((run) -> run.samples().stream())
			.toList();
	}

}
