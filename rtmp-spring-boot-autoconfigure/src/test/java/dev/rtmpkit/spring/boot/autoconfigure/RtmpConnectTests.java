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

package dev.rtmpkit.spring.boot.autoconfigure;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.testkit.Authmod;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may connect and what is told in return.
 */
@ExtendWith(OutputCaptureExtension.class)
class RtmpConnectTests {

	private static final PublisherCredentials CREDENTIALS = RtmpConnectTests::password;

	private final ApplicationContextRunner runner = RtmpContextRunner.withoutKeys()
		.withBean("credentials", PublisherCredentials.class, () -> CREDENTIALS);

	private static @Nullable String password(String user) {
		return (user.equals("camera")) ? "pa55word" : null;
	}

	@Test
	void whenThereAreCredentialsUsersPublishUnderAnyNameAndNoKeyIsGenerated(CapturedOutput output) {
		this.runner.run((context) -> {
			try (RawRtmpClient client = answer(context, "pa55word")) {
				client.awaitCommand("_result");
				client.publish(0, "any").awaitStatus("NetStream.Publish.Start");
				assertThat(context.getBean(RtmpServer.class).stream("any")).isNotNull();
			}
		});
		assertThat(output).doesNotContain("Using generated stream key").doesNotContain("pa55word");
	}

	@Test
	void whenThereAreCredentialsNobodyElseConnects(CapturedOutput output) {
		this.runner.run((context) -> {
			try (RawRtmpClient client = connect(context, "live")) {
				assertThat(Authmod.description(client.awaitCommand("_error"))).contains("authmod=adobe");
			}
			try (RawRtmpClient client = answer(context, "wr0ng")) {
				assertThat(Authmod.description(client.awaitCommand("_error"))).contains("reason=authfailed");
			}
		});
		assertThat(output).doesNotContain("wr0ng").doesNotContain("camera");
	}

	@Test
	void whenThereAreCredentialsAndKeysBothAreNeeded() {
		this.runner.withPropertyValues("rtmp.server.stream-keys.demo=demo-key").run((context) -> {
			try (RawRtmpClient client = answer(context, "pa55word")) {
				client.awaitCommand("_result");
				client.publish(0, "other-key").awaitStatus("NetStream.Publish.Denied");
			}
			try (RawRtmpClient client = answer(context, "pa55word")) {
				client.awaitCommand("_result");
				client.publish(0, "demo-key").awaitStatus("NetStream.Publish.Start");
			}
		});
	}

	@Test
	void whenThereAreCredentialsAndValidatorTheValidatorKnowsTheUser() {
		this.runner
			.withBean("ownValidator", StreamKeyValidator.class,
					() -> (request) -> PublishDecision.reject("Not " + request.user()))
			.run((context) -> {
				try (RawRtmpClient client = answer(context, "pa55word")) {
					client.awaitCommand("_result");
					client.publish(0, "key");
					assertThat(Authmod.description(client.awaitStatus("NetStream.Publish.Denied")))
						.isEqualTo("Not camera");
				}
			});
	}

	@Test
	void whenModeIsSetChallengesInThatMode() {
		this.runner.withPropertyValues("rtmp.server.authentication.mode=llnw").run((context) -> {
			try (RawRtmpClient client = connect(context, "live")) {
				assertThat(Authmod.description(client.awaitCommand("_error"))).contains("authmod=llnw");
			}
		});
	}

	@Test
	void whenThereAreNoCredentialsAnyoneConnectsAndModeHasNoEffect() {
		RtmpContextRunner.create().withPropertyValues("rtmp.server.authentication.mode=llnw").run((context) -> {
			try (RawRtmpClient client = connect(context, "live")) {
				client.awaitCommand("_result");
			}
		});
	}

	@Test
	void tellsCapabilities() {
		RtmpContextRunner.create().run((context) -> assertThat(told(context)).isEqualTo(Capabilities.FORWARDING));
	}

	@Test
	void whenCapabilitiesAreDisabledTellsNone() {
		RtmpContextRunner.create()
			.withPropertyValues("rtmp.server.capabilities.enabled=false")
			.run((context) -> assertThat(told(context)).isEqualTo(Capabilities.NONE));
	}

	@Test
	void whenCustomizerSetsCapabilitiesTellsThose() {
		RtmpContextRunner.create()
			.withBean(RtmpServerCustomizer.class,
					() -> (builder) -> builder.capabilities(Capabilities.NONE.withCapsEx(Capabilities.MULTITRACK)))
			.run((context) -> assertThat(told(context).capsEx()).isEqualTo(2));
	}

	@Test
	void whenContextClosesEncodersThatUnderstandAreAskedToReconnect() {
		RtmpContextRunner.create()
			.withPropertyValues("rtmp.server.shutdown.reconnect-url=//elsewhere/live",
					"rtmp.server.shutdown.grace-period=2s")
			.run((context) -> {
				try (RawRtmpClient client = RawRtmpClient.publishing(context.getBean(RtmpServer.class).port(), "live",
						"demo-key", Capabilities.RECONNECT)) {
					Thread closing = new Thread(context.getSourceApplicationContext()::close);
					closing.start();
					CommandMessage request = client.awaitStatus("NetConnection.Connect.ReconnectRequest");
					assertThat(((AmfProperties) request.arguments().get(0)).string("tcUrl"))
						.isEqualTo("//elsewhere/live");
					client.deleteStream(1).close();
					closing.join();
				}
			});
	}

	private static Capabilities told(ApplicationContext context) {
		try (RawRtmpClient client = connect(context, "live")) {
			CommandMessage result = client.awaitCommand("_result");
			return Capabilities.of((AmfProperties) result.arguments().get(0));
		}
	}

	private static RawRtmpClient answer(ApplicationContext context, String password) {
		try (RawRtmpClient first = connect(context, "live" + Authmod.user("camera"))) {
			String challenge = Authmod.description(first.awaitCommand("_error"));
			return connect(context, "live" + Authmod.answer(challenge, "camera", password));
		}
	}

	private static RawRtmpClient connect(ApplicationContext context, String app) {
		return RawRtmpClient.open(context.getBean(RtmpServer.class).port())
			.handshake()
			.command(0, "connect", 1, AmfObject.builder().put("app", app).build());
	}

}
