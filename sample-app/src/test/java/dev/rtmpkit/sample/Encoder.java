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

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.FfmpegProcess;

/**
 * FFmpeg as the README starts it, only smaller: H.264 and AAC in real time, until it is
 * stopped.
 */
final class Encoder {

	static final String SIZE = "320x180";

	private Encoder() {
	}

	/**
	 * Start to publish.
	 * @param port the RTMP port
	 * @param key the stream key
	 * @param options further options of the RTMP output
	 * @return the running encoder
	 */
	static FfmpegProcess publish(int port, String key, String... options) {
		List<String> arguments = new ArrayList<>(List.of("-v", "error", "-re", "-f", "lavfi", "-i",
				"testsrc2=size=" + SIZE + ":rate=30", "-re", "-f", "lavfi", "-i", "sine", "-c:v", "libx264", "-preset",
				"ultrafast", "-pix_fmt", "yuv420p", "-g", "30", "-c:a", "aac", "-f", "flv"));
		arguments.addAll(List.of(options));
		arguments.add("rtmp://127.0.0.1:%d/live/%s".formatted(port, key));
		return Ffmpeg.start(arguments.toArray(String[]::new));
	}

}
