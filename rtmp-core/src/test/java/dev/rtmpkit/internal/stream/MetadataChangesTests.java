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

package dev.rtmpkit.internal.stream;

import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.media.StreamMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MetadataChanges}.
 */
@Tag("D5")
class MetadataChangesTests {

	private final StreamMetadata known = StreamMetadata
		.of(AmfObject.builder().put("width", 1280).put("creationdate", "Sat").build());

	@Test
	void whenThereWasNoneAnyIsNews() {
		assertThat(MetadataChanges.isNews(null, StreamMetadata.of(AmfObject.EMPTY))).isTrue();
	}

	@Test
	void whenAValueIsAddedChangedOrLeftOutItIsNews() {
		assertThat(isNews(AmfObject.builder().put("width", 1280).put("height", 720).build())).isTrue();
		assertThat(isNews(AmfObject.builder().put("width", 640).build())).isTrue();
		assertThat(isNews(AmfObject.EMPTY)).isTrue();
	}

	@Test
	void whenOnlyTheFormOrTheTimeOfWritingDiffersItIsNone() {
		assertThat(isNews(AmfObject.builder().put("creationdate", "Sun").put("width", 1280).build())).isFalse();
		assertThat(isNews(AmfObject.builder().put("width", 1280).put("metadatadate", 1).build())).isFalse();
		assertThat(MetadataChanges.isNews(this.known,
				StreamMetadata.of(AmfEcmaArray.builder().put("width", 1280).build())))
			.isFalse();
	}

	private boolean isNews(AmfObject properties) {
		return MetadataChanges.isNews(this.known, StreamMetadata.of(properties));
	}

}
