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

package dev.rtmpkit.testkit;

import java.util.List;

import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import org.jspecify.annotations.Nullable;

/**
 * A packet that equals every other one of the same content.
 *
 * @param packet the packet
 */
public record ComparedPacket(MediaPacket packet) {

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ComparedPacket compared && facts().equals(compared.facts());
	}

	@Override
	public int hashCode() {
		return facts().hashCode();
	}

	private List<Object> facts() {
		if (this.packet instanceof DataPacket data) {
			return List.of(data.timestamp(), data.payload(), data.name(), data.values(), data.retained(), data.amf3());
		}
		return List.of(this.packet.kind(), this.packet.timestamp(), this.packet.payload());
	}

}
