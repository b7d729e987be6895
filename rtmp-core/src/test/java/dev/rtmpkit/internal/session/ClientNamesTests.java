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

package dev.rtmpkit.internal.session;

import java.util.Map;
import java.util.stream.Stream;

import dev.rtmpkit.amf.AmfBoolean;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.publish.PublishRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Where known clients put names and credentials, from {@code connect} to the publish
 * request.
 */
class ClientNamesTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	@Tag("AU1")
	@Tag("AU2")
	@Tag("AU3")
	@Tag("AU4")
	@Tag("AU5")
	@Tag("NC3")
	void namesAndParametersArriveWhereverTheyWere(String client, String app, String tcUrl, String name,
			String expectedApp, String expectedKey, Map<String, String> expectedParameters) {
		SessionDialogue dialogue = new SessionDialogue().connect(app, tcUrl).createStream().publish(1, name);
		PublishRequest request = dialogue.heard.requests.get(0);
		assertThat(request.app()).isEqualTo(expectedApp);
		assertThat(request.streamKey().value()).isEqualTo(expectedKey);
		assertThat(request.parameters()).isEqualTo(expectedParameters);
	}

	static Stream<Arguments> clients() {
		Map<String, String> none = Map.of();
		return Stream.of(arguments("plain", "live", "rtmp://h/live", "key", "live", "key", none),
				arguments("query in the key", "live", "rtmp://h/live", "key?user=u&pass=a%2Bb+c&token=%252F", "live",
						"key", Map.of("user", "u", "pass", "a+b+c", "token", "%2F")),
				arguments("OBS, query in the server box", "live?k=v%20w", "rtmp://h/live?k=v%20w", "key", "live", "key",
						Map.of("k", "v w")),
				arguments("query in tcUrl only", "live", "rtmp://h/live?k=v", "key", "live", "key", Map.of("k", "v")),
				arguments("OBS multitrack", "live/key?k=v", "rtmp://h/live/key?k=v", "?k=v", "live", "key",
						Map.of("k", "v")),
				arguments("OBS multitrack with a key", "live?k=v", "rtmp://h/live?k=v", "key?k=v", "live", "key",
						Map.of("k", "v")),
				arguments("OBS, whole path is the app", "live/a/b", "rtmp://h/live/a/b", "key", "live/a/b", "key",
						none),
				arguments("FFmpeg, deep path", "live/a", "rtmp://h:1/live/a", "b/c", "live/a", "b/c", none),
				arguments("FFmpeg, slash in a query value", "live/x.flv?u=a", "rtmp://h:1/live/x.flv?u=a", "b",
						"live/x.flv", "b", Map.of("u", "a")),
				arguments("FFmpeg, one part", "key", "rtmp://h:1/key", "", "", "key", none),
				arguments("one URL with a key in it", "live/key", "rtmp://h/live/key", "", "live", "key", none),
				arguments("Flash Media Live Encoder", "live/_definst_", "rtmp://h/live/_definst_", "mp4:key.f4v",
						"live", "key.f4v", none),
				arguments("virtual host", "live...vhost...v.example", "rtmp://h/live...vhost...v.example", "key",
						"live", "key", Map.of("vhost", "v.example")),
				arguments("the key's parameter first", "live?a=2", "rtmp://h/live?a=3&b=3", "key?a=1", "live", "key",
						Map.of("a", "1", "b", "3")));
	}

	/** librtmp appends what its option "conn" says, and a token for an old module. */
	@Test
	@Tag("NC1")
	void whenArgumentsFollowTheCommandObjectTheyChangeNothing() {
		SessionDialogue dialogue = new SessionDialogue();
		dialogue.command(0, "connect", 1, AmfObject.builder().put("app", "live").build(), new AmfBoolean(true),
				new AmfString("token"), AmfObject.builder().put("app", "other").build());
		dialogue.createStream().publish(1, "key");
		assertThat(dialogue.heard.requests.get(0).app()).isEqualTo("live");
		assertThat(dialogue.heard.requests.get(0).parameters()).isEmpty();
	}

}
