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

package dev.rtmpkit.spring.boot.test;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.client.PublishRefusedException;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.record.FlvRecorder;
import dev.rtmpkit.record.Recording;
import dev.rtmpkit.record.RecordingListener;
import dev.rtmpkit.record.RecordingSettings;
import dev.rtmpkit.server.Disconnection;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.server.TlsSettings;
import dev.rtmpkit.server.TlsSettings.ClientAuthentication;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.testkit.Certificates;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.Ffprobe;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RtmpTestPublisherTests {

	private static final Path CERTIFICATE = Certificates.keyStore("server");

	private final BlockingQueue<StopReason> stops = new LinkedBlockingQueue<>();

	private final BlockingQueue<Recording> recordings = new LinkedBlockingQueue<>();

	@TempDir
	private Path directory;

	private RtmpServer server;

	@BeforeEach
	void start() {
		this.server = builder().handler(new FlvRecorder(RecordingSettings.of(this.directory), new Recordings()))
			.build();
		this.server.start();
	}

	private RtmpServerBuilder builder() {
		return RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator(RtmpTestPublisherTests::decide)
			.listener(new Stops());
	}

	private static PublishDecision decide(PublishRequest request) {
		boolean known = request.streamKey().matches("secret") && request.parameters().containsKey("camera");
		return (known) ? PublishDecision.accept("demo") : PublishDecision.reject("Unknown stream key");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	@RequiresFfmpeg
	void publishesWhatADecoderAccepts() throws Exception {
		try (RtmpTestPublisher publisher = publish()) {
			publisher.send(Duration.ofSeconds(2)).send(Duration.ofSeconds(1));
		}
		assertThat(this.stops.poll(10, TimeUnit.SECONDS)).isEqualTo(StopReason.UNPUBLISHED);
		Path file = this.recordings.poll(10, TimeUnit.SECONDS).file();
		List<Map<String, String>> facts = Ffprobe.facts(file, "codec_name", "profile", "width", "height", "sample_rate",
				"channels");
		assertThat(facts).hasSize(2);
		assertThat(facts.get(0)).containsEntry("codec_name", "h264")
			.containsEntry("profile", "Constrained Baseline")
			.containsEntry("width", "64")
			.containsEntry("height", "64");
		assertThat(facts.get(1)).containsEntry("codec_name", "aac")
			.containsEntry("profile", "LC")
			.containsEntry("sample_rate", "48000")
			.containsEntry("channels", "1");
		Ffmpeg.Result decoded = Ffmpeg.run(Duration.ofSeconds(30), "-v", "warning", "-xerror", "-i", file.toString(),
				"-map", "0:v", "-f", "framemd5", "-");
		assertThat(decoded.orFail().stderr()).isEmpty();
		List<String> pictures = decoded.stdout().lines().filter((line) -> !line.startsWith("#")).toList();
		assertThat(pictures).hasSize(3 * 25);
		assertThat(pictures.stream().map((line) -> line.substring(line.lastIndexOf(',') + 1)).distinct()).hasSize(3);
		decoded = Ffmpeg.run(Duration.ofSeconds(30), "-v", "warning", "-xerror", "-i", file.toString(), "-map", "0:a",
				"-f", "null", "-");
		assertThat(decoded.orFail().stderr()).isEmpty();
	}

	@Test
	void serverKnowsWhatIsPublished() throws Exception {
		try (RtmpTestPublisher publisher = publish()) {
			LiveStream stream = this.server.stream("demo");
			publisher.send(Duration.ofSeconds(2));
			publisher.close();
			assertThat(this.stops.poll(10, TimeUnit.SECONDS)).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(stream.metadata().frameRate()).isEqualTo(25);
			assertThat(stream.statistics().video().keyFrames()).isEqualTo(2);
			assertThat(stream.statistics().video().tracks().get(0).configuration().width()).isEqualTo(64);
			assertThat(stream.statistics().audio().tracks().get(0).configuration().sampleRate()).isEqualTo(48_000);
		}
	}

	@Test
	void whenServerRefusesTellsWhatItSays() {
		PublishRefusedException refused = RtmpTestPublisher.assertRefused(this.server.port(), "live/wrong");
		assertThat(refused.description()).isEqualTo("Unknown stream key");
		assertThat(refused.code()).isEqualTo("NetStream.Publish.Denied");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> RtmpTestPublisher.publish(this.server.port(), "live/wrong"))
			.withMessageContaining("NetStream.Publish.Denied")
			.withMessageContaining("Unknown stream key");
	}

	@Test
	void whenServerAcceptsWhatShouldBeRefusedFails() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> RtmpTestPublisher.assertRefused(this.server.port(), "live/secret?camera=1"))
			.withMessage("The stream should be refused, but was accepted");
	}

	@Test
	void whenThereIsNoServerFails() {
		int port = this.server.port();
		this.server.close();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> RtmpTestPublisher.publish(port, "live/secret?camera=1"))
			.withMessageContaining("Connection refused");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> RtmpTestPublisher.assertRefused(port, "live/wrong"))
			.withMessageContaining("Connection refused");
	}

	@Test
	void whenPathIsNoneSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> RtmpTestPublisher.publish(1, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> RtmpTestPublisher.publish(1, "/live/key"));
	}

	@Test
	void whenDisconnectedTheServerLosesIt() throws Exception {
		try (RtmpTestPublisher publisher = publish()) {
			publisher.disconnect();
			assertThat(this.stops.poll(10, TimeUnit.SECONDS)).isEqualTo(StopReason.CONNECTION_LOST);
		}
	}

	@Test
	void whenServerEndsThePublishTellsWhatItSays() {
		try (RtmpTestPublisher publisher = publish()) {
			LiveStream stream = this.server.stream("demo");
			this.server.disconnect(stream.publisher().sessionId(), Disconnection.because("Too loud"));
			publisher.awaitEnd();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> publisher.send(Duration.ofSeconds(1)))
				.withMessageStartingWith("The server should take media, but: ");
		}
	}

	@Test
	@Tag("E5")
	void sendsWhatTheTestMakes() throws Exception {
		try (RtmpTestPublisher publisher = publish()) {
			LiveStream stream = this.server.stream("demo");
			publisher.send(Duration.ofSeconds(1))
				.sendMetadata(AmfObject.builder().put("framerate", new AmfNumber(50)).build())
				.send(VideoPacket.parse(1000, ByteBuffer.wrap(new byte[] { 0x17, 1, 0, 0, 0, 1 })));
			publisher.close();
			assertThat(this.stops.poll(10, TimeUnit.SECONDS)).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(stream.metadata().frameRate()).isEqualTo(50);
			assertThat(stream.statistics().video().keyFrames()).isEqualTo(2);
		}
	}

	@Test
	@Tag("E5")
	void whenServerEncryptsPublishesWhateverItsCertificate() throws Exception {
		try (RtmpServer encrypted = encrypted(ClientAuthentication.NONE)) {
			RtmpTestPublisher.Builder builder = RtmpTestPublisher.builder(sslPort(encrypted)).tls();
			try (RtmpTestPublisher publisher = builder.publish("live/secret?camera=1")) {
				publisher.send(Duration.ofSeconds(1));
				assertThat(encrypted.stream("demo").publisher().secure()).isTrue();
			}
			assertThat(this.stops.poll(10, TimeUnit.SECONDS)).isEqualTo(StopReason.UNPUBLISHED);
			assertThat(builder.assertRefused("live/wrong").description()).isEqualTo("Unknown stream key");
			try (RtmpTestPublisher publisher = builder.publish("live/secret?camera=1")) {
				publisher.disconnect();
				assertThat(this.stops.poll(10, TimeUnit.SECONDS)).isEqualTo(StopReason.CONNECTION_LOST);
			}
		}
	}

	@Test
	@Tag("E5")
	void whenBundleTrustsTheServerPublishesAndShowsItsCertificate() throws Exception {
		SslBundle bundle = bundle(CERTIFICATE, CERTIFICATE);
		try (RtmpServer encrypted = encrypted(ClientAuthentication.NEED)) {
			RtmpTestPublisher.builder(sslPort(encrypted)).tls(bundle).publish("live/secret?camera=1").close();
			assertThat(this.stops.poll(10, TimeUnit.SECONDS)).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	@Test
	@Tag("E5")
	void whenBundleDoesNotTrustTheServerFails() {
		SslBundle bundle = bundle(CERTIFICATE, Certificates.keyStore("other"));
		try (RtmpServer encrypted = encrypted(ClientAuthentication.NONE)) {
			RtmpTestPublisher.Builder builder = RtmpTestPublisher.builder(sslPort(encrypted)).tls(bundle);
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> builder.publish("live/secret?camera=1"))
				.withMessageStartingWith("The stream should be accepted, but: ")
				.withCauseInstanceOf(SSLException.class);
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> builder.assertRefused("live/wrong"))
				.withCauseInstanceOf(SSLException.class);
		}
	}

	@Test
	@Tag("E5")
	void whenServerWantsAPasswordProvesToKnowIt() throws Exception {
		try (RtmpServer locked = builder().credentials((user) -> user.equals("camera") ? "password" : null).build()) {
			locked.start();
			RtmpTestPublisher.Builder builder = RtmpTestPublisher.builder(locked.port());
			assertThat(builder.assertRefused("live/secret?camera=1").description()).contains("need auth");
			builder.credentials("camera", "guessed");
			assertThat(builder.assertRefused("live/secret?camera=1").description()).contains("authfailed");
			builder.credentials("camera", "password").publish("live/secret?camera=1").close();
			assertThat(this.stops.poll(10, TimeUnit.SECONDS)).isEqualTo(StopReason.UNPUBLISHED);
		}
	}

	private RtmpServer encrypted(ClientAuthentication clientAuthentication) {
		RtmpServer encrypted = builder()
			.tls(0, new TlsSettings(() -> Certificates.context(CERTIFICATE), clientAuthentication, null, null))
			.build();
		encrypted.start();
		return encrypted;
	}

	private static int sslPort(RtmpServer server) {
		return Objects.requireNonNull(server.encryptedAddress()).getPort();
	}

	private static SslBundle bundle(Path keyStore, Path trustStore) {
		return SslBundle.of(new JksSslStoreBundle(details(keyStore), details(trustStore)));
	}

	private static JksSslStoreDetails details(Path store) {
		return new JksSslStoreDetails("PKCS12", null, store.toUri().toString(), Certificates.PASSWORD);
	}

	private RtmpTestPublisher publish() {
		return RtmpTestPublisher.publish(this.server.port(), "live/secret?camera=1");
	}

	private final class Stops implements RtmpServerListener {

		@Override
		public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
			RtmpTestPublisherTests.this.stops.add(reason);
		}

	}

	private final class Recordings implements RecordingListener {

		@Override
		public void recordingCompleted(Recording recording) {
			RtmpTestPublisherTests.this.recordings.add(recording);
		}

	}

}
