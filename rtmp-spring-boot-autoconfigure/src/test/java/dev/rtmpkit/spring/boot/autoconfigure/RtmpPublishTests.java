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

import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.client.RtmpPublisher;
import dev.rtmpkit.internal.wire.message.DataMessage;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.record.FlvRecorder;
import dev.rtmpkit.record.Recording;
import dev.rtmpkit.record.RecordingListener;
import dev.rtmpkit.record.RecordingSettings;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.context.RtmpPublishContinuedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishInterruptedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishRejectedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStartedEvent;
import dev.rtmpkit.spring.boot.context.RtmpPublishStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpRecordingCompletedEvent;
import dev.rtmpkit.spring.boot.context.RtmpRecordingFailedEvent;
import dev.rtmpkit.spring.boot.context.RtmpServerStoppedEvent;
import dev.rtmpkit.spring.boot.context.RtmpStreamEvent;
import dev.rtmpkit.spring.boot.context.RtmpStreamMetadataEvent;
import dev.rtmpkit.spring.boot.health.RtmpRecordingHealthIndicator;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamHandler;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.LogsFailure;
import dev.rtmpkit.testkit.RawRtmpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An encoder publishes into an application, over a real socket.
 */
@ExtendWith(OutputCaptureExtension.class)
class RtmpPublishTests {

	/** A keyframe of H.264: codec configuration, then nothing of use. */
	private static final byte[] VIDEO = HexFormat.of().parseHex("1700000000");

	private static final byte[] KEY_FRAME = HexFormat.of().parseHex("1701000000AA");

	// "@setDataFrame", "onMetaData", {"width": 640}
	private static final byte[] METADATA = HexFormat.of()
		.parseHex("02000d40736574446174614672616d65" + "02000a6f6e4d65746144617461" + "030005776964746800"
				+ "4084000000000000" + "000009");

	private final ApplicationContextRunner runner = RtmpContextRunner.create().withUserConfiguration(Happenings.class);

	@Test
	void publishesEventsInOrder() {
		this.runner.run((context) -> {
			Happenings happenings = context.getBean(Happenings.class);
			try (RawRtmpClient client = publish(context.getBean(RtmpServer.class).port(), "demo-key")) {
				RtmpPublishStartedEvent started = happenings.next(RtmpPublishStartedEvent.class);
				assertThat(started.streamName()).isEqualTo("demo");
				assertThat(started.app()).isEqualTo("live");
				assertThat(started.remoteAddress().getAddress().isLoopbackAddress()).isTrue();
				assertThat(context.getBean(RtmpServer.class).stream("demo").publisher()).isEqualTo(started.publisher());

				client.send(new DataMessage(1, 0, false, ByteBuffer.wrap(METADATA))).video(0, VIDEO);
				RtmpStreamMetadataEvent metadata = happenings.next(RtmpStreamMetadataEvent.class);
				assertThat(metadata.metadata().width()).isEqualTo(640);
				assertThat(metadata.sessionId()).isEqualTo(started.sessionId());

				client.deleteStream(1);
				RtmpPublishStoppedEvent stopped = happenings.next(RtmpPublishStoppedEvent.class);
				assertThat(stopped.sessionId()).isEqualTo(started.sessionId());
				assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
				assertThat(stopped.frames()).isEqualTo(1);
				assertThat(stopped.bytes()).isGreaterThanOrEqualTo(VIDEO.length);
				assertThat(stopped.duration()).isPositive();
			}
		});
	}

	@Test
	void whenDuplicatesAreRejectedTheFirstStays() {
		this.runner.withPropertyValues("rtmp.server.duplicate-publisher=reject").run((context) -> {
			Happenings happenings = context.getBean(Happenings.class);
			int port = context.getBean(RtmpServer.class).port();
			try (RawRtmpClient first = publish(port, "demo-key");
					RawRtmpClient second = RawRtmpClient.connected(port, "live")) {
				happenings.next(RtmpPublishStartedEvent.class);
				second.publish(1, "demo-key").awaitStatus("NetStream.Publish.BadName");
				assertThat(happenings.next(RtmpPublishRejectedEvent.class).reason())
					.isEqualTo(RejectReason.NAME_IN_USE);
				first.deleteStream(1);
				assertThat(happenings.next(RtmpPublishStoppedEvent.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "always, 0", "never, 80" })
	void whenTheGopIsCachedALateConsumerBeginsWithIt(String caching, long first) {
		this.runner.withPropertyValues("rtmp.server.gop-cache=" + caching).run((context) -> {
			RtmpServer server = context.getBean(RtmpServer.class);
			try (RawRtmpClient client = publish(server.port(), "demo-key")) {
				client.video(0, KEY_FRAME);
				Awaitility.await().until(() -> server.stream("demo").statistics().video().packets() == 1);
				try (PacketReader reader = server.stream("demo").openReader(SubscriptionOptions.live())) {
					Awaitility.await().until(() -> server.stream("demo").statistics().subscriptions() == 1);
					client.video(80, KEY_FRAME);
					assertThat(reader.next(Duration.ofSeconds(10)).timestamp()).isEqualTo(first);
				}
			}
		});
	}

	@Test
	void whenPublisherIsBackWithinTheGraceItsSessionGoesOn() {
		this.runner.withPropertyValues("rtmp.server.reconnect-grace=5m").run((context) -> {
			Happenings happenings = context.getBean(Happenings.class);
			int port = context.getBean(RtmpServer.class).port();
			publish(port, "demo-key").reset();
			String sessionId = happenings.next(RtmpPublishStartedEvent.class).sessionId();
			RtmpPublishInterruptedEvent interrupted = happenings.next(RtmpPublishInterruptedEvent.class);
			assertThat(interrupted.sessionId()).isEqualTo(sessionId);
			assertThat(interrupted.reason()).isEqualTo(StopReason.CONNECTION_LOST);
			try (RawRtmpClient client = publish(port, "demo-key")) {
				assertThat(happenings.next(RtmpPublishContinuedEvent.class).sessionId()).isEqualTo(sessionId);
				client.deleteStream(1);
				RtmpPublishStoppedEvent stopped = happenings.next(RtmpPublishStoppedEvent.class);
				assertThat(stopped.sessionId()).isEqualTo(sessionId);
				assertThat(stopped.reason()).isEqualTo(StopReason.UNPUBLISHED);
			}
		});
	}

	@Test
	@Tag("E2")
	void whenTheDecisionHasAttributesEveryEventHasThem(@TempDir Path directory) {
		this.runner
			.withPropertyValues("rtmp.server.reconnect-grace=5m", "rtmp.recording.enabled=true",
					"rtmp.recording.directory=" + directory)
			.withBean(StreamKeyValidator.class, () -> (request) -> PublishDecision.accept("demo", Map.of("tenant", 7)))
			.run((context) -> {
				Happenings happenings = context.getBean(Happenings.class);
				int port = context.getBean(RtmpServer.class).port();
				RawRtmpClient lost = publish(port, "demo-key");
				lost.send(new DataMessage(1, 0, false, ByteBuffer.wrap(METADATA))).video(0, VIDEO);
				List<RtmpStreamEvent> events = new ArrayList<>();
				events.add(happenings.next(RtmpPublishStartedEvent.class));
				events.add(happenings.next(RtmpStreamMetadataEvent.class));
				lost.reset();
				events.add(happenings.next(RtmpPublishInterruptedEvent.class));
				try (RawRtmpClient client = publish(port, "demo-key")) {
					events.add(happenings.next(RtmpPublishContinuedEvent.class));
					client.deleteStream(1);
					events.add(happenings.next(RtmpRecordingCompletedEvent.class));
					events.add(happenings.next(RtmpPublishStoppedEvent.class));
				}
				assertThat(events)
					.allSatisfy((event) -> assertThat(event.publisher().attributes()).isEqualTo(Map.of("tenant", 7)));
			});
	}

	@Test
	void whenKeyIsWrongPublishesRejectedAndTellsNoKey(CapturedOutput output) {
		this.runner.run((context) -> {
			try (RawRtmpClient client = RawRtmpClient.connected(context.getBean(RtmpServer.class).port(), "live")) {
				client.publish(1, "wrong-secret");
				RtmpPublishRejectedEvent rejected = context.getBean(Happenings.class)
					.next(RtmpPublishRejectedEvent.class);
				assertThat(rejected.reason()).isEqualTo(RejectReason.DENIED);
				assertThat(rejected.message()).isEqualTo("Unknown stream key");
				assertThat(rejected.app()).isEqualTo("live");
				assertThat(rejected.toString()).doesNotContain("wrong-secret");
			}
		});
		assertThat(output).doesNotContain("wrong-secret").doesNotContain("demo-key");
	}

	@Test
	@Tag("D4")
	void whenApplicationIsUnknownPublishesRejectedAndTellsNoApplication(CapturedOutput output) {
		this.runner.withPropertyValues("rtmp.server.applications=live").run((context) -> {
			RtmpServer server = context.getBean(RtmpServer.class);
			try (RawRtmpClient client = RawRtmpClient.open(server.port()).handshake()) {
				client.command(0, "connect", 1, AmfObject.builder().put("app", "wrong-secret").build());
				RtmpPublishRejectedEvent rejected = context.getBean(Happenings.class)
					.next(RtmpPublishRejectedEvent.class);
				assertThat(rejected.reason()).isEqualTo(RejectReason.UNKNOWN_APPLICATION);
				assertThat(rejected.message()).isEqualTo("There is no such application.");
				assertThat(rejected.app()).isEqualTo("***");
				assertThat(server.statistics().rejectedPublishes(RejectReason.UNKNOWN_APPLICATION)).isOne();
			}
		});
		assertThat(output).contains("is refused: There is no such application.").doesNotContain("wrong-secret");
	}

	@Test
	void whenNoKeyIsConfiguredGeneratesOneThatWorks(CapturedOutput output) {
		RtmpContextRunner.withoutKeys().withUserConfiguration(Happenings.class).run((context) -> {
			assertThat(output).containsOnlyOnce("Using generated stream key: ");
			String key = output.getOut().replaceAll("(?s).*Using generated stream key: (\\w+).*", "$1");
			try (RawRtmpClient client = publish(context.getBean(RtmpServer.class).port(), key)) {
				assertThat(context.getBean(Happenings.class).next(RtmpPublishStartedEvent.class).streamName())
					.isEqualTo("live");
			}
			assertThat(output).containsOnlyOnce(key);
		});
	}

	@Test
	void handlersGetStreamInOrderOfBeans() {
		this.runner.withUserConfiguration(Handlers.class).run((context) -> {
			try (RawRtmpClient client = publish(context.getBean(RtmpServer.class).port(), "demo-key")) {
				Handlers handlers = context.getBean(Handlers.class);
				assertThat(handlers.streamName.get(10, TimeUnit.SECONDS)).isEqualTo("demo");
			}
		});
	}

	@Test
	@Tag("I1")
	void listenersRunOnThreadsOfTheServer() {
		this.runner.run((context) -> {
			try (RawRtmpClient client = publish(context.getBean(RtmpServer.class).port(), "demo-key")) {
				Happenings happenings = context.getBean(Happenings.class);
				happenings.next(RtmpPublishStartedEvent.class);
				assertThat(happenings.threads.poll(10, TimeUnit.SECONDS).getName()).startsWith("rtmp-event-");
			}
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void whenThreadsAreVirtualHandlersAndListenersRunOnThem() {
		this.runner.withUserConfiguration(Handlers.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> {
				try (RawRtmpClient client = publish(context.getBean(RtmpServer.class).port(), "demo-key")) {
					Happenings happenings = context.getBean(Happenings.class);
					happenings.next(RtmpPublishStartedEvent.class);
					assertThat(isVirtual(happenings.threads.poll(10, TimeUnit.SECONDS))).isTrue();
					assertThat(isVirtual(context.getBean(Handlers.class).thread.get(10, TimeUnit.SECONDS))).isTrue();
				}
			});
	}

	@Test
	void whenHandlersBlockMorePublishersThanThePoolHasThreadsAreServed() {
		this.runner.withUserConfiguration(BlockingHandler.class)
			.withPropertyValues("spring.task.execution.pool.core-size=1", "rtmp.server.stream-keys.second=second-key")
			.run((context) -> {
				int port = context.getBean(RtmpServer.class).port();
				try (RawRtmpClient first = publish(port, "demo-key");
						RawRtmpClient second = publish(port, "second-key")) {
					assertThat(context.getBean(RtmpServer.class).streams()).hasSize(2);
				}
				finally {
					context.getBean(BlockingHandler.class).mayReturn.complete(null);
				}
			});
	}

	@Test
	void whenContextClosesEveryPublishIsStoppedBefore() {
		Happenings happenings = new Happenings();
		RtmpContextRunner.create().withBean(Happenings.class, () -> happenings).run((context) -> {
			RawRtmpClient client = publish(context.getBean(RtmpServer.class).port(), "demo-key");
			happenings.next(RtmpPublishStartedEvent.class);
			context.close();
			assertThat(happenings.next(RtmpPublishStoppedEvent.class).reason()).isEqualTo(StopReason.SERVER_SHUTDOWN);
			happenings.next(RtmpServerStoppedEvent.class);
			client.awaitClose();
			client.close();
		});
	}

	@Test
	void whenContextClosesPublishersThatUnderstandMoveToTheConfiguredUrl() throws Exception {
		CompletableFuture<LiveStream> moved = new CompletableFuture<>();
		try (RtmpServer other = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.handler(moved::complete)
			.build()) {
			other.start();
			this.runner
				.withPropertyValues("rtmp.server.shutdown.reconnect-url=//127.0.0.1:" + other.port() + "/elsewhere")
				.run((context) -> {
					URI uri = URI
						.create("rtmp://127.0.0.1:" + context.getBean(RtmpServer.class).port() + "/live/demo-key");
					try (RtmpPublisher publisher = RtmpPublisher.builder().followReconnectRequests(true).connect(uri)) {
						CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
						while (!moved.isDone()) {
							publisher.send(VideoPacket.parse(0, ByteBuffer.wrap(KEY_FRAME)));
						}
						assertThat(moved.get().publisher().app()).isEqualTo("elsewhere");
						closed.get(10, TimeUnit.SECONDS);
					}
				});
		}
	}

	@Test
	void whenRecordingIsEnabledRecords(@TempDir Path directory) {
		Path recordings = directory.resolve("not/yet/there");
		this.runner.withPropertyValues("rtmp.recording.enabled=true", "rtmp.recording.directory=" + recordings)
			.run((context) -> {
				assertThat(context).hasSingleBean(FlvRecorder.class);
				assertThat(recordings).isDirectory();
				Happenings happenings = context.getBean(Happenings.class);
				try (RawRtmpClient client = publish(context.getBean(RtmpServer.class).port(), "demo-key")) {
					RtmpPublishStartedEvent started = happenings.next(RtmpPublishStartedEvent.class);
					client.video(0, VIDEO).deleteStream(1);
					RtmpRecordingCompletedEvent completed = happenings.next(RtmpRecordingCompletedEvent.class);
					assertThat(completed.sessionId()).isEqualTo(started.sessionId());
					assertThat(completed.file()).hasParent(recordings).hasSize(completed.bytes());
					assertThat(completed.file().getFileName().toString()).startsWith("demo-").endsWith(".flv");
				}
			});
	}

	@Test
	@Tag("S3")
	@LogsFailure(FileAlreadyExistsException.class)
	void whenDiskFailsPublishGoesOnAndHealthIsDownUntilARecordingSucceeds(@TempDir Path directory) {
		Path recordings = directory.resolve("recordings");
		List<Recording> heard = new CopyOnWriteArrayList<>();
		this.runner.withPropertyValues("rtmp.recording.enabled=true", "rtmp.recording.directory=" + recordings)
			.withBean("ownListener", RecordingListener.class, () -> new RecordingListener() {

				@Override
				public void recordingFailed(Recording recording, Throwable failure) {
					heard.add(recording);
				}

			})
			.run((context) -> {
				HealthIndicator health = context.getBean("rtmpRecordingHealthContributor", HealthIndicator.class);
				assertThat(health.health().getStatus()).isEqualTo(Status.UP);
				Files.delete(recordings);
				Files.createFile(recordings);
				RtmpRecordingFailedEvent failed = publishOnce(context, RtmpRecordingFailedEvent.class);
				assertThat(failed.failure().type()).startsWith("java.nio.file.");
				assertThat(failed.streamName()).isEqualTo("demo");
				assertThat(failed.bytes()).isZero();
				assertThat(failed.toString()).contains("failure=java.nio.file.");
				assertThat(heard).extracting(Recording::file).containsExactly(failed.file());
				assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.health().getDetails()).containsEntry("sessionId", failed.sessionId())
					.containsEntry("time", failed.time())
					.containsEntry("failure", failed.failure().type());
				Files.delete(recordings);
				publishOnce(context, RtmpRecordingCompletedEvent.class);
				assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			});
	}

	private static <T> T publishOnce(ApplicationContext context, Class<T> recordingEvent) throws InterruptedException {
		Happenings happenings = context.getBean(Happenings.class);
		try (RawRtmpClient client = publish(context.getBean(RtmpServer.class).port(), "demo-key")) {
			happenings.next(RtmpPublishStartedEvent.class);
			client.video(0, VIDEO).deleteStream(1);
			T event = happenings.next(recordingEvent);
			assertThat(happenings.next(RtmpPublishStoppedEvent.class).reason()).isEqualTo(StopReason.UNPUBLISHED);
			return event;
		}
	}

	@Test
	void whenRecordingHealthIsDisabledBacksOff(@TempDir Path directory) {
		this.runner
			.withPropertyValues("rtmp.recording.enabled=true", "rtmp.recording.directory=" + directory,
					"management.health.rtmprecording.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RtmpRecordingHealthIndicator.class));
	}

	@Test
	void whenRecordingIsNotEnabledThereIsNoRecorder(@TempDir Path directory) {
		this.runner.withPropertyValues("rtmp.recording.directory=" + directory.resolve("never")).run((context) -> {
			assertThat(context).doesNotHaveBean(FlvRecorder.class).doesNotHaveBean(RtmpRecordingProperties.class);
			assertThat(Files.exists(directory.resolve("never"))).isFalse();
		});
	}

	@Test
	void whenRecorderBeanIsDefinedBacksOff(@TempDir Path directory) {
		FlvRecorder recorder = new FlvRecorder(RecordingSettings.of(directory));
		this.runner.withPropertyValues("rtmp.recording.enabled=true")
			.withBean("ownRecorder", FlvRecorder.class, () -> recorder)
			.run((context) -> assertThat(context.getBean(FlvRecorder.class)).isSameAs(recorder));
	}

	private static RawRtmpClient publish(int port, String key) {
		return RawRtmpClient.publishing(port, "live", key);
	}

	private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
		return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
	}

	/** Hears of everything. */
	static class Happenings {

		private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

		private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

		@EventListener
		void heard(RtmpStreamEvent event) {
			this.threads.add(Thread.currentThread());
			this.events.add(event);
		}

		@EventListener
		void rejected(RtmpPublishRejectedEvent event) {
			this.events.add(event);
		}

		@EventListener
		void stopped(RtmpServerStoppedEvent event) {
			this.events.add(event);
		}

		/** Skips what is of another type. */
		<T> T next(Class<T> type) throws InterruptedException {
			List<Object> skipped = new ArrayList<>();
			Object event;
			while ((event = this.events.poll(10, TimeUnit.SECONDS)) != null) {
				if (type.isInstance(event)) {
					return type.cast(event);
				}
				skipped.add(event);
			}
			throw new AssertionError("No " + type.getSimpleName() + " but " + skipped);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		private final CompletableFuture<String> streamName = new CompletableFuture<>();

		private final CompletableFuture<Thread> thread = new CompletableFuture<>();

		@Bean
		StreamHandler handler() {
			return (stream) -> {
				this.thread.complete(Thread.currentThread());
				this.streamName.complete(stream.name());
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BlockingHandler {

		private final CompletableFuture<Void> mayReturn = new CompletableFuture<>();

		@Bean
		StreamHandler handler() {
			return (stream) -> {
				stream.openReader(SubscriptionOptions.lossless()).close();
				this.mayReturn.join();
			};
		}

	}

}
