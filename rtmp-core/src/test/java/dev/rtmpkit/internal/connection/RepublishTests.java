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

package dev.rtmpkit.internal.connection;

import java.time.Duration;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Started;
import dev.rtmpkit.testkit.TestServer.Stopped;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a publish ends, its name can be published again.
 */
class RepublishTests {

	@ParameterizedTest
	@CsvSource({ "close, UNPUBLISHED", "closeStream, UNPUBLISHED", "deleteStream, UNPUBLISHED",
			"FCUnpublish, UNPUBLISHED", "FIN, CONNECTION_LOST", "RST, CONNECTION_LOST" })
	@Tag("NC16")
	@Tag("NS8")
	void whenPublishEndsItsNameIsFreeForOthers(String end, StopReason reason) {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			LiveStream first = server.await(Started.class).stream();
			end(client, end);
			while (server.server().statistics().activePublishers() > 0) {
				Thread.onSpinWait();
			}
			try (RawRtmpClient next = RawRtmpClient.publishing(server.port(), "live", "key")) {
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.stream()).isSameAs(first);
				assertThat(stopped.reason()).isEqualTo(reason);
				assertThat(server.await(Started.class).stream()).isNotSameAs(first);
				next.deleteStream(1);
				server.await(Stopped.class);
			}
		}
	}

	private static void end(RawRtmpClient client, String end) {
		switch (end) {
			case "FIN" -> client.close();
			case "RST" -> client.reset();
			case "deleteStream" -> client.deleteStream(1);
			case "close" -> {
				client.command(0, "close", 0, AmfNull.INSTANCE);
				client.awaitClose();
			}
			default -> client.command(1, end, 6, AmfNull.INSTANCE, new AmfString("key"));
		}
	}

	@Test
	@Tag("NC16")
	@Tag("NS12")
	void whenPublisherIsIdleForTooLongItsNameIsFreeOnceItIsTold() {
		try (TestServer server = new TestServer((builder) -> builder.firstMediaTimeout(Duration.ofMillis(200)));
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key")) {
			server.await(Started.class);
			client.awaitStatus("NetStream.Publish.Idle");
			try (RawRtmpClient next = RawRtmpClient.publishing(server.port(), "live", "key")) {
				assertThat(server.await(Stopped.class).reason()).isEqualTo(StopReason.IDLE);
				server.await(Started.class);
			}
		}
	}

	@Test
	@Tag("NS8")
	@Tag("NC15")
	void whenClientSaysItAllAndLeavesThePublishEndsOnce() {
		try (TestServer server = new TestServer()) {
			for (int i = 0; i < 10; i++) {
				RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", "key");
				server.await(Started.class);
				client.audio(0, new byte[10])
					.send(new CommandMessage(1, "closeStream", 0, AmfNull.INSTANCE, java.util.List.of()),
							Commands.call("FCUnpublish", 6, AmfNull.INSTANCE, new AmfString("key")),
							Commands.call("deleteStream", 7, AmfNull.INSTANCE, new AmfNumber(1)))
					.close();
				Stopped stopped = server.await(Stopped.class);
				assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
				assertThat(stopped.stream().statistics().audio().packets()).isOne();
			}
			assertThat(server.server().statistics().startedPublishes()).isEqualTo(10);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "closeStream", "FCUnpublish", "deleteStream", "closeStream and create" })
	@Tag("NS9")
	@Tag("NC11")
	void whenPublishEndsTheSameConnectionCanPublishAgain(String end) {
		try (TestServer server = new TestServer();
				RawRtmpClient client = RawRtmpClient.connected(server.port(), "live")) {
			int id = 1;
			for (int round = 1; round <= 6; round++) {
				client.publish(id, "key").awaitStatus("NetStream.Publish.Start");
				LiveStream stream = server.await(Started.class).stream();
				client.send(EmbeddedClient.audio(id, 10));
				end(client, end, id);
				CommandMessage status = client.awaitStatus("NetStream.Unpublish.Success");
				assertThat(status.streamId()).isEqualTo(id);
				assertThat(server.await(Stopped.class).stream()).isSameAs(stream);
				assertThat(stream.statistics().audio().packets()).isOne();
				if (end.equals("deleteStream") || end.endsWith("create")) {
					client.command(0, "createStream", 9, AmfNull.INSTANCE);
					assertThat(client.awaitCommand("_result").arguments()).containsExactly(new AmfNumber(++id));
				}
			}
		}
	}

	private static void end(RawRtmpClient client, String end, int streamId) {
		switch (end) {
			case "deleteStream" -> client.deleteStream(streamId);
			case "FCUnpublish" -> {
				client.command(0, end, 6, AmfNull.INSTANCE, new AmfString("key"));
				client.awaitCommand("onFCUnpublish");
			}
			default -> client.command(streamId, "closeStream", 0, AmfNull.INSTANCE);
		}
	}

}
