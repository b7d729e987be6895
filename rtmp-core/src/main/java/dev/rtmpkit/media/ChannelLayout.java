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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which speaker each channel of an audio track is for (Enhanced RTMP v2,
 * "AudioPacketType.MultichannelConfig").
 *
 * @param channels the number of channels, 0 to 255
 * @param speakers the speakers in the order of the channels; empty if only their number
 * is known
 */
public record ChannelLayout(int channels, List<Speaker> speakers) {

	private static final int ORDER_NATIVE = 1;

	private static final int ORDER_CUSTOM = 2;

	private static final int HEAD_LENGTH = 2;

	private static final int MASK_LENGTH = 4;

	public ChannelLayout {
		speakers = List.copyOf(speakers);
	}

	/**
	 * Read a layout.
	 * @param configuration what follows the header of the packet; its position stays
	 * @return the layout or {@code null} if it is cut off
	 */
	public static @Nullable ChannelLayout parse(ByteBuffer configuration) {
		ByteBuffer body = configuration.slice();
		if (body.remaining() < HEAD_LENGTH) {
			return null;
		}
		int channels = body.get(1) & 0xFF;
		return switch (body.get(0)) {
			case ORDER_NATIVE -> (body.remaining() < HEAD_LENGTH + MASK_LENGTH) ? null
					: new ChannelLayout(channels, ofMask(body.getInt(HEAD_LENGTH)));
			case ORDER_CUSTOM -> (body.remaining() < HEAD_LENGTH + channels) ? null
					: new ChannelLayout(channels, ofMap(body.slice(HEAD_LENGTH, channels)));
			default -> new ChannelLayout(channels, List.of());
		};
	}

	private static List<Speaker> ofMask(int mask) {
		List<Speaker> speakers = new ArrayList<>();
		for (int bit = 0; bit < Integer.SIZE; bit++) {
			if ((mask >>> bit & 1) != 0) {
				speakers.add(Speaker.of(bit));
			}
		}
		return speakers;
	}

	private static List<Speaker> ofMap(ByteBuffer map) {
		List<Speaker> speakers = new ArrayList<>(map.remaining());
		while (map.hasRemaining()) {
			speakers.add(Speaker.of(map.get() & 0xFF));
		}
		return speakers;
	}

}
