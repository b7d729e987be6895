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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import dev.rtmpkit.spring.boot.test.LocalRtmpServerPort;
import dev.rtmpkit.testkit.FfmpegProcess;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a browser shows.
 */
@SampleTest
@TestPropertySource(properties = "rtmp.recording.enabled=false")
@Import(PageTests.Observer.class)
@RequiresFfmpeg
class PageTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@TempDir
	private Path userData;

	@Autowired
	private Observer observer;

	@LocalRtmpServerPort
	private int rtmpPort;

	@LocalServerPort
	private int webPort;

	@Test
	void whenStreamComesAndGoesPageShowsIt() throws Exception {
		assumeTrue(Chromium.isInstalled(), "There is no Chromium on the PATH");
		try (Chromium chromium = open()) {
			assertThat(seen("Nothing is live")).contains("rtmp://127.0.0.1:" + this.rtmpPort + "/live/demo-key");
			String encoderName = "<img src=page.css>";
			try (FfmpegProcess encoder = Encoder.publish(this.rtmpPort, "demo-key", "-rtmp_flashver", encoderName)) {
				assertThat(seen("every 1.0 s", "bit/s"))
					.contains("1 stream is live", "demo", "H.264", "320 × 180", " fps", "AAC, 44.1 kHz", "bit/s",
							"127.0.0.1:")
					.contains("0 pictures", encoderName);
				encoder.stop();
				assertThat(seen("Nothing is live")).doesNotContain("H.264");
			}
		}
	}

	@Test
	@Tag("E6")
	void whenEncoderFreezesPageShowsThatNoMediaComes() throws Exception {
		assumeTrue(Chromium.isInstalled(), "There is no Chromium on the PATH");
		try (Chromium chromium = open(); FfmpegProcess encoder = Encoder.publish(this.rtmpPort, "demo-key")) {
			assertThat(seen("bit/s", " fps")).contains("Live\n").doesNotContain("No media");
			encoder.freeze();
			assertThat(seen("No media")).contains("demo", "H.264", "320 × 180")
				.doesNotContain("bit/s", " fps", "every");
			encoder.thaw();
			seen("bit/s", " fps", "Live\n");
			encoder.stop();
			seen("Nothing is live");
		}
	}

	private Chromium open() throws IOException {
		return Chromium.open(new Web(this.webPort).uri("/page-test.html"), this.userData);
	}

	private String seen(String... texts) {
		return Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> this.observer.text, (seen) -> Stream.of(texts).allMatch(seen::contains));
	}

	/**
	 * Gets to know what the browser shows, from a page that embeds the one under test.
	 */
	@RestController
	@TestConfiguration
	static class Observer {

		private volatile String text = "";

		@PostMapping("/page-test")
		void observe(@RequestBody String text) {
			this.text = text;
		}

	}

}
