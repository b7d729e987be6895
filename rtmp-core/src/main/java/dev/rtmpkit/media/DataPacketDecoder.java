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
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.AmfBodyReader;
import dev.rtmpkit.internal.amf.AmfLimits;
import org.jspecify.annotations.Nullable;

/**
 * Finds name and values in the body of a data message, which encoders fill in in many
 * ways.
 */
final class DataPacketDecoder {

	private static final String SET_DATA_FRAME = "@setDataFrame";

	private static final byte FORMAT_SELECTOR = 0;

	private final ByteBuffer body;

	private final boolean amf3;

	private final AmfBodyReader reader;

	/** Where the values begin. */
	private final int begin;

	DataPacketDecoder(ByteBuffer body, boolean amf3, AmfLimits limits) {
		this.body = Payload.of(body);
		this.amf3 = amf3;
		this.reader = (amf3) ? AmfBodyReader.amf3(this.body, limits) : AmfBodyReader.amf0(this.body, limits);
		this.begin = this.body.position();
	}

	@Nullable DataPacket decode(long timestamp) {
		boolean set = false;
		try {
			while (this.reader.hasNext()) {
				// what could be referred to has to stay
				int start = (this.reader.isFresh()) ? this.body.position() : this.begin;
				if (this.reader.next() instanceof AmfString name) {
					if (!name.value().equals(SET_DATA_FRAME)) {
						return packet(timestamp, name.value(), set, start);
					}
					set = true;
				}
			}
			return null;
		}
		catch (RtmpProtocolException ex) {
			// A publisher does not lose its session over data that is not understood
			return null;
		}
	}

	private DataPacket packet(long timestamp, String name, boolean set, int start) {
		boolean retained = (set || name.equals(DataPacket.ON_META_DATA)) && !name.equals(DataPacket.CLEAR_DATA_FRAME);
		// some encoders pad their messages
		List<AmfValue> values = this.reader.leading(1);
		return new DataPacket(timestamp, name, values, retained, this.amf3, payload(start));
	}

	private ByteBuffer payload(int start) {
		if (start == this.begin) {
			return this.body.position(0);
		}
		this.body.position(start);
		if (!this.amf3 || this.reader.isPureAmf3()) {
			return this.body;
		}
		return ByteBuffer.allocate(1 + this.body.remaining()).put(FORMAT_SELECTOR).put(this.body).flip();
	}

}
