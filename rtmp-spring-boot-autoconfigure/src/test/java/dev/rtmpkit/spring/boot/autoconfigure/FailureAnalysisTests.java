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

package dev.rtmpkit.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.server.RtmpPortInUseException;
import dev.rtmpkit.server.RtmpServerException;
import dev.rtmpkit.testkit.Certificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a user sees when the application cannot start: reports, found as in a real
 * application.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	private static final URI KEY_STORE = Certificates.keyStore("server").toUri();

	@Test
	void whenPortIsInUseSaysSo(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			fail("rtmp.server.port=" + taken.getLocalPort(), "rtmp.server.address=127.0.0.1");
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("RTMP server failed to start. Port " + taken.getLocalPort() + " was already in use.")
				.contains("'rtmp.server.port'");
		}
	}

	@Test
	void whenEncryptedPortIsInUseNamesItsProperty(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			failEncrypted("rtmp.server.ssl.bundle=stream", "rtmp.server.ssl.port=" + taken.getLocalPort());
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("RTMP server failed to start. Port " + taken.getLocalPort() + " was already in use.")
				.contains("'rtmp.server.ssl.port'");
		}
	}

	@Test
	void whenEncryptedPortIsOutOfRangeNamesProperty(CapturedOutput output) {
		failEncrypted("rtmp.server.ssl.bundle=stream", "rtmp.server.ssl.port=-1");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '-1' for configuration property 'rtmp.server.ssl.port'")
			.contains("between 0 and 65535");
	}

	@Test
	void whenThereIsNoSuchBundleNamesPropertyAndBundle(CapturedOutput output) {
		failEncrypted("rtmp.server.ssl.bundle=other");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value 'other' for configuration property 'rtmp.server.ssl.bundle'")
			.contains("there is no SSL bundle of this name");
	}

	@Test
	void whenEnabledWithoutBundleSaysWhatToSet(CapturedOutput output) {
		failEncrypted("rtmp.server.ssl.enabled=true");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("configuration property 'rtmp.server.ssl.enabled'")
			.contains("set 'rtmp.server.ssl.bundle'");
	}

	@Test
	void whenClientsAreToShowCertificatesWithoutBundleNamesProperty(CapturedOutput output) {
		fail("rtmp.server.port=0", "rtmp.server.ssl.client-auth=need");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'rtmp.server.ssl.client-auth'")
			.contains("set 'rtmp.server.ssl.bundle'");
	}

	@Test
	void whenPasswordOfBundleIsWrongNamesProperty(CapturedOutput output) {
		failEncrypted("rtmp.server.ssl.bundle=stream", "spring.ssl.bundle.jks.stream.keystore.password=guess");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value 'stream' for configuration property 'rtmp.server.ssl.bundle'")
			.contains("the SSL bundle cannot be used")
			.contains("password was incorrect")
			.doesNotContain("guess");
	}

	@Test
	void whenBundleHasNoKeyNamesProperty(CapturedOutput output) {
		fail("rtmp.server.port=0", "rtmp.server.ssl.bundle=trusted",
				"spring.ssl.bundle.jks.trusted.truststore.type=PKCS12",
				"spring.ssl.bundle.jks.trusted.truststore.location=" + KEY_STORE,
				"spring.ssl.bundle.jks.trusted.truststore.password=" + Certificates.PASSWORD);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value 'trusted' for configuration property 'rtmp.server.ssl.bundle'")
			.contains("it has no private key");
	}

	@Test
	void whenCipherOfBundleIsUnknownNamesPropertyAndCipher(CapturedOutput output) {
		failEncrypted("rtmp.server.ssl.bundle=stream", "spring.ssl.bundle.jks.stream.options.ciphers=ROT13");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("configuration property 'rtmp.server.ssl.bundle'")
			.contains("ROT13");
	}

	@Test
	void whenAddressIsNotOfThisHostNamesProperties() {
		RtmpServerFailureAnalyzer analyzer = new RtmpServerFailureAnalyzer();
		RtmpServerException failure = new RtmpServerException("Cannot listen on /192.0.2.1:1935",
				new BindException("Cannot assign requested address"));
		FailureAnalysis analysis = analyzer.analyze(new ApplicationContextException("Failed to start", failure));
		assertThat(analysis.getDescription()).isEqualTo(
				"RTMP server failed to start. " + "Cannot listen on /192.0.2.1:1935: Cannot assign requested address");
		assertThat(analysis.getAction()).contains("'rtmp.server.address'")
			.contains("'rtmp.server.port'")
			.contains("'rtmp.server.ssl.port'");
		assertThat(analyzer.analyze(new RtmpPortInUseException(1935, false, failure))).isNull();
	}

	@Test
	void whenPortIsOutOfRangeNamesProperty(CapturedOutput output) {
		fail("rtmp.server.port=70000");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '70000' for configuration property 'rtmp.server.port'")
			.contains("between 0 and 65535");
	}

	@Test
	void whenAnAddressIsNoneNamesPropertyAndAddress(CapturedOutput output) {
		fail("rtmp.server.proxy-protocol.trusted-proxies=10.0.0.0/8,balancer");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("configuration property 'rtmp.server.proxy-protocol.trusted-proxies'")
			.contains("'balancer' is no IP address");
	}

	@Test
	void whenKeysAreTheSameHidesThem(CapturedOutput output) {
		fail("rtmp.server.stream-keys.one=top-secret", "rtmp.server.stream-keys.two=top-secret");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'rtmp.server.stream-keys.two'")
			.doesNotContain("top-secret");
	}

	@Test
	void whenRecordingDirectoryCannotBeCreatedNamesProperty(CapturedOutput output, @TempDir Path directory)
			throws IOException {
		Path file = Files.createFile(directory.resolve("file"));
		fail("rtmp.server.port=0", "rtmp.recording.enabled=true", "rtmp.recording.directory=" + file.resolve("sub"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'rtmp.recording.directory'")
			.contains("the directory cannot be created");
	}

	private static void failEncrypted(String... properties) {
		List<String> all = new ArrayList<>(List.of("rtmp.server.address=127.0.0.1", "rtmp.server.port=0",
				"spring.ssl.bundle.jks.stream.keystore.type=PKCS12",
				"spring.ssl.bundle.jks.stream.keystore.location=" + KEY_STORE,
				"spring.ssl.bundle.jks.stream.keystore.password=" + Certificates.PASSWORD));
		all.addAll(List.of(properties));
		fail(all.toArray(String[]::new));
	}

	private static void fail(String... properties) {
		SpringApplication application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.build();
		assertThatException().isThrownBy(application::run);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
