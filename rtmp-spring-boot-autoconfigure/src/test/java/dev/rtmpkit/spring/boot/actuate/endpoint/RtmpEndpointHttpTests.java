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
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.VideoMessage;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerPort;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint as an operator sees it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "rtmp.server.address=127.0.0.1", "rtmp.server.port=0",
				"rtmp.server.reconnect-grace=5m", "rtmp.server.stream-keys.demo=top-secret",
				"management.endpoints.web.exposure.include=rtmp,health",
				"management.endpoint.health.show-components=always" })
class RtmpEndpointHttpTests {

	private static final byte[] H264_CONFIGURATION = HexFormat.of()
		.parseHex("17000000000142C029FFE100186742C029DA01E0089EA6C04400000FA40002EE003C60CA8001000468CE0FC8");

	private static final byte[] AAC_CONFIGURATION = HexFormat.of().parseHex("AF001190");

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int httpPort;

	@LocalRtmpServerPort
	private int rtmpPort;

	@Autowired
	private RtmpServer server;

	@Test
	void listsDescribesAndDisconnects() throws Exception {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.rtmpPort, "live", "top-secret")) {
			client.send(new VideoMessage(1, 0, ByteBuffer.wrap(H264_CONFIGURATION)),
					new AudioMessage(1, 0, ByteBuffer.wrap(AAC_CONFIGURATION)));
			awaitPackets(2);

			HttpResponse<String> list = send("GET", "");
			assertThat(list.statusCode()).isEqualTo(200);
			assertThat(list.body()).doesNotContain("top-secret");
			JsonNode description = JsonMapper.builder().build().readTree(list.body());
			assertThat(description.get("state").asString()).isEqualTo("RUNNING");
			assertThat(description.get("address").asString()).isEqualTo("127.0.0.1:" + this.rtmpPort);
			assertThat(description.has("encryptedAddress")).isFalse();
			assertThat(description.get("connections").asInt()).isEqualTo(1);
			JsonNode stream = description.get("streams").get(0);
			assertThat(stream.get("name").asString()).isEqualTo("demo");
			assertThat(stream.get("video").get("codec").asString()).isEqualTo("H.264");
			assertThat(stream.get("video").get("width").asInt()).isEqualTo(1918);
			JsonNode track = stream.get("video").get("tracks").get(0);
			assertThat(track.get("id").asInt()).isZero();
			assertThat(track.get("profile").asString()).isEqualTo("Constrained Baseline");
			assertThat(track.get("level").asString()).isEqualTo("4.1");
			assertThat(track.get("height").asInt()).isEqualTo(1078);
			assertThat(stream.get("audio").get("codec").asString()).isEqualTo("AAC");
			assertThat(stream.get("audio").get("tracks").get(0).get("sampleRate").asInt()).isEqualTo(48_000);
			assertThat(stream.get("audio").get("tracks").get(0).get("channels").asInt()).isEqualTo(2);
			assertThat(stream.get("publisher").get("app").asString()).isEqualTo("live");
			assertThat(stream.get("publisher").get("remoteAddress").asString()).startsWith("127.0.0.1:");
			assertThat(stream.get("duration").asString()).startsWith("PT");

			String path = "/" + stream.get("sessionId").asString();
			HttpResponse<String> one = send("GET", path);
			assertThat(one.statusCode()).isEqualTo(200);
			assertThat(JsonMapper.builder().build().readTree(one.body()).get("name").asString()).isEqualTo("demo");

			assertThat(send("DELETE", path).statusCode()).isEqualTo(204);
			client.awaitClose();
		}
	}

	@Test
	@Tag("E6")
	void whenEncoderFreezesShowsThatItsStreamIsStalled() throws Exception {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.rtmpPort, "live", "top-secret")) {
			assertThat(onlyStream().get("state").asString()).isEqualTo("STARTING");
			assertThat(onlyStream().has("lastMediaAt")).isFalse();
			AtomicLong time = new AtomicLong();
			Awaitility.await().until(() -> {
				for (int i = 0; i < 100; i++) {
					client.video(time.getAndAdd(40), new byte[] { 0x22, 0 });
				}
				return onlyStream().get("state").asString().equals("LIVE") && list().get("bitRate").asDouble() > 0
						&& onlyStream().get("video").get("frameRate").asDouble() > 0;
			});
			Awaitility.await().until(() -> onlyStream().get("state").asString().equals("STALLED"));
			JsonNode list = list();
			assertThat(list.get("bitRate").asDouble()).isZero();
			JsonNode stream = list.get("streams").get(0);
			assertThat(stream.get("video").get("frameRate").asDouble()).isZero();
			assertThat(stream.get("video").get("bitRate").asDouble()).isZero();
			assertThat(stream.get("publisher").get("connected").asBoolean()).isTrue();
			assertThat(Instant.parse(stream.get("lastMediaAt").asString())).isBefore(Instant.now().minusSeconds(2));
			client.deleteStream(1);
			Awaitility.await().until(() -> this.server.streams().isEmpty());
		}
	}

	@Test
	void whenPublisherIsLostShowsThatItIsWaitedFor() throws Exception {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.rtmpPort, "live", "top-secret")) {
			assertThat(onlyStream().get("publisher").get("connected").asBoolean()).isTrue();
			client.reset();
			Awaitility.await().until(() -> !onlyStream().get("publisher").get("connected").asBoolean());
			assertThat(onlyStream().get("state").asString()).isEqualTo("INTERRUPTED");
			String path = "/" + onlyStream().get("sessionId").asString();
			assertThat(send("DELETE", path).statusCode()).isEqualTo(204);
			Awaitility.await().until(() -> this.server.streams().isEmpty());
		}
	}

	@Test
	void whenBannedTheBanIsListedAndCanBeLifted() throws Exception {
		try (RawRtmpClient client = RawRtmpClient.publishing(this.rtmpPort, "live", "top-secret")) {
			Awaitility.await().until(() -> !this.server.streams().isEmpty());
			String path = "/" + onlyStream().get("sessionId").asString();
			assertThat(send("DELETE", path + "?ban=never").statusCode()).isEqualTo(400);
			assertThat(send("DELETE", path + "?ban=0s").statusCode()).isEqualTo(400);
			assertThat(send("DELETE", path + "?ban=10m&target=nobody").statusCode()).isEqualTo(400);
			assertThat(send("DELETE", path + "?ban=10m&target=key&reason=Not%20now").statusCode()).isEqualTo(204);
			client.awaitClose();
		}
		String list = send("GET", "").body();
		assertThat(list).doesNotContain("top-secret");
		JsonNode ban = JsonMapper.builder().build().readTree(list).get("bans").get(0);
		assertThat(ban.get("target").asString()).isEqualTo("KEY");
		assertThat(ban.get("address").asString()).isEqualTo("127.0.0.1");
		try (RawRtmpClient client = RawRtmpClient.connected(this.rtmpPort, "live").publish(1, "top-secret")) {
			client.awaitStatus("NetStream.Publish.Denied");
		}
		String path = "/" + ban.get("id").asString();
		assertThat(send("DELETE", path).statusCode()).isEqualTo(204);
		assertThat(send("DELETE", path).statusCode()).isEqualTo(404);
		try (RawRtmpClient client = RawRtmpClient.publishing(this.rtmpPort, "live", "top-secret")) {
			client.deleteStream(1);
		}
		Awaitility.await().until(() -> this.server.streams().isEmpty());
	}

	private JsonNode list() throws Exception {
		return JsonMapper.builder().build().readTree(send("GET", "").body());
	}

	private JsonNode onlyStream() throws Exception {
		return list().get("streams").get(0);
	}

	@Test
	void whenThereIsNoSuchPublishAnswers404() throws Exception {
		assertThat(send("GET", "/nobody").statusCode()).isEqualTo(404);
		assertThat(send("DELETE", "/nobody").statusCode()).isEqualTo(404);
	}

	@Test
	void healthHasComponent() throws Exception {
		HttpResponse<String> health = this.http
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.httpPort + "/actuator/health/rtmp"))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(health.body()).contains("UP");
	}

	private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + this.httpPort + "/actuator/rtmp" + path);
		HttpRequest request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString());
	}

	private void awaitPackets(long packets) {
		Awaitility.await().until(() -> this.server.stream("demo").statistics().packets() >= packets);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
