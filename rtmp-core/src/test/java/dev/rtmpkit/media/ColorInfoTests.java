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

import java.nio.ByteBuffer;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfUndefined;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ColorInfo} and {@link VideoPacket#metadata()}.
 */
@Tag("EX3")
class ColorInfoTests {

	@Test
	void readsEverything() {
		ColorInfo colors = packet(new AmfString("colorInfo"),
				AmfObject.builder()
					.put("colorConfig",
							AmfObject.builder()
								.put("bitDepth", 10)
								.put("colorPrimaries", 9)
								.put("transferCharacteristics", 16)
								.put("matrixCoefficients", 9)
								.build())
					.put("hdrCll", AmfObject.builder().put("maxFall", 400).put("maxCLL", 1000).build())
					.put("hdrMdcv",
							AmfObject.builder()
								.put("redX", 0.68)
								.put("redY", 0.32)
								.put("greenX", 0.265)
								.put("greenY", 0.69)
								.put("blueX", 0.15)
								.put("blueY", 0.06)
								.put("whitePointX", 0.3127)
								.put("whitePointY", 0.329)
								.put("maxLuminance", 1000)
								.put("minLuminance", 0.005)
								.build())
					.build())
			.colorInfo();
		assertThat(colors).isEqualTo(
				new ColorInfo(new ColorInfo.ColorConfig(10.0, 9.0, 16.0, 9.0), new ColorInfo.LightLevel(400.0, 1000.0),
						new ColorInfo.MasteringDisplay(new ColorInfo.Chromaticity(0.68, 0.32),
								new ColorInfo.Chromaticity(0.265, 0.69), new ColorInfo.Chromaticity(0.15, 0.06),
								new ColorInfo.Chromaticity(0.3127, 0.329), 1000.0, 0.005)));
	}

	@Test
	void whenPartsAreMissingTheyAreNull() {
		ColorInfo colors = packet(new AmfString("colorInfo"),
				AmfObject.builder().put("colorConfig", AmfObject.builder().put("colorPrimaries", 9).build()).build())
			.colorInfo();
		assertThat(colors).isEqualTo(new ColorInfo(new ColorInfo.ColorConfig(null, 9.0, null, null), null, null));
	}

	@Test
	void whenValueIsEmptyResets() {
		assertThat(packet(new AmfString("colorInfo"), AmfUndefined.INSTANCE).colorInfo()).isEqualTo(ColorInfo.NONE);
		assertThat(packet(new AmfString("colorInfo"), AmfNull.INSTANCE).colorInfo()).isEqualTo(ColorInfo.NONE);
		assertThat(packet(new AmfString("colorInfo"), AmfObject.builder().build()).colorInfo())
			.isEqualTo(ColorInfo.NONE);
	}

	@Test
	void whenValueIsSenselessThereIsNone() {
		assertThat(packet(new AmfString("colorInfo"), new AmfBoolean(true)).colorInfo()).isNull();
		assertThat(packet(new AmfString("other"), AmfUndefined.INSTANCE).colorInfo()).isNull();
		assertThat(packet(new AmfNumber(1), AmfUndefined.INSTANCE).colorInfo()).isNull();
	}

	@Test
	void readsSeveralPairs() {
		VideoPacket packet = packet(new AmfString("a"), new AmfNumber(1), new AmfString("colorInfo"),
				AmfUndefined.INSTANCE, new AmfString("without value"));
		assertThat(packet.metadata()).containsOnlyKeys("a", "colorInfo").containsEntry("a", new AmfNumber(1));
		assertThat(packet.colorInfo()).isEqualTo(ColorInfo.NONE);
	}

	@Test
	void whenMetadataIsNoAmfThereIsNone() {
		VideoPacket packet = VideoPacket.parse(0, ByteBuffer.wrap(Hex.bytes("D4 68 76 63 31 02 00 09")));
		assertThat(packet.metadata()).isEmpty();
		assertThat(packet.colorInfo()).isNull();
	}

	@Test
	void whenBytesFollowThePairsTheyAreLeftOut() {
		VideoPacket packet = VideoPacket.parse(0,
				ByteBuffer.wrap(Hex.bytes("D4 68766331 02 0009 636F6C6F72496E666F 06 FF 00")));
		assertThat(packet.colorInfo()).isEqualTo(ColorInfo.NONE);
	}

	@Test
	void whenPacketIsNoMetadataThereIsNone() {
		VideoPacket packet = VideoPacket.parse(0, ByteBuffer.wrap(Hex.bytes("93 68 76 63 31 02 0001 61 05")));
		assertThat(packet.metadata()).isEmpty();
	}

	private static VideoPacket packet(AmfValue... values) {
		ByteBuffer encoded = Amf0Encoder.encode(values);
		return VideoPacket.parse(0,
				ByteBuffer.allocate(5 + encoded.remaining()).put(Hex.bytes("D4 68 76 63 31")).put(encoded).flip());
	}

}
