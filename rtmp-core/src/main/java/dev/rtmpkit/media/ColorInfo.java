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

package dev.rtmpkit.media;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfValue;
import org.jspecify.annotations.Nullable;

/**
 * The colours of a video track, high dynamic range above all (Enhanced RTMP v2, "Metadata
 * Frame"). Whatever the publisher left out is {@code null}.
 *
 * @param config how numbers become colours
 * @param lightLevel how bright the content gets
 * @param masteringDisplay the display on which the content was made
 */
public record ColorInfo(@Nullable ColorConfig config, @Nullable LightLevel lightLevel,
		@Nullable MasteringDisplay masteringDisplay) {

	/** Nothing beyond what the codec says. */
	public static final ColorInfo NONE = new ColorInfo(null, null, null);

	/**
	 * Read the value of {@code colorInfo}.
	 * @param value the value or {@code null} if there is none
	 * @return the colours, {@link #NONE} for an empty value, or {@code null} for no or a
	 * senseless one
	 */
	static @Nullable ColorInfo of(@Nullable AmfValue value) {
		if (value instanceof AmfUndefined || value instanceof AmfNull) {
			return NONE;
		}
		return (value instanceof AmfProperties colors) ? new ColorInfo(ColorConfig.of(colors.get("colorConfig")),
				LightLevel.of(colors.get("hdrCll")), MasteringDisplay.of(colors.get("hdrMdcv"))) : null;
	}

	/**
	 * How numbers become colours. The code points are those of ISO/IEC 23091-4 (ITU-T
	 * H.273).
	 *
	 * @param bitDepth the bits per sample
	 * @param colorPrimaries the code point of the primaries, for example 9 for BT.2020
	 * @param transferCharacteristics the code point of the transfer function, for example
	 * 16 for PQ and 18 for HLG
	 * @param matrixCoefficients the code point of the matrix
	 */
	public record ColorConfig(@Nullable Double bitDepth, @Nullable Double colorPrimaries,
			@Nullable Double transferCharacteristics, @Nullable Double matrixCoefficients) {

		static @Nullable ColorConfig of(@Nullable AmfValue value) {
			return (value instanceof AmfProperties config)
					? new ColorConfig(config.number("bitDepth"), config.number("colorPrimaries"),
							config.number("transferCharacteristics"), config.number("matrixCoefficients"))
					: null;
		}

	}

	/**
	 * How bright the content gets.
	 *
	 * @param maxFall the brightest average of a frame in candela per square metre
	 * @param maxCll the brightest pixel in candela per square metre
	 */
	public record LightLevel(@Nullable Double maxFall, @Nullable Double maxCll) {

		static @Nullable LightLevel of(@Nullable AmfValue value) {
			return (value instanceof AmfProperties level)
					? new LightLevel(level.number("maxFall"), level.number("maxCLL")) : null;
		}

	}

	/**
	 * The display on which the content was made. Luminance is in candela per square
	 * metre.
	 *
	 * @param red the red primary
	 * @param green the green primary
	 * @param blue the blue primary
	 * @param whitePoint the white point
	 * @param maxLuminance the brightest it gets
	 * @param minLuminance the darkest it gets
	 */
	public record MasteringDisplay(Chromaticity red, Chromaticity green, Chromaticity blue, Chromaticity whitePoint,
			@Nullable Double maxLuminance, @Nullable Double minLuminance) {

		static @Nullable MasteringDisplay of(@Nullable AmfValue value) {
			return (value instanceof AmfProperties display)
					? new MasteringDisplay(Chromaticity.of(display, "red"), Chromaticity.of(display, "green"),
							Chromaticity.of(display, "blue"), Chromaticity.of(display, "whitePoint"),
							display.number("maxLuminance"), display.number("minLuminance"))
					: null;
		}

	}

	/**
	 * A colour without brightness, in the coordinates of CIE 1931.
	 *
	 * @param x the first coordinate, 0 to 1
	 * @param y the second coordinate, 0 to 1
	 */
	public record Chromaticity(@Nullable Double x, @Nullable Double y) {

		static Chromaticity of(AmfProperties display, String name) {
			return new Chromaticity(display.number(name + "X"), display.number(name + "Y"));
		}

	}

}
