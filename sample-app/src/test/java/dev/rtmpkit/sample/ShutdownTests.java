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

package dev.rtmpkit.sample;

import java.util.Iterator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the application ends.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class ShutdownTests {

	@Test
	void whenPageIsOpenShutdownDoesNotWaitForIt(CapturedOutput output) {
		try (ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class, "--server.port=0",
				"--rtmp.server.port=0", "--rtmp.recording.enabled=false",
				"--spring.lifecycle.timeout-per-shutdown-phase=10s")) {
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			try (Stream<String> events = new Web(port).events("/streams/events")) {
				Iterator<String> overviews = events.iterator();
				assertThat(overviews.next()).contains("\"streams\":[]");
				context.close();
				overviews.forEachRemaining((overview) -> assertThat(overview).contains("\"streams\":[]"));
			}
		}
		assertThat(output).contains("Graceful shutdown complete").doesNotContain("Graceful shutdown aborted");
	}

}
