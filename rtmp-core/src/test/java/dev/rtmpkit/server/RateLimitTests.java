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

package dev.rtmpkit.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a connection may do only so often.
 */
@Timeout(20)
class RateLimitTests {

	@Test
	@Tag("O1")
	void whenPingsAreTooManyTheRestIsNotAnswered() {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			List<RtmpMessage> messages = new ArrayList<>(
					Collections.nCopies(60, UserControl.of(UserControl.PING_REQUEST, 7)));
			messages.add(new CommandMessage(0, "_checkbw", 9, AmfNull.INSTANCE, List.of()));
			client.send(messages.toArray(RtmpMessage[]::new));
			int pongs = 0;
			RtmpMessage message = client.receive();
			while (!(message instanceof CommandMessage command && command.transactionId() == 9)) {
				pongs += (message instanceof UserControl) ? 1 : 0;
				message = client.receive();
			}
			assertThat(pongs).isBetween(5, 8);
		}
	}

	@Test
	@Tag("K5")
	void whenTheChunkSizeIsSmallerThanAllowedTheConnectionIsClosed() {
		try (TestServer server = new TestServer((builder) -> builder.minChunkSize(128));
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			client.send(new SetChunkSize(128));
			client.send(new SetChunkSize(127));
			client.awaitClose();
			assertThat(server.server().statistics().protocolErrors(ProtocolError.CHUNK_SIZE)).isOne();
		}
	}

}
