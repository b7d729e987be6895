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

import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.PacketConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what it gets.
 */
class CollectingConsumer implements PacketConsumer {

	private final List<MediaPacket> packets = new ArrayList<>();

	private final List<@Nullable Throwable> ends = new ArrayList<>();

	@Override
	public void onPacket(MediaPacket packet) throws Exception {
		this.packets.add(packet);
	}

	@Override
	public void onEnd(@Nullable Throwable failure) {
		this.ends.add(failure);
	}

	List<MediaPacket> packets() {
		return this.packets;
	}

	List<@Nullable Throwable> ends() {
		return this.ends;
	}

}
