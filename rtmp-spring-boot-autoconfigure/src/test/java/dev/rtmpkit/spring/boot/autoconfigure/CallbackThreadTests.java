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

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import dev.rtmpkit.client.RtmpPublisher;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.record.Recording;
import dev.rtmpkit.record.RecordingListener;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.context.RtmpStreamEvent;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads that an application's code is called on.
 */
class CallbackThreadTests {

	private static final byte[] KEY_FRAME = HexFormat.of().parseHex("1701000000AA");

	private static final List<String> CALLBACKS = Arrays.stream(Callback.values()).map(Enum::name).sorted().toList();

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void whenThreadsAreVirtualEveryCallbackRunsOnOne(@TempDir Path directory) {
		Map<String, Thread> threads = publish(directory, "spring.threads.virtual.enabled=true");
		assertThat(threads.keySet()).containsExactlyElementsOf(CALLBACKS);
		assertThat(threads).allSatisfy((callback, thread) -> assertThat(isVirtual(thread)).isTrue());
	}

	@Test
	@Tag("I1")
	void whenThreadsAreNotVirtualEveryCallbackRunsOnThreadsOfTheServer(@TempDir Path directory) {
		Map<String, Thread> threads = publish(directory, "spring.threads.virtual.enabled=false");
		assertThat(threads.keySet()).containsExactlyElementsOf(CALLBACKS);
		assertThat(threads).allSatisfy(
				(callback, thread) -> assertThat(thread.getName()).matches("rtmp-(decision|event|media|handler)-\\d+"));
	}

	@Test
	void whenThereIsAnExecutorForTheServerCallbacksRunOnIt(@TempDir Path directory) {
		Map<String, Thread> threads = publish(directory, "spring.threads.virtual.enabled=false", (runner) -> runner
			.withBean("rtmpServerExecutor", Executor.class, () -> new SimpleAsyncTaskExecutor("own-")));
		assertThat(threads.keySet()).containsExactlyElementsOf(CALLBACKS);
		assertThat(threads).allSatisfy((callback, thread) -> assertThat(thread.getName())
			.startsWith((callback.equals(Callback.HANDLER.name())) ? "rtmp-handler-" : "own-"));
	}

	private static Map<String, Thread> publish(Path directory, String property) {
		return publish(directory, property, UnaryOperator.identity());
	}

	private static Map<String, Thread> publish(Path directory, String property,
			UnaryOperator<ApplicationContextRunner> application) {
		Callbacks callbacks = new Callbacks();
		application.apply(runner(callbacks))
			.withPropertyValues(property, "rtmp.recording.enabled=true", "rtmp.recording.directory=" + directory)
			.run((context) -> {
				URI uri = URI.create("rtmp://127.0.0.1:" + context.getBean(RtmpServer.class).port() + "/live/demo-key");
				try (RtmpPublisher publisher = RtmpPublisher.builder().connect(uri)) {
					publisher.send(VideoPacket.parse(0, ByteBuffer.wrap(KEY_FRAME)));
				}
				Awaitility.await().until(() -> callbacks.threads.size() == CALLBACKS.size());
			});
		Map<String, Thread> threads = new TreeMap<>();
		callbacks.threads.forEach((callback, thread) -> threads.put(callback.name(), thread));
		return threads;
	}

	private static ApplicationContextRunner runner(Callbacks callbacks) {
		return RtmpContextRunner.withoutKeys()
			.withBean("callbacks", Callbacks.class, () -> callbacks)
			.withBean("validator", StreamKeyValidator.class, () -> callbacks::validate)
			.withBean("recordings", RecordingListener.class, () -> callbacks.new Recordings())
			.withBean("listener", RtmpServerListener.class, () -> callbacks.new Listener())
			.withBean("handler", StreamHandler.class, () -> callbacks::handle);
	}

	private static boolean isVirtual(Thread thread) {
		try {
			return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
		}
		catch (ReflectiveOperationException ex) {
			throw new AssertionError(ex);
		}
	}

	private enum Callback {

		VALIDATOR, LISTENER_STARTED, LISTENER_STOPPED, EVENT_LISTENER, HANDLER, LOSSLESS_PACKET, LOSSLESS_END,
		LIVE_PACKET, LIVE_END, RECORDING_STARTED, RECORDING_COMPLETED

	}

	/** Notes the first thread of each callback. */
	static final class Callbacks {

		private final Map<Callback, Thread> threads = new ConcurrentHashMap<>();

		private void called(Callback callback) {
			this.threads.putIfAbsent(callback, Thread.currentThread());
		}

		PublishDecision validate(PublishRequest request) {
			called(Callback.VALIDATOR);
			return PublishDecision.accept("demo");
		}

		void handle(LiveStream stream) {
			called(Callback.HANDLER);
			stream.subscribe(SubscriptionOptions.lossless(),
					new Consumer(Callback.LOSSLESS_PACKET, Callback.LOSSLESS_END));
			stream.subscribe(SubscriptionOptions.live(), new Consumer(Callback.LIVE_PACKET, Callback.LIVE_END));
		}

		@EventListener
		void heard(RtmpStreamEvent event) {
			called(Callback.EVENT_LISTENER);
		}

		private final class Consumer implements PacketConsumer {

			private final Callback packet;

			private final Callback end;

			Consumer(Callback packet, Callback end) {
				this.packet = packet;
				this.end = end;
			}

			@Override
			public void onPacket(MediaPacket packet) {
				called(this.packet);
			}

			@Override
			public void onEnd(@Nullable Throwable failure) {
				called(this.end);
			}

		}

		private final class Listener implements RtmpServerListener {

			@Override
			public void publishStarted(PublishEvent event) {
				called(Callback.LISTENER_STARTED);
			}

			@Override
			public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
				called(Callback.LISTENER_STOPPED);
			}

		}

		private final class Recordings implements RecordingListener {

			@Override
			public void recordingStarted(Recording recording) {
				called(Callback.RECORDING_STARTED);
			}

			@Override
			public void recordingCompleted(Recording recording) {
				called(Callback.RECORDING_COMPLETED);
			}

		}

	}

}
