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

package dev.rtmpkit.spring.boot.context;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;

import dev.rtmpkit.client.RtmpPublisher;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.server.RtmpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says when the server stops.
 */
@Tag("E11")
@ExtendWith(OutputCaptureExtension.class)
class ShutdownLogTests {

	private final RtmpServer server = RtmpServer.builder()
		.address(InetAddress.getLoopbackAddress())
		.port(0)
		.ioThreads(1)
		.validator((request) -> PublishDecision.acceptKeyAsName())
		.build();

	@Test
	void whenThereIsNoGracePeriodPublishersThatAreCutOffAreNoWarning(CapturedOutput output) throws IOException {
		stop(Duration.ZERO, 1);
		assertThat(output).contains("RTMP server stopped").doesNotContain("WARN", "grace period");
	}

	@Test
	void whenThereIsOnePublisherItIsOne(CapturedOutput output) throws IOException {
		stop(Duration.ofSeconds(10), 1);
		assertThat(output).containsPattern("Ending 1 active publisher\\R").doesNotContain("WARN");
	}

	@Test
	void whenThereIsNoPublisherItSaysSo(CapturedOutput output) throws IOException {
		stop(Duration.ofSeconds(10), 0);
		assertThat(output).containsPattern("Ending no active publisher\\R").doesNotContain("WARN");
	}

	private void stop(Duration gracePeriod, int publishers) throws IOException {
		RtmpServerLifecycle lifecycle = new RtmpServerLifecycle(this.server, gracePeriod, (event) -> {
		});
		lifecycle.start();
		if (publishers == 0) {
			lifecycle.stop();
			return;
		}
		try (RtmpPublisher publisher = RtmpPublisher
			.connect(URI.create("rtmp://127.0.0.1:" + this.server.port() + "/live/key"))) {
			assertThat(publisher.isOpen()).isTrue();
			lifecycle.stop();
		}
	}

}
