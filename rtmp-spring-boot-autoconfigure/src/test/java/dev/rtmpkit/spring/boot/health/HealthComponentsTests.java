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

package dev.rtmpkit.spring.boot.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it takes to see the health of the server over HTTP, as {@code docs/operations.md}
 * tells.
 */
@Tag("E9")
class HealthComponentsTests {

	private static final String PROPERTY = "management.endpoint.health.";

	@Test
	void whenComponentsAreNotShownThereIsNone() throws Exception {
		assertThat(get("/actuator/health/rtmp").statusCode()).isEqualTo(404);
	}

	@Test
	void whenComponentsAreShownItsStateIsThere() throws Exception {
		assertThat(get("/actuator/health/rtmp", PROPERTY + "show-components=always").body())
			.isEqualTo("{\"status\":\"UP\"}");
	}

	@Test
	void whenDetailsAreShownTheyAreThere() throws Exception {
		assertThat(get("/actuator/health/rtmp", PROPERTY + "show-details=always").body()).contains("\"publishers\":0");
	}

	@Test
	void whenGroupIncludesItNothingHasToBeShown() throws Exception {
		HttpResponse<String> response = get("/actuator/health/readiness",
				PROPERTY + "group.readiness.include=readinessState,rtmp");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"status\":\"UP\"}");
	}

	private static HttpResponse<String> get(String path, String... properties)
			throws IOException, InterruptedException {
		List<String> all = new ArrayList<>(List.of("server.address=127.0.0.1", "server.port=0",
				"rtmp.server.address=127.0.0.1", "rtmp.server.port=0", "rtmp.server.stream-keys.demo=demo-key"));
		all.addAll(List.of(properties));
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.bannerMode(Banner.Mode.OFF)
			.properties(all.toArray(String[]::new))
			.run()) {
			URI uri = URI
				.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
