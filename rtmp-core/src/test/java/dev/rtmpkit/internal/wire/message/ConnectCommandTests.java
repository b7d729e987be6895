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

import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfPropertiesBuilder;
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
 * Tests for {@link ConnectCommand}.
 */
@Tag("NC2")
class ConnectCommandTests {

	private static final ConnectCommand NOTHING = new ConnectCommand("", "", null, null, null, 0, Capabilities.NONE);

	@Test
	void readsWhatItSays() {
		AmfObject object = AmfObject.builder()
			.put("app", "live")
			.put("type", "nonprivate")
			.put("flashVer", "FMLE/3.0")
			.put("swfUrl", "rtmp://host/swf")
			.put("tcUrl", "rtmp://host/live")
			.put("pageUrl", "http://host/page")
			.put("objectEncoding", 3)
			.build();
		assertThat(connect(object)).isEqualTo(new ConnectCommand("live", "rtmp://host/live", "FMLE/3.0",
				"rtmp://host/swf", "http://host/page", 3, Capabilities.NONE));
	}

	@Tag("AM2")
	@Test
	void readsEcmaArray() {
		assertThat(connect(AmfEcmaArray.builder().put("app", "live").build()))
			.isEqualTo(new ConnectCommand("live", "", null, null, null, 0, Capabilities.NONE));
	}

	@Tag("NC1")
	@Test
	void ignoresArguments() {
		CommandMessage command = Commands.call("connect", 1, AmfObject.builder().put("app", "live").build(),
				new AmfString("user"), new AmfString("password"));
		assertThat(ConnectCommand.of(command).app()).isEqualTo("live");
	}

	@Test
	void whenNothingIsSaidEverythingIsAbsent() {
		assertThat(connect(AmfObject.EMPTY)).isEqualTo(NOTHING);
		assertThat(connect(AmfNull.INSTANCE)).isEqualTo(NOTHING);
		assertThat(connect(new AmfString("app"))).isEqualTo(NOTHING);
	}

	@Test
	void whenValuesHaveWrongTypeTheyAreAbsent() {
		AmfPropertiesBuilder<AmfObject> builder = AmfObject.builder();
		for (String name : new String[] { "app", "tcUrl", "flashVer", "swfUrl", "pageUrl" }) {
			builder.put(name, 1);
		}
		assertThat(connect(builder.put("objectEncoding", "3").build())).isEqualTo(NOTHING);
	}

	@Tag("A7")
	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY })
	void whenObjectEncodingIsNotFiniteItIsZero(double value) {
		assertThat(connect(AmfObject.builder().put("objectEncoding", value).build())).isEqualTo(NOTHING);
	}

	@Test
	void readsTcUrlInLowerCase() {
		AmfPropertiesBuilder<AmfObject> builder = AmfObject.builder().put("tcurl", "rtmp://a");
		assertThat(connect(builder.build()).tcUrl()).isEqualTo("rtmp://a");
		assertThat(connect(builder.put("tcUrl", "rtmp://b").build()).tcUrl()).isEqualTo("rtmp://b");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'',
			value = { "\"live\", live", "\"\", ''", "\", \"", "\"live, \"live", "live\", live\"" })
	void takesValuesOutOfQuotes(String sent, String app) {
		assertThat(connect(AmfObject.builder().put("app", sent).build()).app()).isEqualTo(app);
	}

	@Tag("L2")
	@Test
	void textDoesNotTellAppAndUrls() {
		AmfPropertiesBuilder<AmfObject> builder = AmfObject.builder().put("flashVer", "OBS");
		for (String name : new String[] { "app", "tcUrl", "swfUrl", "pageUrl" }) {
			builder.put(name, "secret");
		}
		assertThat(connect(builder.build()).toString()).doesNotContain("OBS", "secret");
	}

	private static ConnectCommand connect(AmfValue object) {
		return ConnectCommand.of(Commands.call("connect", 1, object));
	}

}
