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

package dev.rtmpkit.spring.boot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.context.RtmpPublishRejectedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpStreamEvent;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerPort;
import dev.rtmpkit.testkit.PlantedKey;
import dev.rtmpkit.testkit.RawRtmpClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for a planted key in what an application shows of it: the log, events, meters and
 * every endpoint, even where those are told to show values.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "rtmp.server.address=127.0.0.1", "rtmp.server.port=0",
				"rtmp.server.stream-keys.demo=" + PlantedKey.KEY, "management.endpoints.web.exposure.include=*",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"logging.level.dev.rtmpkit=trace", "logging.level.io.netty=trace" })
@ExtendWith(OutputCaptureExtension.class)
@Tag("L2")
class RtmpSecretsTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
		.build();

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int httpPort;

	@LocalRtmpServerPort
	private int rtmpPort;

	@Autowired
	private RtmpServer server;

	@Autowired
	private Events events;

	@Autowired
	private MeterRegistry meters;

	@ParameterizedTest
	@ValueSource(strings = { "live", "live/" + PlantedKey.KEY, "live?token=" + PlantedKey.KEY })
	void whenKeyIsPublishedNothingShowsIt(String app, CapturedOutput output) throws Exception {
		try (RawRtmpClient client = connected(app)) {
			client.publish(1, PlantedKey.KEY);
			client.awaitStatus("NetStream.Publish.Start");
			for (String endpoint : List.of("", "/rtmp", "/env", "/configprops", "/env/rtmp.server.stream-keys.demo",
					"/metrics", "/metrics/rtmp.server.publishers.active", "/health", "/beans", "/conditions",
					"/threaddump", "/loggers")) {
				PlantedKey.assertAbsent("endpoint " + endpoint, get(endpoint));
			}
			assertThat(get("/rtmp")).contains("\"name\":\"demo\"").contains("\"app\":\"live");
			assertThat(get("/configprops")).contains("\"demo\":\"******\"");
			client.deleteStream(1);
		}
		try (RawRtmpClient client = connected(app)) {
			client.publish(1, "wrong?" + PlantedKey.KEY);
			client.awaitStatus("NetStream.Publish.Denied");
		}
		Awaitility.await().until(() -> this.events.all.stream().anyMatch(RtmpPublishRejectedEvent.class::isInstance));
		assertThat(this.events.all).hasAtLeastOneElementOfType(RtmpPublishStartedEvent.class);
		for (Object event : this.events.all) {
			PlantedKey.assertAbsent("an event", event.toString());
			PlantedKey.assertAbsent("an event as JSON", JSON.writeValueAsString(event));
		}
		this.meters.getMeters().forEach((meter) -> PlantedKey.assertAbsent("a meter", meter.getId().toString()));
		PlantedKey.assertAbsent("the log", output.getAll());
	}

	@Test
	void whenRequestIsWrittenAsJsonKeyIsLeftOut() {
		String url = "rtmp://localhost/live/" + PlantedKey.KEY;
		ClientInfo client = new ClientInfo("1", new InetSocketAddress("127.0.0.1", 1), false, null, url,
				Capabilities.NONE, null);
		PublishRequest request = new PublishRequest("live/" + PlantedKey.KEY, StreamKey.of(PlantedKey.KEY),
				Map.of("token", PlantedKey.KEY), PublishType.LIVE, client);
		for (Object value : List.of(request, request.streamKey(), client, Map.of("request", request))) {
			PlantedKey.assertAbsent("JSON", JSON.writeValueAsString(value));
		}
	}

	private RawRtmpClient connected(String app) {
		RawRtmpClient client = RawRtmpClient.open(this.rtmpPort).handshake();
		client.command(0, "connect", 1,
				AmfObject.builder()
					.put("app", app)
					.put("tcUrl", "rtmp://localhost/live/" + PlantedKey.KEY)
					.put("flashVer", "encoder " + ((app.equals("live")) ? PlantedKey.KEY : ""))
					.build());
		client.awaitCommand("_result");
		client.command(0, "createStream", 2, AmfNull.INSTANCE);
		client.awaitCommand("_result");
		return client;
	}

	private String get(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + this.httpPort + "/actuator" + path);
		HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(uri).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(path).isEqualTo(200);
		return response.body();
	}

	static class Events {

		private final List<Object> all = new CopyOnWriteArrayList<>();

		@EventListener
		void happened(RtmpStreamEvent event) {
			this.all.add(event);
		}

		@EventListener
		void rejected(RtmpPublishRejectedEvent event) {
			this.all.add(event);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Events events() {
			return new Events();
		}

	}

}
