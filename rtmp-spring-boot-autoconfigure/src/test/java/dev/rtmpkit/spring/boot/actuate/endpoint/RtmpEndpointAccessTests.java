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

package dev.rtmpkit.spring.boot.actuate.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may be done over HTTP at each level of access.
 */
class RtmpEndpointAccessTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@ParameterizedTest
	@CsvSource({
	// @formatter:off
		"rtmp, , 200, 204",
		"rtmp, management.endpoint.rtmp.access=unrestricted, 200, 204",
		"rtmp, management.endpoint.rtmp.access=read-only, 200, 405",
		"rtmp, management.endpoint.rtmp.access=none, 404, 404",
		"rtmp, management.endpoints.access.default=read-only, 200, 405",
		"rtmp, management.endpoints.access.default=none, 404, 404",
		"rtmp, management.endpoints.access.max-permitted=read-only, 200, 405",
		"rtmp, management.endpoints.access.max-permitted=none, 404, 404",
		"*, , 200, 204",
		"health, , 404, 404" })
	// @formatter:on
	void accessDecides(String exposed, String property, int read, int disconnect) throws Exception {
		String[] arguments = { "--server.port=0", "--server.address=127.0.0.1", "--rtmp.server.port=0",
				"--rtmp.server.address=127.0.0.1", "--rtmp.server.stream-keys.demo=top-secret",
				"--management.endpoints.web.exposure.include=" + exposed, (property != null) ? "--" + property : "" };
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class).run(arguments);
				RawRtmpClient client = publish(context)) {
			String session = context.getBean(RtmpServer.class).streams().iterator().next().publisher().sessionId();
			assertThat(status(context, "GET", "")).isEqualTo(read);
			assertThat(status(context, "GET", "/" + session)).isEqualTo(read);
			assertThat(status(context, "DELETE", "/" + session)).isEqualTo(disconnect);
			if (disconnect == 204) {
				client.awaitClose();
			}
			else {
				assertThat(context.getBean(RtmpServer.class).streams()).hasSize(1);
			}
		}
	}

	private static RawRtmpClient publish(ConfigurableApplicationContext context) {
		return RawRtmpClient.publishing(context.getBean(RtmpServer.class).port(), "live", "top-secret");
	}

	private int status(ConfigurableApplicationContext context, String method, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/rtmp" + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
