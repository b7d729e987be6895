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

package dev.rtmpkit.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketReader;
import dev.rtmpkit.stream.SubscriptionOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What can get in the way of a publisher that is asked to go elsewhere.
 */
class PublisherReconnectTests {

	private static final long TIMEOUT_SECONDS = 20;

	private static final Duration LONG = Duration.ofMinutes(1);

	private final List<RtmpServer> servers = new ArrayList<>();

	private final BlockingQueue<LiveStream> streams = new LinkedBlockingQueue<>();

	private final BlockingQueue<List<MediaPacket>> received = new LinkedBlockingQueue<>();

	@AfterEach
	void stop() {
		this.servers.forEach(RtmpServer::close);
	}

	@Test
	@Tag("RC4")
	void whenTheNewServerRefusesTheOldOneStays() throws Exception {
		RtmpServer first = start((builder) -> {
		});
		RtmpServer second = start((builder) -> builder.validator((request) -> PublishDecision.reject("Not here")));
		try (RtmpPublisher publisher = connect(first)) {
			askToMove(second);
			List<MediaPacket> sent = new ArrayList<>();
			while (rejected(second) == 0) {
				sent.add(send(publisher, video(sent.size(), true)));
			}
			for (int i = 0; i < 10; i++) {
				sent.add(send(publisher, video(sent.size(), true)));
			}
			publisher.close();
			assertSame(next(this.received), sent);
			assertThat(second.statistics().startedPublishes()).isZero();
		}
	}

	@Test
	@Tag("RC4")
	void whenTheNewServerDoesNotWaitForTheKeyFrameConnectsAgain() throws Exception {
		RtmpServer first = start((builder) -> {
		});
		RtmpServer second = start((builder) -> builder.publishTimeout(Duration.ofSeconds(1)));
		try (RtmpPublisher publisher = connect(first)) {
			askToMove(second);
			List<MediaPacket> sent = new ArrayList<>();
			while (second.statistics().acceptedConnections() == 0) {
				sent.add(send(publisher, video(sent.size(), false)));
			}
			while (second.statistics().missedDeadlines(Deadline.PUBLISH) == 0) {
				Thread.yield();
			}
			sent.add(send(publisher, video(sent.size(), true)));
			publisher.close();
			List<MediaPacket> media = new ArrayList<>(next(this.received));
			assertThat(media).hasSize(sent.size() - 1);
			media.addAll(next(this.received));
			assertSame(media, sent);
			assertThat(second.statistics().startedPublishes()).isOne();
		}
	}

	@Test
	@Tag("RC4")
	void whenSeveralThreadsSendNothingIsLost() throws Exception {
		RtmpServer first = start((builder) -> {
		});
		RtmpServer second = start((builder) -> {
		});
		try (RtmpPublisher publisher = connect(first)) {
			askToMove(second);
			CompletableFuture<Integer> audio = CompletableFuture.supplyAsync(() -> sendAudio(publisher, second));
			int video = 0;
			while (second.statistics().startedPublishes() == 0) {
				publisher.send(video(video++, true));
			}
			int frames = audio.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			publisher.close();
			List<MediaPacket> media = new ArrayList<>(next(this.received));
			media.addAll(next(this.received));
			assertThat(media).filteredOn(VideoPacket.class::isInstance).hasSize(video);
			assertThat(media).filteredOn(AudioPacket.class::isInstance).hasSize(frames);
		}
	}

	private static void assertSame(List<MediaPacket> received, List<MediaPacket> sent) {
		assertThat(received.stream().map(MediaPacket::payload).toList())
			.isEqualTo(sent.stream().map(MediaPacket::payload).toList());
		assertThat(received.stream().mapToLong(MediaPacket::timestamp).boxed().toList())
			.isEqualTo(sent.stream().mapToLong(MediaPacket::timestamp).boxed().toList());
	}

	private static int sendAudio(RtmpPublisher publisher, RtmpServer until) {
		int count = 0;
		try {
			while (until.statistics().startedPublishes() == 0) {
				publisher.send(AudioPacket.parse(count++, ByteBuffer.wrap(new byte[] { (byte) 0xAF, 1, 0 })));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return count;
	}

	@Test
	@Tag("RC4")
	void whenTheOldServerIsGoneNoKeyFrameIsWaitedFor() throws Exception {
		RtmpServer first = start((builder) -> {
		});
		RtmpServer second = start((builder) -> {
		});
		try (RtmpPublisher publisher = connect(first)) {
			askToMove(second);
			while (second.statistics().acceptedConnections() == 0) {
				publisher.send(video(0, false));
			}
			first.close();
			next(this.received);
			assertThat(publisher.isOpen()).isTrue();
			while (second.statistics().startedPublishes() == 0) {
				publisher.send(video(1, false));
			}
			assertThat(next(this.streams).stopReason()).isNull();
		}
	}

	@Test
	@Tag("RC4")
	void whenClosedWhileItChangesOverNothingStaysOpen() throws Exception {
		RtmpServer first = start((builder) -> {
		});
		CompletableFuture<Void> asked = new CompletableFuture<>();
		try (ScriptedServer second = ScriptedServer.start((peer) -> {
			peer.handshake().acceptStream();
			peer.awaitCommand("publish");
			asked.complete(null);
			peer.receiveAll();
		}); RtmpPublisher publisher = connect(first)) {
			next(this.streams).requestReconnect("rtmp://127.0.0.1:" + second.uri("").getPort() + "/live", LONG);
			CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendKeyFrames(publisher));
			asked.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			publisher.close();
			second.awaitEnd();
			assertThat(sending.handle((result, failure) -> failure).get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isNotNull();
			assertThat(publisher.isOpen()).isFalse();
			assertThatIOException().isThrownBy(() -> publisher.send(video(0, true)));
		}
	}

	private static void sendKeyFrames(RtmpPublisher publisher) {
		try {
			while (true) {
				publisher.send(video(0, true));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private RtmpServer start(Consumer<RtmpServerBuilder> customizer) {
		RtmpServerBuilder builder = RtmpServer.builder()
			.address(InetAddress.getLoopbackAddress())
			.port(0)
			.validator((request) -> PublishDecision.acceptKeyAsName())
			.handler(this::collect);
		customizer.accept(builder);
		RtmpServer server = builder.build();
		this.servers.add(server);
		server.start();
		return server;
	}

	private void collect(LiveStream stream) throws Exception {
		List<MediaPacket> packets = new ArrayList<>();
		PacketReader reader = stream.openReader(SubscriptionOptions.lossless());
		this.streams.add(stream);
		MediaPacket packet;
		while ((packet = reader.next()) != null) {
			packets.add(packet);
		}
		this.received.add(packets);
	}

	private static RtmpPublisher connect(RtmpServer server) throws Exception {
		return RtmpPublisher.builder()
			.followReconnectRequests(true)
			.connect(URI.create("rtmp://127.0.0.1:" + server.port() + "/live/key"));
	}

	private void askToMove(RtmpServer target) throws Exception {
		LiveStream stream = next(this.streams);
		assertThat(stream.requestReconnect("rtmp://127.0.0.1:" + target.port() + "/live", LONG)).isTrue();
	}

	private static long rejected(RtmpServer server) {
		return Arrays.stream(RejectReason.values()).mapToLong(server.statistics()::rejectedPublishes).sum();
	}

	private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
		T element = queue.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	private static MediaPacket send(RtmpPublisher publisher, MediaPacket packet) throws Exception {
		publisher.send(packet);
		return packet;
	}

	private static VideoPacket video(long timestamp, boolean key) {
		return VideoPacket.parse(timestamp,
				ByteBuffer.wrap(new byte[] { (byte) ((key) ? 0x17 : 0x27), 1, 0, 0, 0, 1 }));
	}

}
