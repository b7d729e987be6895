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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.wire.chunk.RawMessage;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.ConnectCommand;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.internal.wire.message.MessageEncoder;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.record.FlvRecorder;
import dev.rtmpkit.record.Recording;
import dev.rtmpkit.record.RecordingListener;
import dev.rtmpkit.record.RecordingSettings;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Authmod;
import dev.rtmpkit.testkit.PlantedKey;
import dev.rtmpkit.testkit.RawRtmpClient;
import dev.rtmpkit.testkit.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plants a key wherever an encoder may put it and looks for it in all that comes out of a
 * server: logs of every level, texts of public types, statuses, names of files.
 */
@Tag("L2")
class SecretsTests {

	private static final List<String> LOGGERS = List.of("dev.rtmpkit", "io.netty");

	private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			IThrowableProxy failure = event.getThrowableProxy();
			SecretsTests.this.log.add(event.getLevel() + " " + event.getFormattedMessage()
					+ ((failure != null) ? ThrowableProxyUtil.asString(failure) : ""));
		}

	};

	@TempDir
	private Path recordings;

	@BeforeEach
	void listen() {
		this.appender.start();
		for (String name : LOGGERS) {
			Logger logger = (Logger) LoggerFactory.getLogger(name);
			logger.setLevel(Level.TRACE);
			logger.setAdditive(false);
			logger.addAppender(this.appender);
		}
	}

	@AfterEach
	void restore() {
		for (String name : LOGGERS) {
			Logger logger = (Logger) LoggerFactory.getLogger(name);
			logger.detachAppender(this.appender);
			logger.setAdditive(true);
			logger.setLevel(null);
		}
	}

	/** Where the key is. */
	enum Place {

		NAME, NAME_QUERY, NAME_QUERY_WITHOUT_VALUE, APP_QUERY, APP_SEGMENT, APP_SEGMENT_WITHOUT_NAME, APP_WITHOUT_NAME,
		TC_URL_QUERY, TC_URL_PATH, TC_URL_USER, SWF_URL, PAGE_URL, FLASH_VER_WITH_NAME, FOUR_CC, UNKNOWN_PROPERTY,
		RELEASE_STREAM, FC_PUBLISH, FC_UNPUBLISH, DELETE_STREAM, CHECK_BANDWIDTH, UNKNOWN_COMMAND,
		ARGUMENT_OF_UNKNOWN_COMMAND, METADATA, NAME_IN_METADATA

	}

	/** How the publish ends up. */
	enum Outcome {

		ACCEPTED, REJECTED, VALIDATOR_THROWS, LISTENER_AND_HANDLER_THROW

	}

	@ParameterizedTest
	@MethodSource("dialogues")
	void whenKeyIsPlantedItDoesNotComeOut(Place place, Outcome outcome) throws IOException {
		try (TestServer server = start(outcome); RawRtmpClient client = RawRtmpClient.open(server.port())) {
			Dialogue dialogue = new Dialogue(client.handshake(), place);
			dialogue.play();
			dialogue.readToTheEnd();
		}
		assertThat(this.log).anyMatch((line) -> line.startsWith("DEBUG"));
		assertThat(this.texts).anyMatch((text) -> text.startsWith("PublishRequest["));
		if (outcome == Outcome.ACCEPTED && place != Place.APP_WITHOUT_NAME) {
			assertThat(this.texts).anyMatch((text) -> text.startsWith("StreamMetadata["));
			assertThat(this.texts).anyMatch((text) -> text.startsWith("Recording["));
		}
		assertNoLeak();
	}

	static Stream<Arguments> dialogues() {
		return Stream.of(Place.values())
			.flatMap((place) -> Stream.of(Outcome.values()).map((outcome) -> Arguments.of(place, outcome)));
	}

	private void assertNoLeak() throws IOException {
		this.log.forEach((line) -> PlantedKey.assertAbsent("the log", line));
		this.texts.forEach((text) -> PlantedKey.assertAbsent("a text", text));
		try (Stream<Path> files = Files.walk(this.recordings)) {
			files.forEach((file) -> PlantedKey.assertAbsent("the name of a file", file.toString()));
		}
	}

	private TestServer start(Outcome outcome) {
		return new TestServer((builder) -> builder.validator((request) -> validate(request, outcome))
			.listener(new Listener(outcome))
			.handler(new FlvRecorder(RecordingSettings.of(this.recordings), new Recorded()))
			.handler((stream) -> handle(stream, outcome)));
	}

	private PublishDecision validate(PublishRequest request, Outcome outcome) {
		say(request, request.client(), request.streamKey(), request.capabilities(), request.appText(),
				request.client().encoder());
		String quoted = request.streamKey().value() + " " + request.parameters();
		if (outcome == Outcome.VALIDATOR_THROWS) {
			String escaped = URLEncoder.encode(request.streamKey().value(), StandardCharsets.UTF_8);
			throw new IllegalStateException("Nobody has " + quoted, new IOException("GET /keys/" + escaped));
		}
		PublishDecision decision = (outcome == Outcome.REJECTED) ? PublishDecision.reject("Nobody has " + quoted)
				: PublishDecision.accept("public", Map.of("owner", PlantedKey.KEY));
		say(decision);
		return decision;
	}

	private void handle(LiveStream stream, Outcome outcome) {
		say(stream, stream.publisher());
		stream.subscribe(SubscriptionOptions.lossless(), (packet) -> {
			say(packet);
			if (outcome == Outcome.LISTENER_AND_HANDLER_THROW) {
				throw new IllegalStateException("Cannot handle " + packet + " of " + stream.publisher());
			}
		});
		if (outcome == Outcome.LISTENER_AND_HANDLER_THROW) {
			throw new IllegalStateException("Cannot handle " + stream.publisher());
		}
	}

	private void say(Object... values) {
		for (Object value : values) {
			this.texts.add(String.valueOf(value));
		}
	}

	@ParameterizedTest
	@EnumSource(Place.class)
	void whenKeyIsPlantedMessagesDoNotShowIt(Place place) throws IOException {
		Dialogue dialogue = new Dialogue(null, place);
		for (RtmpMessage message : dialogue.messages()) {
			RawMessage raw = MessageEncoder.encode(message);
			say(message, raw);
			if (message instanceof CommandMessage command && command.name().equals("connect")) {
				say(ConnectCommand.of(command), ConnectCommand.of(command).capabilities());
			}
		}
		assertThat(this.texts).hasSizeGreaterThan(10);
		assertNoLeak();
	}

	@Test
	void whenKeyIsInWhatIsNoRtmpItDoesNotComeOut() throws IOException {
		try (TestServer server = new TestServer()) {
			for (String text : List.of("GET /live/" + PlantedKey.KEY + " HTTP/1.1\r\n\r\n", PlantedKey.KEY)) {
				try (RawRtmpClient client = RawRtmpClient.open(server.port())) {
					client.sendBytes(text.getBytes(StandardCharsets.UTF_8));
					client.awaitClose();
				}
			}
		}
		assertThat(this.log).anyMatch((line) -> line.startsWith("WARN"));
		assertNoLeak();
	}

	@ParameterizedTest
	@EnumSource(ProtocolError.class)
	void textsOfErrorsAreNotMadeOfInput(ProtocolError error) {
		assertThat(new RtmpProtocolException(error, "text")).hasToString("dev.rtmpkit.RtmpProtocolException: text");
	}

	@Test
	void whenKeyIsInBrokenMessagesItDoesNotComeOut() throws IOException {
		byte[] key = PlantedKey.KEY.getBytes(StandardCharsets.UTF_8);
		byte[] header = { 3, 0, 0, 0, 0, 0, (byte) (3 + key.length), 20, 0, 0, 0, 0 };
		for (int marker = 0; marker < 32; marker++) {
			ByteBuffer bytes = ByteBuffer.allocate(header.length + 3 + key.length).put(header);
			// A length that goes beyond the end
			bytes.put((byte) marker).put((byte) 0).put((byte) 0x7F).put(key);
			try (TestServer server = new TestServer(); RawRtmpClient client = RawRtmpClient.open(server.port())) {
				client.handshake().sendBytes(bytes.array());
				client.sendBytesWhileOpen(new byte[] { 2, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0 });
				client.awaitClose();
			}
		}
		assertThat(this.log).anyMatch((line) -> line.contains("is closed"));
		assertNoLeak();
	}

	@Test
	void whenKeyIsPartOfALoginItDoesNotComeOut() throws IOException {
		for (boolean failing : new boolean[] { false, true }) {
			try (TestServer server = new TestServer((builder) -> builder.credentials((user) -> {
				if (failing) {
					throw new IllegalStateException("No password of " + user);
				}
				return PlantedKey.KEY;
			})); RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
				String app = "live?authmod=adobe&user=" + PlantedKey.KEY.replace("=", "%3D");
				client.command(0, "connect", 1, AmfObject.builder().put("app", app).build());
				String challenge = Authmod.description(client.awaitCommand("_error"));
				try (RawRtmpClient second = RawRtmpClient.open(server.port()).handshake()) {
					String answer = Authmod.answer(challenge, PlantedKey.KEY.replace("=", "%3D"), PlantedKey.KEY + "x");
					second.command(0, "connect", 1, AmfObject.builder().put("app", "live" + answer).build());
					text(second.awaitCommand("_error").arguments());
				}
			}
		}
		assertThat(this.log).anyMatch((line) -> line.contains("look-up of a password failed"));
		assertNoLeak();
	}

	private void text(List<AmfValue> values) {
		for (AmfValue value : values) {
			if (value instanceof AmfString string) {
				say(string.value());
			}
			else if (value instanceof AmfProperties properties) {
				properties.properties().keySet().forEach(this::say);
				text(List.copyOf(properties.properties().values()));
			}
			else if (value instanceof AmfStrictArray array) {
				text(array.elements());
			}
		}
	}

	/** What an encoder says, with the key in one place. */
	private final class Dialogue {

		private final RawRtmpClient client;

		private final Place place;

		Dialogue(RawRtmpClient client, Place place) {
			this.client = client;
			this.place = place;
		}

		private String keyIf(Place place, String otherwise) {
			return (this.place == place) ? PlantedKey.KEY : otherwise;
		}

		void play() {
			List<RtmpMessage> messages = messages();
			this.client.send(messages.get(0));
			this.client.send(messages.subList(1, messages.size()).toArray(RtmpMessage[]::new));
		}

		List<RtmpMessage> messages() {
			AmfObject metadata = AmfObject.builder()
				.put("encoder", keyIf(Place.METADATA, "Lavf"))
				.put(keyIf(Place.NAME_IN_METADATA, "title"), keyIf(Place.METADATA, "A title"))
				.put("width", 640)
				.build();
			return List.of(connect(), command(0, "releaseStream", 2, keyIf(Place.RELEASE_STREAM, "stream")),
					command(0, "FCPublish", 3, keyIf(Place.FC_PUBLISH, "stream")),
					command(0, "_checkbw", 4, keyIf(Place.CHECK_BANDWIDTH, "stream")),
					new CommandMessage(0, "createStream", 5, AmfNull.INSTANCE, List.of()),
					command(0, keyIf(Place.UNKNOWN_COMMAND, "whatever"), 6,
							keyIf(Place.ARGUMENT_OF_UNKNOWN_COMMAND, "argument")),
					publish(), data("@setDataFrame", new AmfString("onMetaData"), metadata),
					data("onMetaData", AmfEcmaArray.builder().put("title", keyIf(Place.METADATA, "A title")).build()),
					new AudioMessage(1, 0, ByteBuffer.wrap(new byte[] { (byte) 0xAF, 1, 2, 3 })),
					command(0, "FCUnpublish", 7, keyIf(Place.FC_UNPUBLISH, "stream")),
					command(0, "deleteStream", 8, keyIf(Place.DELETE_STREAM, "stream")),
					new CommandMessage(0, "close", 0, AmfNull.INSTANCE, List.of()));
		}

		private CommandMessage connect() {
			boolean inApp = this.place == Place.APP_SEGMENT || this.place == Place.APP_SEGMENT_WITHOUT_NAME;
			String app = (this.place == Place.APP_WITHOUT_NAME) ? PlantedKey.KEY
					: "live" + ((inApp) ? "/" + PlantedKey.KEY : "")
							+ ((this.place == Place.APP_QUERY) ? "?token=" + PlantedKey.KEY : "");
			String user = (this.place == Place.TC_URL_USER) ? "user:" + PlantedKey.KEY + "@" : "";
			String query = (this.place == Place.TC_URL_QUERY) ? "?token=" + PlantedKey.KEY : "";
			return new CommandMessage(0, "connect", 1,
					AmfObject.builder()
						.put("app", app)
						.put("tcUrl",
								"rtmp://" + user + "localhost/live"
										+ ((this.place == Place.TC_URL_PATH) ? "/" + PlantedKey.KEY : "") + query)
						.put("flashVer", (this.place == Place.FLASH_VER_WITH_NAME) ? "FMLE " + PlantedKey.KEY : "FMLE")
						.put("swfUrl", keyIf(Place.SWF_URL, "rtmp://localhost"))
						.put("pageUrl", keyIf(Place.PAGE_URL, "http://localhost"))
						.put("fourCcList", new AmfStrictArray(List.of(new AmfString(keyIf(Place.FOUR_CC, "av01")))))
						.put("videoFourCcInfoMap", AmfObject.builder().put(keyIf(Place.FOUR_CC, "av01"), 1).build())
						.put(keyIf(Place.UNKNOWN_PROPERTY, "property"), keyIf(Place.UNKNOWN_PROPERTY, "value"))
						.build(),
					List.of());
		}

		private CommandMessage publish() {
			String name = switch (this.place) {
				case NAME, FLASH_VER_WITH_NAME -> PlantedKey.KEY;
				case NAME_QUERY -> "stream?token=" + PlantedKey.KEY;
				case NAME_QUERY_WITHOUT_VALUE -> "stream?" + PlantedKey.KEY.replace("=", "%3D");
				case APP_WITHOUT_NAME, APP_SEGMENT_WITHOUT_NAME -> "";
				default -> "stream";
			};
			return new CommandMessage(1, "publish", 6, AmfNull.INSTANCE,
					List.of(new AmfString(name), new AmfString("live")));
		}

		private static CommandMessage command(int streamId, String name, double transactionId, String argument) {
			return new CommandMessage(streamId, name, transactionId, AmfNull.INSTANCE,
					List.of(new AmfString(argument)));
		}

		private static DataMessage data(String name, AmfValue... values) {
			List<AmfValue> body = new ArrayList<>(List.of(values));
			body.add(0, new AmfString(name));
			return new DataMessage(1, 0, false, Amf0Encoder.encode(body));
		}

		void readToTheEnd() {
			while (true) {
				RtmpMessage message;
				try {
					message = this.client.receive();
				}
				catch (AssertionError | UncheckedIOException ex) {
					return;
				}
				if (message instanceof CommandMessage command) {
					say(command.name());
					text(command.arguments());
					text(List.of(command.commandObject()));
				}
			}
		}

	}

	private final class Listener implements RtmpServerListener {

		private final Outcome outcome;

		Listener(Outcome outcome) {
			this.outcome = outcome;
		}

		private void heard(Object... values) {
			say(values);
			if (this.outcome == Outcome.LISTENER_AND_HANDLER_THROW || this.outcome == Outcome.REJECTED) {
				throw new IllegalStateException("Cannot bear " + List.of(values));
			}
		}

		@Override
		public void publishStarted(PublishEvent event) {
			heard(event, event.stream(), event.publisher(), String.valueOf(event.publisher().encoder()));
		}

		@Override
		public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
			heard(request, message);
			throw new IllegalStateException("Rejected " + request.streamKey().value() + request.parameters());
		}

		@Override
		public void metadataReceived(PublishEvent event, StreamMetadata metadata) {
			heard(event, event.stream(), metadata);
		}

		@Override
		public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
			heard(event, event.stream(), event.stream().statistics());
		}

	}

	private final class Recorded implements RecordingListener {

		@Override
		public void recordingCompleted(Recording recording) {
			say(recording, recording.file());
		}

	}

}
