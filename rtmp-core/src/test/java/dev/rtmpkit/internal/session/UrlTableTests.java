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

package dev.rtmpkit.internal.session;

import java.util.List;

import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.testkit.UrlTable;
import dev.rtmpkit.testkit.UrlTable.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/urls.md says of each encoder is what the server understands.
 */
@Tag("D14")
class UrlTableTests {

	@ParameterizedTest
	@MethodSource("rows")
	void whatIsSentIsUnderstoodAsTheTableSays(Row row) {
		String tcUrl = "rtmp://host" + (row.sentApp().isEmpty() ? "" : "/" + row.sentApp());
		SessionDialogue dialogue = new SessionDialogue().connect(row.sentApp(), tcUrl).createStream();
		dialogue.publish(1, row.sentName());
		PublishRequest request = dialogue.heard.requests.get(0);
		assertThat(request.app()).isEqualTo(row.app());
		assertThat(request.streamKey().value()).isEqualTo(row.key());
		assertThat(request.parameters()).isEqualTo(row.parameters());
	}

	@Test
	void everyKindOfEncoderIsInTheTable() {
		assertThat(rows()).extracting(Row::encoder)
			.contains("OBS", "FFmpeg", "GStreamer `rtmp2sink`", "librtmp, GStreamer `rtmpsink`", "Larix",
					"HaishinKit for iOS", "HaishinKit for Android", "RootEncoder");
	}

	static List<Row> rows() {
		return UrlTable.rows();
	}

}
