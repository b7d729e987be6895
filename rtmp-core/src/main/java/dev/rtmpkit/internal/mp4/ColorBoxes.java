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

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.rtmpkit.internal.media.VideoSignal;
import dev.rtmpkit.media.ColorInfo;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a sample entry says of colours (ISO/IEC 14496-12, 12.1.5 to 12.1.7). What
 * the publisher told goes before what the bitstream says.
 */
final class ColorBoxes {

	private static final int CODE_LIMIT = 0xFFFF;

	/** Coordinates are in units of 1/50000. */
	private static final double COORDINATE_UNITS = 50_000;

	/** Luminance is in units of 1/10000 candela per square metre. */
	private static final double LUMINANCE_UNITS = 10_000;

	private final VideoSignal.@Nullable Color signalled;

	private final ColorInfo told;

	ColorBoxes(VideoSignal.@Nullable Color signalled, @Nullable ColorInfo told) {
		this.signalled = signalled;
		this.told = (told != null) ? told : ColorInfo.NONE;
	}

	void write(BoxWriter entry) {
		writeColor(entry);
		ColorInfo.MasteringDisplay display = this.told.masteringDisplay();
		if (display != null) {
			writeDisplay(entry, display);
		}
		ColorInfo.LightLevel level = this.told.lightLevel();
		if (level != null && (level.maxCll() != null || level.maxFall() != null)) {
			entry.box("clli", (box) -> box.u16((int) units(level.maxCll(), 1, CODE_LIMIT))
				.u16((int) units(level.maxFall(), 1, CODE_LIMIT)));
		}
	}

	private void writeColor(BoxWriter entry) {
		ColorInfo.ColorConfig config = this.told.config();
		if (config == null && this.signalled == null) {
			return;
		}
		int unspecified = VideoSignal.Color.UNSPECIFIED;
		VideoSignal.Color base = (this.signalled != null) ? this.signalled
				: new VideoSignal.Color(unspecified, unspecified, unspecified, false);
		int primaries = code((config != null) ? config.colorPrimaries() : null, base.primaries());
		int transfer = code((config != null) ? config.transferCharacteristics() : null, base.transfer());
		int matrix = code((config != null) ? config.matrixCoefficients() : null, base.matrix());
		entry.box("colr",
				(box) -> box.text("nclx").u16(primaries).u16(transfer).u16(matrix).u8((base.fullRange()) ? 0x80 : 0));
	}

	private static int code(@Nullable Double told, int signalled) {
		return (told != null && told >= 0 && told <= CODE_LIMIT) ? told.intValue() : signalled;
	}

	private static void writeDisplay(BoxWriter entry, ColorInfo.MasteringDisplay display) {
		List<ColorInfo.Chromaticity> points = List.of(display.green(), display.blue(), display.red(),
				display.whitePoint());
		boolean whole = Stream
			.concat(points.stream().flatMap((point) -> Stream.of(numbers(point.x()), numbers(point.y()))),
					Stream.of(numbers(display.maxLuminance()), numbers(display.minLuminance())))
			.allMatch(Boolean::booleanValue);
		if (!whole) {
			return;
		}
		entry.box("mdcv", (box) -> {
			points.forEach((point) -> box.u16((int) units(point.x(), COORDINATE_UNITS, CODE_LIMIT))
				.u16((int) units(point.y(), COORDINATE_UNITS, CODE_LIMIT)));
			box.u32(units(display.maxLuminance(), LUMINANCE_UNITS, 0xFFFFFFFFL));
			box.u32(units(display.minLuminance(), LUMINANCE_UNITS, 0xFFFFFFFFL));
		});
	}

	private static boolean numbers(@Nullable Double value) {
		return Objects.nonNull(value);
	}

	private static long units(@Nullable Double value, double units, long limit) {
		return (value != null) ? Math.max(0, Math.min(limit, Math.round(value * units))) : 0;
	}

}
