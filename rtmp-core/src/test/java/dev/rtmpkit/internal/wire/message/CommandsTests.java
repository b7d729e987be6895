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
import java.util.stream.Stream;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.testkit.Hex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Commands} and {@link StatusCode}.
 */
class CommandsTests {

	@Tag("NC11")
	@Test
	void makesResult() {
		assertThat(Commands.result(4, AmfNull.INSTANCE, new AmfNumber(1)))
			.isEqualTo(new CommandMessage(0, "_result", 4, AmfNull.INSTANCE, List.of(new AmfNumber(1))));
	}

	@Tag("NC8")
	@Test
	void makesError() {
		assertThat(Commands.error(1, StatusCode.CONNECT_REJECTED, "No"))
			.isEqualTo(new CommandMessage(0, "_error", 1, AmfNull.INSTANCE,
					List.of(AmfObject.builder()
						.put("level", "error")
						.put("code", "NetConnection.Connect.Rejected")
						.put("description", "No")
						.build())));
	}

	@Tag("NS2")
	@Test
	void makesStatusOnTheMessageStream() {
		CommandMessage status = Commands.onStatus(7, StatusCode.PUBLISH_START, "Go");
		assertThat(status.streamId()).isEqualTo(7);
		assertThat(MessageEncoder.encode(status).payload()).isEqualTo(ByteBuffer.wrap(Hex.bytes("""
				02 0008 6F6E537461747573                // onStatus
				00 0000000000000000                     // no answer wanted
				05
				03
				0005 6C6576656C 02 0006 737461747573     // level: status
				0004 636F6465   02 0017                  // code:
				4E657453747265616D2E5075626C6973682E5374617274
				000B 6465736372697074696F6E 02 0002 476F // description: Go
				000009
				""")));
	}

	@ParameterizedTest
	@CsvSource({ "CONNECT_SUCCESS, NetConnection.Connect.Success, status",
			"CONNECT_CLOSED, NetConnection.Connect.Closed, error",
			"CONNECT_RECONNECT_REQUEST, NetConnection.Connect.ReconnectRequest, status",
			"CONNECT_FAILED, NetConnection.Connect.Failed, error",
			"CONNECT_REJECTED, NetConnection.Connect.Rejected, error",
			"CONNECT_INVALID_APP, NetConnection.Connect.InvalidApp, error",
			"CONNECT_APP_SHUTDOWN, NetConnection.Connect.AppShutdown, error",
			"CALL_FAILED, NetConnection.Call.Failed, error", "PUBLISH_START, NetStream.Publish.Start, status",
			"PUBLISH_BAD_NAME, NetStream.Publish.BadName, error", "PUBLISH_DENIED, NetStream.Publish.Denied, error",
			"PUBLISH_IDLE, NetStream.Publish.Idle, error", "UNPUBLISH_SUCCESS, NetStream.Unpublish.Success, status",
			"RECORD_START, NetStream.Record.Start, status", "RECORD_STOP, NetStream.Record.Stop, status",
			"RECORD_NO_ACCESS, NetStream.Record.NoAccess, error", "RECORD_FAILED, NetStream.Record.Failed, error",
			"PLAY_STREAM_NOT_FOUND, NetStream.Play.StreamNotFound, error",
			"NETSTREAM_FAILED, NetStream.Failed, error" })
	void statusHasCodeAndLevel(StatusCode status, String code, String level) {
		assertThat(status.code()).isEqualTo(code);
		assertThat(status.level()).isEqualTo(level);
	}

	@Test
	void codesAreDistinct() {
		assertThat(Stream.of(StatusCode.values()).map(StatusCode::code)).doesNotHaveDuplicates()
			.hasSize(StatusCode.values().length);
	}

}
