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
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.server.RtmpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TestPublishRequest}.
 */
@Tag("E5")
class TestPublishRequestTests {

	/** As users write it. */
	@Test
	void validatorIsTestedInThreeLines() throws Exception {
		StreamKeyValidator validator = (request) -> request.streamKey().matches("demo-key")
				? PublishDecision.accept("demo") : PublishDecision.reject("Unknown stream key");

		assertThat(validator.validate(TestPublishRequest.of("live/demo-key")))
			.isEqualTo(PublishDecision.accept("demo"));
		assertThat(validator.validate(TestPublishRequest.of("live/guessed")))
			.isEqualTo(PublishDecision.reject("Unknown stream key"));
	}

	@Test
	void hasDefaults() {
		PublishRequest request = TestPublishRequest.of("live/demo-key");
		assertThat(request.app()).isEqualTo("live");
		assertThat(request.streamKey()).isEqualTo(StreamKey.of("demo-key"));
		assertThat(request.parameters()).isEmpty();
		assertThat(request.type()).isEqualTo(PublishType.LIVE);
		assertThat(request.connectionId()).isEqualTo("1");
		assertThat(request.remoteAddress()).isEqualTo(new InetSocketAddress("127.0.0.1", 50_000));
		assertThat(request.client().secure()).isFalse();
		assertThat(request.client().encoder()).isNull();
		assertThat(request.client().tcUrl()).isEqualTo("rtmp://127.0.0.1/live");
		assertThat(request.capabilities()).isEqualTo(Capabilities.NONE);
		assertThat(request.user()).isNull();
	}

	@Test
	void hasWhatIsSet() {
		InetSocketAddress address = new InetSocketAddress("203.0.113.7", 4711);
		PublishRequest request = TestPublishRequest.builder("live/demo-key?token=abc")
			.type(PublishType.RECORD)
			.connectionId("c-1")
			.remoteAddress(address)
			.secure(true)
			.encoder("OBS")
			.capabilities(Capabilities.FORWARDING)
			.user("camera")
			.build();
		assertThat(request.parameters()).isEqualTo(Map.of("token", "abc"));
		assertThat(request.type()).isEqualTo(PublishType.RECORD);
		assertThat(request.connectionId()).isEqualTo("c-1");
		assertThat(request.remoteAddress()).isEqualTo(address);
		assertThat(request.client().secure()).isTrue();
		assertThat(request.client().encoder()).isEqualTo("OBS");
		assertThat(request.client().tcUrl()).isEqualTo("rtmps://127.0.0.1/live");
		assertThat(request.capabilities()).isEqualTo(Capabilities.FORWARDING);
		assertThat(request.user()).isEqualTo("camera");
	}

	@ParameterizedTest
	@ValueSource(strings = { "live/key", "live/key?token=abc&flag", "live/studio/key", "live/k%20ey?a=b%2Fc/d&e=1+2",
			"live/key?=x&&y" })
	void isWhatAServerMakesOfThePath(String path) throws Exception {
		BlockingQueue<PublishRequest> requests = new LinkedBlockingQueue<>();
		try (RtmpServer server = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> {
				requests.add(request);
				return PublishDecision.reject("Enough");
			})
			.build()) {
			server.start();
			RtmpTestPublisher.assertRefused(server.port(), path);
		}
		PublishRequest expected = requests.poll(10, TimeUnit.SECONDS);
		PublishRequest request = TestPublishRequest.of(path);
		assertThat(request.app()).isEqualTo(expected.app());
		assertThat(request.streamKey()).isEqualTo(expected.streamKey());
		assertThat(request.parameters()).isEqualTo(expected.parameters());
		assertThat(request.type()).isEqualTo(expected.type());
		assertThat(request.user()).isEqualTo(expected.user());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "key", "/key", "/live/key", "?a/b" })
	void whenPathHasNoApplicationSaysSo(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> TestPublishRequest.of(path))
			.withMessageContaining("live/key");
	}

}
