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

package dev.rtmpkit.internal.wire.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfPropertiesBuilder;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.publish.Capabilities;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Capabilities}.
 */
@Tag("NC7")
class CapabilitiesTests {

	@Test
	void bitsAreThoseOfTheSpecification() {
		assertThat(List.of(Capabilities.CAN_DECODE, Capabilities.CAN_ENCODE, Capabilities.CAN_FORWARD))
			.containsExactly(1, 2, 4);
		assertThat(List.of(Capabilities.RECONNECT, Capabilities.MULTITRACK, Capabilities.MOD_EX,
				Capabilities.NANOSECOND_OFFSET))
			.containsExactly(1, 2, 4, 8);
	}

	@Test
	void readsWhatIsSaid() {
		AmfObject object = AmfObject.builder()
			.put("app", "live")
			.put("videoFunction", 15)
			.put("fourCcList", new AmfStrictArray(List.of(new AmfString("av01"), new AmfString("*"))))
			.put("videoFourCcInfoMap", AmfObject.builder().put("hvc1", 3).put("*", 4).build())
			.put("audioFourCcInfoMap", AmfEcmaArray.builder().put("Opus", 1).build())
			.put("capsEx", 5)
			.build();
		assertThat(Capabilities.of(object))
			.isEqualTo(new Capabilities(List.of("av01", "*"), Map.of("hvc1", 3, "*", 4), Map.of("Opus", 1), 5, 15));
	}

	@Test
	void readsEcmaArray() {
		assertThat(Capabilities.of(AmfEcmaArray.builder().put("capsEx", 2).build()))
			.isEqualTo(Capabilities.NONE.withCapsEx(2));
	}

	@Test
	void whenNothingIsSaidThereIsNone() {
		assertThat(Capabilities.of(AmfObject.EMPTY)).isEqualTo(Capabilities.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx", "videoFunction" })
	void whenValueHasWrongTypeItIsIgnored(String name) {
		assertThat(Capabilities.of(AmfObject.builder().put(name, "av01").build())).isEqualTo(Capabilities.NONE);
		assertThat(Capabilities.of(AmfObject.builder().put(name, AmfNull.INSTANCE).build()))
			.isEqualTo(Capabilities.NONE);
	}

	@Test
	void whenElementsHaveWrongTypeOrLengthOnlyTheyAreIgnored() {
		List<AmfValue> list = List.of(new AmfNumber(1), new AmfString("av01"), AmfNull.INSTANCE, new AmfString(""),
				new AmfString("x".repeat(17)));
		AmfObject map = AmfObject.builder().put("hvc1", "7").put("av01", 4).put("y".repeat(17), 4).build();
		AmfObject object = AmfObject.builder()
			.put("fourCcList", new AmfStrictArray(list))
			.put("videoFourCcInfoMap", map)
			.build();
		assertThat(Capabilities.of(object))
			.isEqualTo(new Capabilities(List.of("av01"), Map.of("av01", 4), Map.of(), 0, 0));
	}

	@Tag("A7")
	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1 })
	void whenMaskIsNoMaskItIsIgnored(double value) {
		AmfObject object = AmfObject.builder()
			.put("audioFourCcInfoMap", AmfObject.builder().put("Opus", value).build())
			.put("capsEx", value)
			.put("videoFunction", value)
			.build();
		assertThat(Capabilities.of(object)).isEqualTo(Capabilities.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "15.9, 15", "2147483648, -2147483648", "4294967295, -1", "4294967296, -1", "1e300, -1" })
	void whenMaskIsTooLargeItIsTheLargest(double value, int mask) {
		assertThat(Capabilities.of(AmfObject.builder().put("capsEx", value).build()).capsEx()).isEqualTo(mask);
	}

	@Test
	void whenThereIsTooMuchTheRestIsIgnored() {
		List<AmfValue> list = new ArrayList<>();
		AmfPropertiesBuilder<AmfObject> map = AmfObject.builder();
		for (int i = 0; i < 1000; i++) {
			list.add(new AmfString("c" + i));
			map.put("c" + i, 1);
		}
		Capabilities capabilities = Capabilities
			.of(map.put("fourCcList", new AmfStrictArray(list)).put("videoFourCcInfoMap", map.build()).build());
		assertThat(capabilities.fourCcList()).hasSize(64).endsWith("c63");
		assertThat(capabilities.videoFourCcInfoMap()).hasSize(64).containsKey("c63");
	}

	@Test
	void anyCodecAddsToTheCodecsOwn() {
		Capabilities capabilities = new Capabilities(List.of(), Map.of("hvc1", 1, "*", 4), Map.of("Opus", 2), 0, 0);
		assertThat(capabilities.videoMask("hvc1")).isEqualTo(5);
		assertThat(capabilities.videoMask("av01")).isEqualTo(4);
		assertThat(capabilities.audioMask("Opus")).isEqualTo(2);
		assertThat(capabilities.audioMask("fLaC")).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "0, false, false, false, false", "1, true, false, false, false", "2, false, true, false, false",
			"4, false, false, true, false", "8, false, false, false, true", "15, true, true, true, true",
			"-16, false, false, false, false" })
	void tellsExtensions(int capsEx, boolean reconnect, boolean multitrack, boolean modEx, boolean nanoseconds) {
		Capabilities capabilities = Capabilities.NONE.withCapsEx(capsEx);
		assertThat(capabilities.supportsReconnect()).isEqualTo(reconnect);
		assertThat(capabilities.supportsMultitrack()).isEqualTo(multitrack);
		assertThat(capabilities.supportsModEx()).isEqualTo(modEx);
		assertThat(capabilities.supportsNanosecondOffset()).isEqualTo(nanoseconds);
	}

	@Test
	void saysItInOrder() {
		Map<String, Integer> video = new LinkedHashMap<>();
		video.put("hvc1", 1);
		video.put("*", -1);
		Capabilities capabilities = new Capabilities(List.of("hvc1"), video, Map.of("Opus", 2), -1, 2);
		AmfObject object = capabilities.addTo(AmfObject.builder()).build();
		assertThat(object.properties()).containsExactly(Map.entry("videoFunction", new AmfNumber(2)),
				Map.entry("fourCcList", new AmfStrictArray(List.of(new AmfString("hvc1")))),
				Map.entry("videoFourCcInfoMap", AmfObject.builder().put("hvc1", 1).put("*", 4294967295d).build()),
				Map.entry("audioFourCcInfoMap", AmfObject.builder().put("Opus", 2).build()),
				Map.entry("capsEx", new AmfNumber(4294967295d)));
		assertThat(Capabilities.of(object)).isEqualTo(capabilities);
		assertThat(Capabilities.of(object).videoFourCcInfoMap().keySet()).containsExactly("hvc1", "*");
	}

	@Test
	void whenThereIsNoneSaysNothing() {
		assertThat(Capabilities.NONE.addTo(AmfObject.builder()).build()).isEqualTo(AmfObject.EMPTY);
	}

}
