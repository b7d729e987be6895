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

package dev.rtmpkit.internal.mp4;

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.internal.media.Ac3Header;

/**
 * Writes what the box {@code dec3} says of Enhanced AC-3 (ETSI TS 102 366, F.6).
 */
final class EnhancedAc3 {

	private static final int PROGRAMS_LIMIT = 8;

	private static final int ADDITIONS_LIMIT = 15;

	private static final int RATE_LIMIT = 0x1FFF;

	private EnhancedAc3() {
	}

	static void write(BoxWriter box, List<Ac3Header> frames, int sampleRate) {
		List<Program> programs = programs(frames);
		box.u16(Math.min(kilobits(frames, sampleRate), RATE_LIMIT) << 3 | programs.size() - 1);
		for (Program program : programs) {
			Ac3Header header = program.header();
			int fields = header.rateCode() << 22 | header.version() << 17 | header.mode() << 12
					| header.channelMode() << 9 | header.lowFrequencies() << 8;
			if (program.additions().isEmpty()) {
				box.u24(fields);
				continue;
			}
			int locations = program.additions().stream().mapToInt(EnhancedAc3::locations).reduce(0, (a, b) -> a | b);
			box.u24(fields | Math.min(program.additions().size(), ADDITIONS_LIMIT) << 1 | locations >> 8).u8(locations);
		}
	}

	/**
	 * Dependent substreams belong to the independent one that they follow. What comes
	 * again is the next piece of time.
	 */
	private static List<Program> programs(List<Ac3Header> frames) {
		List<Program> programs = new ArrayList<>(1);
		for (Ac3Header frame : frames) {
			if (frame.dependent()) {
				programs.get(programs.size() - 1).additions().add(frame);
				continue;
			}
			if (programs.size() == PROGRAMS_LIMIT
					|| programs.stream().anyMatch((program) -> program.header().substream() == frame.substream())) {
				break;
			}
			programs.add(new Program(frame, new ArrayList<>(0)));
		}
		return programs;
	}

	/**
	 * Pairs from left and right centre to the vertical centre, then the second channel
	 * for low frequencies.
	 */
	private static int locations(Ac3Header dependent) {
		return (dependent.channelMap() & 0x7F8) >> 2 | (dependent.channelMap() & 2) >> 1;
	}

	private static int kilobits(List<Ac3Header> frames, int sampleRate) {
		long bytes = frames.stream().mapToLong(Ac3Header::size).sum();
		int samples = frames.stream()
			.filter((frame) -> !frame.dependent() && frame.substream() == frames.get(0).substream())
			.mapToInt(Ac3Header::samples)
			.sum();
		return (int) (bytes * Byte.SIZE * sampleRate / Math.max(1, samples) / 1000);
	}

	/**
	 * An independent substream and the dependent ones that add channels to it.
	 *
	 * @param header the head of its first frame
	 * @param additions the heads of the others
	 */
	private record Program(Ac3Header header, List<Ac3Header> additions) {

	}

}
