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

package dev.rtmpkit.message;

import java.nio.ByteBuffer;
import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.Amf0Decoder;
import dev.rtmpkit.amf.AmfLimits;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;

/**
 * Decodes commands (RTMP 1.0, 7.1.1): name, transaction id, command object, arguments.
 * Clients leave out what comes after the name, and send bytes without meaning after the
 * last argument.
 */
final class CommandDecoder {

	private static final int ARGUMENTS = 3;

	private final Amf0Decoder decoder;

	CommandDecoder(AmfLimits limits) {
		this.decoder = new Amf0Decoder(limits);
	}

	CommandMessage decode(int streamId, ByteBuffer body) {
		// A duplicate, as the payload may be looked at by others
		List<AmfValue> values = this.decoder.decodeLeading(body.duplicate(), ARGUMENTS);
		if (values.isEmpty() || !(values.get(0) instanceof AmfString name)) {
			throw new RtmpProtocolException(ProtocolError.COMMAND, "A command must begin with its name");
		}
		AmfValue object = (values.size() > 2) ? values.get(2) : AmfNull.INSTANCE;
		List<AmfValue> arguments = (values.size() > ARGUMENTS) ? values.subList(ARGUMENTS, values.size()) : List.of();
		return new CommandMessage(streamId, name.value(), transactionId(values), object, arguments);
	}

	private static double transactionId(List<AmfValue> values) {
		return (values.size() > 1 && values.get(1) instanceof AmfNumber number && Double.isFinite(number.value()))
				? number.value() : 0;
	}

	/**
	 * Skip the byte that tells the format of an AMF3 message's body, where it is present.
	 */
	static ByteBuffer withoutFormatSelector(ByteBuffer body) {
		boolean selector = body.hasRemaining() && body.get(body.position()) == 0;
		return (selector) ? body.slice(body.position() + 1, body.remaining() - 1) : body;
	}

}
