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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The analyzer {@code ffprobe}: what a media file holds, in FFmpeg's judgement.
 *
 * @see RequiresFfmpeg
 */
public final class Ffprobe {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private Ffprobe() {
	}

	/**
	 * List the packets of a file.
	 * @param file the file
	 * @return the packets in the order in which the file has them
	 */
	public static List<PacketInfo> packets(Path file) {
		return query(file, "-show_packets", "-show_data_hash", "md5", "-show_entries",
				"packet=stream_index,codec_type,pts,dts,size,flags,data_hash")
			.map(PacketInfo::of)
			.toList();
	}

	/**
	 * List the streams of a file.
	 * @param file the file
	 * @return the streams in the order of their index
	 */
	public static List<StreamInfo> streams(Path file) {
		return query(file, "-show_streams", "-show_entries", "stream=codec_type,codec_name,width,height")
			.map(StreamInfo::of)
			.toList();
	}

	/**
	 * Ask for any facts about the streams of a file.
	 * @param file the file
	 * @param names the names of the facts, for example {@code profile}
	 * @return the facts by name, in the order of the streams; a stream lacks what does
	 * not apply to it
	 */
	public static List<Map<String, String>> facts(Path file, String... names) {
		return query(file, "-show_streams", "-show_entries", "stream=" + String.join(",", names)).toList();
	}

	/**
	 * Read all packets of a file and collect what is wrong with it.
	 * @param file the file
	 * @return a line per warning or error
	 */
	public static List<String> warnings(Path file) {
		return run("-v", "warning", "-show_packets", file.toString()).stderr().lines().toList();
	}

	private static Stream<Map<String, String>> query(Path file, String... what) {
		List<String> arguments = new ArrayList<>(List.of("-v", "error", "-of", "compact=print_section=0"));
		arguments.addAll(List.of(what));
		arguments.add(file.toString());
		return run(arguments.toArray(String[]::new)).orFail()
			.stdout()
			.lines()
			.filter((line) -> !line.isBlank())
			.map(Ffprobe::fields);
	}

	private static Map<String, String> fields(String line) {
		Map<String, String> fields = new HashMap<>();
		for (String field : line.split("\\|")) {
			int equals = field.indexOf('=');
			if (equals > 0) {
				fields.put(field.substring(0, equals), field.substring(equals + 1));
			}
		}
		return fields;
	}

	private static Ffmpeg.Result run(String... arguments) {
		try (FfmpegProcess process = FfmpegProcess.start(FfmpegBinaries.command("ffprobe", List.of(arguments)))) {
			return process.await(TIMEOUT);
		}
	}

	/**
	 * A packet.
	 *
	 * @param streamIndex the index of its stream
	 * @param codecType {@code video}, {@code audio} or {@code data}
	 * @param pts the presentation time in units of its stream (FLV: milliseconds), or
	 * {@code null} if it has none
	 * @param dts the decoding time, likewise
	 * @param key whether decoding can start with it
	 * @param size the number of bytes
	 * @param dataHash a hash of the bytes
	 */
	public record PacketInfo(int streamIndex, String codecType, @Nullable Long pts, @Nullable Long dts, boolean key,
			int size, String dataHash) {

		private static PacketInfo of(Map<String, String> fields) {
			return new PacketInfo(Integer.parseInt(fields.get("stream_index")), fields.get("codec_type"),
					time(fields.get("pts")), time(fields.get("dts")), fields.get("flags").startsWith("K"),
					Integer.parseInt(fields.get("size")), fields.get("data_hash"));
		}

		private static @Nullable Long time(String text) {
			return (text.equals("N/A")) ? null : Long.valueOf(text);
		}

	}

	/**
	 * A stream.
	 *
	 * @param codecType {@code video}, {@code audio} or {@code data}
	 * @param codecName the codec, for example {@code h264}
	 * @param width the width in pixels; 0 unless it is video
	 * @param height the height in pixels; 0 unless it is video
	 */
	public record StreamInfo(String codecType, String codecName, int width, int height) {

		private static StreamInfo of(Map<String, String> fields) {
			return new StreamInfo(fields.get("codec_type"), fields.getOrDefault("codec_name", "unknown"),
					Integer.parseInt(fields.getOrDefault("width", "0")),
					Integer.parseInt(fields.getOrDefault("height", "0")));
		}

	}

}
