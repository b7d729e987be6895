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

package dev.rtmpkit.internal.amf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfValue;

/**
 * Reads the values of one message's body, one after the other, with one set of reference
 * tables and one set of limits for all of them. Not thread-safe.
 * <p>
 * The body of an AMF0 message (types 18 and 20) is AMF0. That of an AMF3 message (types
 * 15 and 17) has one of three forms, told apart by the first byte:
 * <ul>
 * <li>{@code 00}, the format selector, then AMF0 in which marker {@code 11} switches one
 * value to AMF3: the form of Flash and all that is modelled on it;</li>
 * <li>{@code 02}, the same from an encoder that leaves the selector out;</li>
 * <li>otherwise AMF3, where {@code 11} may stand before each value.</li>
 * </ul>
 */
public final class AmfBodyReader {

	private static final int SELECTOR = 0x00;

	private final ByteBuffer body;

	private final Amf0Reader amf0;

	private final boolean pure;

	private AmfBodyReader(ByteBuffer body, AmfLimits limits, boolean pure) {
		this.body = body;
		this.amf0 = new Amf0Reader(new AmfInput(body, limits));
		this.pure = pure;
	}

	/**
	 * Read the body of a message of type 18 or 20.
	 * @param body big-endian bytes, consumed as values are read
	 * @param limits what to accept
	 * @return a reader
	 */
	public static AmfBodyReader amf0(ByteBuffer body, AmfLimits limits) {
		return new AmfBodyReader(body, limits, false);
	}

	/**
	 * Read the body of a message of type 15 or 17.
	 * @param body big-endian bytes, consumed as values are read; the format selector at
	 * once
	 * @param limits what to accept
	 * @return a reader
	 */
	public static AmfBodyReader amf3(ByteBuffer body, AmfLimits limits) {
		int first = (body.hasRemaining()) ? body.get(body.position()) : SELECTOR;
		if (first == SELECTOR && body.hasRemaining()) {
			body.get();
		}
		return new AmfBodyReader(body, limits, first != SELECTOR && first != Amf0Marker.STRING);
	}

	/**
	 * Return whether the body is AMF3 throughout, so that AMF0 values cannot be put
	 * before it.
	 * @return whether it has the third form
	 */
	public boolean isPureAmf3() {
		return this.pure;
	}

	/**
	 * Return whether bytes are left.
	 * @return whether there is another value, valid or not
	 */
	public boolean hasNext() {
		return this.body.hasRemaining();
	}

	/**
	 * Return whether what is left of the body could be read without what was read before,
	 * because there is nothing yet that a reference could point to.
	 * @return whether the rest stands alone
	 */
	public boolean isFresh() {
		return this.amf0.isFresh();
	}

	/**
	 * Read the next value.
	 * @return the value
	 * @throws RtmpProtocolException if there is no complete and valid value
	 */
	public AmfValue next() {
		if (this.pure) {
			if (hasNext() && this.body.get(this.body.position()) == Amf0Marker.AVMPLUS_OBJECT) {
				this.body.get();
			}
			return this.amf0.amf3().value();
		}
		return this.amf0.value();
	}

	/**
	 * Read the values up to the first that is malformed: some clients send bytes after
	 * the last argument of a command.
	 * @param required how many values, if there are so many, must be valid
	 * @return the values before the malformed one
	 * @throws RtmpProtocolException if a required value is malformed, or any value is
	 * nested too deep or one too many
	 */
	public List<AmfValue> leading(int required) {
		List<AmfValue> values = new ArrayList<>();
		try {
			while (hasNext()) {
				values.add(next());
			}
		}
		catch (RtmpProtocolException ex) {
			if (ex.error() != ProtocolError.AMF || values.size() < required) {
				throw ex;
			}
		}
		return values;
	}

}
