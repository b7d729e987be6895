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

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ExtendWith(OutputCaptureExtension.class)
class StreamKeysTests {

	@Test
	void acceptsEachKeyUnderItsName() {
		StreamKeys keys = keys(Map.of("one", "secret-1", "two", "secret-2"));
		assertThat(keys.validate(request("secret-1"))).isEqualTo(PublishDecision.accept("one"));
		assertThat(keys.validate(request("secret-2"))).isEqualTo(PublishDecision.accept("two"));
	}

	@ParameterizedTest
	@CsvSource({ "one", "secret", "secret-11", "SECRET-1" })
	void rejectsEverythingElse(String key) {
		StreamKeys keys = keys(Map.of("one", "secret-1"));
		assertThat(keys.validate(request(key))).isInstanceOf(PublishDecision.Rejected.class);
	}

	@Test
	void generatesDifferentKeyEachTime(CapturedOutput output) {
		StreamKeys.generate();
		StreamKeys.generate();
		String[] lines = output.getOut()
			.lines()
			.filter((line) -> line.startsWith("Using generated stream key: "))
			.toArray(String[]::new);
		assertThat(lines).hasSize(2).doesNotHaveDuplicates();
		assertThat(lines[0]).matches("Using generated stream key: [0-9a-f]{32}");
	}

	@Test
	void acceptsGeneratedKey(CapturedOutput output) {
		StreamKeys keys = StreamKeys.generate();
		String logged = output.getOut().replaceAll("(?s).*Using generated stream key: (\\w+).*", "$1");
		assertThat(keys.validate(request(logged))).isEqualTo(PublishDecision.accept("live"));
		assertThat(keys.validate(request("live"))).isInstanceOf(PublishDecision.Rejected.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "demo|' '|must not be blank", "' '|top-secret|must not be blank",
			"demo|/top-secret|must not have a slash", "demo|top-secret?a=b|must not have '?'" })
	void whenNameOrKeyIsInvalidAnalysisNamesPropertyAndHidesKey(String name, String secret, String reason) {
		FailureAnalysis analysis = analyze(Map.of(name, secret));
		assertThat(analysis.getDescription()).contains("rtmp.server.stream-keys." + name).contains(reason);
		assertThat(analysis.getDescription() + analysis.getCause()).doesNotContain("top-secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "de\nmo", "de\u202emo", "${demo}", ".." })
	@Tag("A12")
	@Tag("D19")
	void whenNameOrKeyCannotBePublishedFails(String text) {
		assertThat(analyze(Map.of(text, "secret")).getDescription())
			.contains("the stream name must not be longer than");
		assertThat(analyze(Map.of("demo", text)).getDescription()).contains("the stream key must not be longer than");
	}

	@Test
	@Tag("D13")
	void whenKeyIsTooLongFails() {
		assertThat(analyze(Map.of("demo", "x".repeat(4097))).getDescription())
			.contains("'rtmp.server.limits.stream-key-size', which is 4096 bytes");
		assertThat(keys(Map.of("demo", "x".repeat(4096)))).isNotNull();
		assertThat(StreamKeys.of(Map.of("demo", "x".repeat(5000)), DataSize.ofBytes(5000))).isNotNull();
	}

	@Test
	@Tag("D13")
	void whenTheSizeItselfIsInvalidTheKeyIsNotBlamed() {
		assertThat(StreamKeys.of(Map.of("demo", "x".repeat(5000)), DataSize.ofGigabytes(9))).isNotNull();
		assertThat(StreamKeys.of(Map.of("demo", "x"), DataSize.ofBytes(0))).isNotNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "Zm9v/YmFy+cXV4|a slash", "top-secret/|a slash", "top-secret#1|'#'", "top%2Dsecret|'%'",
					"top secret|a space", "mp4:top-secret|begin with 'mp4:'", "flv:top-secret|begin with 'mp4:'",
					"top-secret.flv|end with '.flv'", "top-secret.mp3|end with '.flv'", "_definst_|'_definst_'" })
	@Tag("D15")
	void whenKeyDoesNotArriveFromEveryEncoderAnalysisTellsWhyAndHidesKey(String secret, String reason) {
		FailureAnalysis analysis = analyze(Map.of("demo", secret));
		assertThat(analysis.getDescription()).contains("rtmp.server.stream-keys.demo")
			.contains("the stream key must not ")
			.contains(reason)
			.contains("work everywhere");
		assertThat(analysis.getDescription() + analysis.getCause()).doesNotContain("top").doesNotContain("Zm9v");
	}

	@Test
	void whenTwoStreamsHaveTheSameKeyAnalysisNamesBothAndHidesKey() {
		Map<String, String> secrets = new LinkedHashMap<>();
		secrets.put("one", "top-secret");
		secrets.put("two", "top-secret");
		FailureAnalysis analysis = analyze(secrets);
		assertThat(analysis.getDescription()).contains("rtmp.server.stream-keys.two").contains("'one'");
		assertThat(analysis.getDescription() + analysis.getCause()).doesNotContain("top-secret");
	}

	@Test
	@Tag("V4")
	void whenKeyIsWrongAnswerDoesNotTellHowWrong() {
		StreamKeys keys = keys(Map.of("one", "k".repeat(32), "two", "secret-of-two"));
		PublishDecision wrong = keys.validate(request("nothing like it"));
		assertThat(wrong).isInstanceOf(PublishDecision.Rejected.class);
		for (String key : new String[] { "x" + "k".repeat(31), "k".repeat(31) + "x", "k".repeat(31), "k".repeat(33),
				"secret-of-tw", "SECRET-OF-TWO", "one", "two", "" }) {
			assertThat(keys.validate(request(key))).isEqualTo(wrong);
		}
	}

	private static StreamKeys keys(Map<String, String> secrets) {
		return StreamKeys.of(secrets, DataSize.ofKilobytes(4));
	}

	private static FailureAnalysis analyze(Map<String, String> secrets) {
		InvalidConfigurationPropertyValueException failure = catchThrowableOfType(
				InvalidConfigurationPropertyValueException.class, () -> keys(secrets));
		assertThat(failure).isNotNull();
		FailureAnalysis analysis = new RtmpPropertyFailureAnalyzer(null).analyze(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private static PublishRequest request(String key) {
		return new PublishRequest("live", StreamKey.of(key), Map.of(), PublishType.LIVE,
				new ClientInfo("1", new InetSocketAddress("127.0.0.1", 1), false, null, "", Capabilities.NONE, null));
	}

}
