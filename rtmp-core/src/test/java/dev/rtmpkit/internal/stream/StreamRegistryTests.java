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

import dev.rtmpkit.stream.GopCaching;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StreamRegistry} and {@link StreamSettings}.
 */
class StreamRegistryTests {

	private final StreamRegistry registry = new StreamRegistry(StreamSettings.DEFAULT);

	@Test
	void whenRegisteredFindsStreamByName() {
		StreamSource source = register("a");
		assertThat(source).isNotNull();
		assertThat(this.registry.find("a")).isSameAs(source.stream());
		assertThat(this.registry.find("b")).isNull();
		assertThat(source.stream().name()).isEqualTo("a");
		assertThat(source.stream().publisher()).isSameAs(TestStream.INFO);
		assertThat(source.stream()).hasToString("LiveStream[a]");
	}

	@Test
	void whenNameIsLiveRegistersNothing() {
		StreamSource first = register("a");
		assertThat(register("a")).isNull();
		assertThat(this.registry.find("a")).isSameAs(first.stream());
	}

	@Test
	void whenStreamEndsItsNameIsFreeAtOnce() {
		StreamSource first = register("a");
		first.end(StopReason.UNPUBLISHED);
		assertThat(this.registry.find("a")).isNull();
		StreamSource second = register("a");
		first.end(StopReason.CONNECTION_LOST);
		assertThat(this.registry.find("a")).isSameAs(second.stream());
		assertThat(first.stream().stopReason()).isEqualTo(StopReason.UNPUBLISHED);
	}

	@Test
	void streamsAreASnapshot() {
		StreamSource source = register("a");
		register("b");
		var streams = this.registry.streams();
		source.end(StopReason.UNPUBLISHED);
		assertThat(streams).extracting(LiveStream::name).containsExactlyInAnyOrder("a", "b");
		assertThat(this.registry.streams()).extracting(LiveStream::name).containsExactly("b");
	}

	@Test
	void whenBoundsAreNegativeSettingsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new StreamSettings(GopCaching.ALWAYS, 0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new StreamSettings(GopCaching.ALWAYS, 1, 0));
	}

	private StreamSource register(String name) {
		return this.registry.register(name, TestStream.INFO, new TestControl(), Runnable::run, Runnable::run,
				new TestControl());
	}

}
