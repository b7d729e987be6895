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
import java.util.List;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.Amf0Decoder;
import dev.rtmpkit.amf.AmfLimits;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds name and values in the body of a data message, which encoders fill in in many
 * ways.
 */
final class DataPacketDecoder {

	private static final String SET_DATA_FRAME = "@setDataFrame";

	private final Amf0Decoder decoder;

	private final ByteBuffer body;

	DataPacketDecoder(ByteBuffer body, AmfLimits limits) {
		this.decoder = new Amf0Decoder(limits);
		this.body = Payload.of(body);
	}

	@Nullable DataPacket decode(long timestamp) {
		try {
			while (this.body.hasRemaining()) {
				int start = this.body.position();
				if (this.decoder.decode(this.body) instanceof AmfString name && !name.value().equals(SET_DATA_FRAME)) {
					// some encoders pad their messages
					List<AmfValue> values = this.decoder.decodeLeading(this.body, 1);
					return new DataPacket(timestamp, name.value(), values, this.body.position(start));
				}
			}
			return null;
		}
		catch (RtmpProtocolException ex) {
			// a publisher does not lose its session over data that nobody understands
			return null;
		}
	}

}
