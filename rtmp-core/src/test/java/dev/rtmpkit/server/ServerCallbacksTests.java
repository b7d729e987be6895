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

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Code of the application that comes after the server was built.
 */
@Tag("E3")
@Tag("E4")
class ServerCallbacksTests {

	private static final StreamKeyValidator ACCEPTING = (request) -> PublishDecision.acceptKeyAsName();

	private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

	private @Nullable RtmpServer server;

	@AfterEach
	void close() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void whenCallbacksNeedTheServerTheyHaveIt() throws Exception {
		AtomicReference<RtmpServer> needed = new AtomicReference<>();
		RtmpServer built = build(builder().callbacks(new Late(ACCEPTING) {

			@Override
			public Collection<StreamHandler> handlers() {
				RtmpServer server = needed.get();
				return List.of((stream) -> ServerCallbacksTests.this.calls.add("handled " + server.streams().size()));
			}

			@Override
			public Collection<RtmpServerListener> listeners() {
				return List.of(new Listener("late"));
			}

		}));
		needed.set(built);
		built.start();
		publish("a", "NetStream.Publish.Start");
		assertThat(next()).isEqualTo("late a");
		assertThat(next()).isEqualTo("handled 1");
	}

	@Test
	void whenBuiltWithAValidatorTheLateOneIsNotAskedFor() {
		build(builder().validator((request) -> PublishDecision.reject("Mine")).callbacks(new Late(ACCEPTING) {

			@Override
			public StreamKeyValidator validator() {
				throw new AssertionError("Not to be asked");
			}

		})).start();
		publish("a", "NetStream.Publish.Denied");
	}

	@Test
	void whenCredentialsComeLateClientsNeedAPassword() {
		build(builder().callbacks(new Late(ACCEPTING) {

			@Override
			public PublisherCredentials credentials() {
				return (user) -> null;
			}

		})).start();
		try (RawRtmpClient client = RawRtmpClient.open(port()).handshake()) {
			client.command(0, "connect", 1, AmfObject.builder().put("app", "live").build());
			assertThat(client.awaitCommand("_error").toString()).isNotEmpty();
		}
	}

	@Test
	void whenHandlersAndListenersAreGivenTwiceTheyAreCalledOnce() throws Exception {
		StreamHandler handler = (stream) -> this.calls.add("handled");
		Listener first = new Listener("first");
		Listener second = new Listener("second");
		Late late = new Late(ACCEPTING) {

			@Override
			public Collection<StreamHandler> handlers() {
				return List.of(handler, handler);
			}

			@Override
			public Collection<RtmpServerListener> listeners() {
				return List.of(first, second);
			}

		};
		RtmpServer built = build(builder().validator(ACCEPTING).handler(handler).listener(second).callbacks(late));
		built.addCallbacks(late);
		built.addCallbacks(late);
		built.start();
		publish("a", "NetStream.Publish.Start");
		assertThat(List.of(next(), next(), next())).containsExactly("first a", "second a", "handled");
		built.close();
		assertThat(this.calls).containsExactly("first stopped", "second stopped");
	}

	@Test
	void whenCallbacksAreAddedToARunningServerTheyCountFromTheNextStartOn() throws Exception {
		RtmpServer built = build(builder().validator(ACCEPTING));
		built.start();
		built.addCallbacks(new ServerCallbacks() {

			@Override
			public Collection<RtmpServerListener> listeners() {
				return List.of(new Listener("added"));
			}

		});
		publish("a", "NetStream.Publish.Start");
		built.close();
		built.start();
		publish("b", "NetStream.Publish.Start");
		assertThat(next()).isEqualTo("added b");
	}

	@Test
	void whenDecoratedTheLastIsTheOutermostWhereverTheValidatorComesFrom() throws Exception {
		RtmpServerBuilder builder = builder().decorateValidator((validator) -> traced("inner", validator))
			.decorateValidator((validator) -> traced("outer", validator))
			.callbacks(new Late(ACCEPTING));
		build(builder).start();
		publish("a", "NetStream.Publish.Start");
		assertThat(List.of(next(), next())).containsExactly("outer", "inner");
		this.server.close();
		build(builder.validator(ACCEPTING)).start();
		publish("a", "NetStream.Publish.Start");
		assertThat(List.of(next(), next())).containsExactly("outer", "inner");
	}

	@Test
	void whenThereIsNoValidatorSaysSo() {
		assertThatIllegalStateException().isThrownBy(() -> builder().build())
			.withMessage("A server needs a validator, as publishing takes a decision");
		RtmpServer built = build(builder().callbacks(new ServerCallbacks() {
		}));
		assertThatIllegalStateException().isThrownBy(built::start)
			.withMessage("A server needs a validator, as publishing takes a decision");
		assertThat(built.state()).isEqualTo(RtmpServer.State.STOPPED);
	}

	@Test
	void whenCallbacksFailTheStartFailsAndMayBeTriedAgain() {
		AtomicReference<RuntimeException> failure = new AtomicReference<>(new IllegalStateException("Not yet"));
		RtmpServer built = build(builder().callbacks(new Late(ACCEPTING) {

			@Override
			public Collection<StreamHandler> handlers() {
				if (failure.get() != null) {
					throw failure.get();
				}
				return List.of();
			}

		}));
		assertThatIllegalStateException().isThrownBy(built::start).withMessage("Not yet");
		assertThat(built.state()).isEqualTo(RtmpServer.State.STOPPED);
		failure.set(null);
		built.start();
		publish("a", "NetStream.Publish.Start");
	}

	private StreamKeyValidator traced(String name, StreamKeyValidator validator) {
		return (request) -> {
			this.calls.add(name);
			return validator.validate(request);
		};
	}

	private static RtmpServerBuilder builder() {
		return RtmpServer.builder().address(InetAddress.getLoopbackAddress()).port(0);
	}

	private RtmpServer build(RtmpServerBuilder builder) {
		RtmpServer built = builder.build();
		this.server = built;
		return built;
	}

	private int port() {
		return this.server.port();
	}

	private void publish(String key, String status) {
		try (RawRtmpClient client = RawRtmpClient.connected(port(), "live")) {
			client.publish(1, key).awaitStatus(status);
		}
	}

	private String next() throws InterruptedException {
		return this.calls.poll(10, TimeUnit.SECONDS);
	}

	private static class Late implements ServerCallbacks {

		private final StreamKeyValidator validator;

		Late(StreamKeyValidator validator) {
			this.validator = validator;
		}

		@Override
		public StreamKeyValidator validator() {
			return this.validator;
		}

	}

	private final class Listener implements RtmpServerListener {

		private final String name;

		Listener(String name) {
			this.name = name;
		}

		@Override
		public void publishStarted(PublishEvent event) {
			ServerCallbacksTests.this.calls.add(this.name + " " + event.stream().name());
		}

		@Override
		public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
			ServerCallbacksTests.this.calls.add(this.name + " stopped");
		}

	}

}
