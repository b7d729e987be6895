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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.testkit.Ffmpeg;
import dev.rtmpkit.testkit.RequiresFfmpeg;
import dev.rtmpkit.testkit.TestServer;
import dev.rtmpkit.testkit.TestServer.Rejected;
import dev.rtmpkit.testkit.UrlTable;
import dev.rtmpkit.testkit.UrlTable.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * URLs that FFmpeg is given, and what the server understands.
 */
@RequiresFfmpeg
class FfmpegUrlTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@ParameterizedTest
	@MethodSource("rows")
	@Tag("D14")
	void whatFfmpegSendsIsUnderstoodAsTheTableSays(Row row) {
		PublishRequest request = publish(row.url());
		assertThat(request.app()).isEqualTo(row.app());
		assertThat(request.streamKey().value()).isEqualTo(row.key());
		assertThat(request.parameters()).isEqualTo(row.parameters());
	}

	@ParameterizedTest
	@ValueSource(strings = { "rtmp://host/live/%s", "rtmp://host/live/cam1?token=%s", "rtmp://host/live/eu/%s" })
	@Tag("D13")
	void whenFfmpegPublishesWithALongTokenItArrives(String url) {
		String token = "eyJhbGciOiJSUzI1NiJ9." + "t".repeat(880);
		PublishRequest request = publish(url.formatted(token));
		assertThat(request.parameters().getOrDefault("token", request.streamKey().value())).isEqualTo(token);
	}

	@Test
	@Tag("D13")
	void whenFfmpegProvesAPasswordALongTokenArrivesAsWell() {
		String token = "t".repeat(600);
		BlockingQueue<PublishRequest> requests = new LinkedBlockingQueue<>();
		try (TestServer server = new TestServer((builder) -> builder.credentials((user) -> "p").validator((request) -> {
			requests.add(request);
			return PublishDecision.reject("Seen");
		}))) {
			run("rtmp://u:p@host/live/cam1?token=" + token, server.port());
			run("rtmp://u:p@host/live?token=" + token + "/cam1", server.port());
		}
		assertThat(requests).hasSize(2).allSatisfy((request) -> {
			assertThat(request.user()).isEqualTo("u");
			assertThat(request.app()).isEqualTo("live");
			assertThat(request.streamKey().value()).isEqualTo("cam1");
			assertThat(request.parameters()).isEqualTo(Map.of("token", token));
		});
	}

	/** In a URL, FFmpeg cuts the path after 1,023 characters. */
	@Test
	@Tag("D13")
	void whenFfmpegIsGivenTheNameApartItMayBeLonger() {
		String token = "eyJhbGciOiJSUzI1NiJ9." + "t".repeat(4096 - 21);
		PublishRequest request = publish("rtmp://host", "-rtmp_app", "live", "-rtmp_playpath", token);
		assertThat(request.app()).isEqualTo("live");
		assertThat(request.streamKey().value()).isEqualTo(token);
		String cut = publish("rtmp://host/live/" + token).streamKey().value();
		assertThat("/live/" + cut).hasSize(1023);
	}

	static List<Row> rows() {
		return UrlTable.rows().stream().filter((row) -> row.encoder().equals("FFmpeg")).toList();
	}

	private static PublishRequest publish(String url, String... options) {
		try (TestServer server = new TestServer(
				(builder) -> builder.validator((request) -> PublishDecision.reject("Seen")))) {
			run(url, server.port(), options);
			return server.await(Rejected.class).request();
		}
	}

	private static void run(String url, int port, String... options) {
		List<String> arguments = new ArrayList<>(
				List.of("-v", "error", "-f", "lavfi", "-i", "anullsrc", "-t", "0.1", "-c:a", "aac", "-f", "flv"));
		arguments.addAll(List.of(options));
		arguments.add(url.replace("host", "127.0.0.1:" + port));
		Ffmpeg.run(TIMEOUT, arguments.toArray(String[]::new));
	}

}
