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

package dev.rtmpkit.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Generated clips of 10 seconds, encoded once per build.
 *
 * @see RequiresFfmpeg
 */
public enum MediaFiles {

	/**
	 * H.264 without B-frames and AAC: what encoders send live.
	 */
	H264_AAC("-c:v libx264 -bf 0", "-c:a aac"),

	/**
	 * H.264 with B-frames, hence composition time offsets, and AAC.
	 */
	H264_B_FRAMES_AAC("-c:v libx264 -bf 2", "-c:a aac"),

	/**
	 * AAC alone.
	 */
	AUDIO_ONLY("-vn", "-c:a aac"),

	/**
	 * H.264 alone.
	 */
	VIDEO_ONLY("-c:v libx264 -bf 0", "-an"),

	/**
	 * HEVC and Opus.
	 */
	HEVC_OPUS("-c:v libx265 -x265-params log-level=error", "-c:a libopus"),

	/**
	 * HEVC with ten bits, the colours of BT.2020, the transfer function PQ and the
	 * mastering display, and AAC.
	 */
	HEVC_HDR_AAC("-c:v libx265 -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc"
			+ " -x265-params log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
			+ ":master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50)"
			+ ":max-cll=1000,400", "-c:a aac"),

	/**
	 * AV1 and FLAC.
	 */
	AV1_FLAC("-c:v libsvtav1 -svtav1-params loglevel=1", "-c:a flac", "12"),

	/**
	 * VP9 and AC-3.
	 */
	VP9_AC3("-c:v libvpx-vp9 -deadline realtime -cpu-used 8", "-c:a ac3"),

	/**
	 * H.264 and E-AC-3.
	 */
	H264_EAC3("-c:v libx264", "-c:a eac3"),

	/**
	 * H.264 and MP3.
	 */
	H264_MP3("-c:v libx264", "-c:a libmp3lame"),

	/**
	 * Two video tracks, H.264 and HEVC, and three audio tracks, AAC, Opus and FLAC.
	 */
	MULTITRACK("-map 0:v -map 0:v -c:v:0 libx264 -bf:v:0 0 -c:v:1 libx265 -x265-params log-level=error",
			"-map 1:a -map 1:a -map 1:a -c:a:0 aac -c:a:1 libopus -c:a:2 flac");

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final String INPUT = "-f lavfi -i testsrc2=size=320x180:rate=30 "
			+ "-f lavfi -i sine=frequency=440:sample_rate=48000 -t 10 -pix_fmt yuv420p -g 60 -b:a 96k";

	private final String encoding;

	MediaFiles(String video, String audio) {
		this(video, audio, "veryfast");
	}

	MediaFiles(String video, String audio, String preset) {
		this.encoding = "-preset " + preset + " " + video + " " + audio;
	}

	/**
	 * Return the clip as FLV.
	 * @return the file
	 */
	public Path flv() {
		return file("flv", (INPUT + " " + this.encoding).split(" "));
	}

	/**
	 * Return the clip as MP4, with the packets of {@link #flv()}.
	 * @return the file
	 */
	public Path mp4() {
		return file("mp4", "-i", flv().toString(), "-c", "copy");
	}

	private Path file(String extension, String... arguments) {
		String name = name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + extension;
		return BuildDirectory.once(name, (path) -> {
			List<String> all = new ArrayList<>(List.of("-v", "error"));
			all.addAll(Arrays.asList(arguments));
			all.add(path.toString());
			Ffmpeg.run(TIMEOUT, all.toArray(String[]::new)).orFail();
		});
	}

}
