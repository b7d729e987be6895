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

package dev.rtmpkit.internal.wire.message;

import java.nio.ByteBuffer;
import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.AmfBodyReader;
import dev.rtmpkit.internal.amf.AmfLimits;

/**
 * Decodes commands (RTMP 1.0, 7.1.1): name, transaction id, command object, arguments.
 * Clients leave out what comes after the name, and send bytes without meaning after the
 * last argument.
 */
final class CommandDecoder {

	private static final int ARGUMENTS = 3;

	private final AmfLimits limits;

	CommandDecoder(AmfLimits limits) {
		this.limits = limits;
	}

	CommandMessage decode(int streamId, boolean amf3, ByteBuffer body) {
		// A duplicate, as the payload may be looked at by others
		ByteBuffer bytes = body.duplicate();
		AmfBodyReader reader = (amf3) ? AmfBodyReader.amf3(bytes, this.limits) : AmfBodyReader.amf0(bytes, this.limits);
		List<AmfValue> values = reader.leading(ARGUMENTS);
		if (values.isEmpty() || !(values.get(0) instanceof AmfString name)) {
			throw new RtmpProtocolException(ProtocolError.COMMAND, "A command must begin with its name");
		}
		AmfValue object = (values.size() > 2) ? values.get(2) : AmfNull.INSTANCE;
		List<AmfValue> arguments = (values.size() > ARGUMENTS) ? values.subList(ARGUMENTS, values.size()) : List.of();
		return new CommandMessage(streamId, name.value(), transactionId(name, values), object, arguments, amf3);
	}

	private static double transactionId(AmfString name, List<AmfValue> values) {
		if (values.size() > 1 && values.get(1) instanceof AmfNumber number && Double.isFinite(number.value())) {
			return number.value();
		}
		// RTMP 1.0, 7.2.1.1: the one of connect is always 1
		return (name.value().equals("connect")) ? 1 : 0;
	}

}
