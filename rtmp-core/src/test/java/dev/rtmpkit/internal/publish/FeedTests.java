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

package dev.rtmpkit.internal.publish;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rtmpkit.internal.stream.StreamListener;
import dev.rtmpkit.internal.stream.StreamRegistry;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishLimits;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.StreamSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Feed}.
 */
class FeedTests {

	static final PublishDecision.Accepted ACCEPTED = new PublishDecision.Accepted("public-name", Map.of(),
			PublishLimits.NONE);

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final FakePublisherLink link = new FakePublisherLink();

	private final RecordingOwner owner = new RecordingOwner();

	private final Feed feed = feed(Capabilities.FORWARDING);

	@Test
	@Tag("I14")
	void whenReconnectIsRequestedAgainTheLaterDeadlineReplacesTheEarlierOne() {
		assertThat(this.feed.requestReconnect(null, SECOND)).isTrue();
		assertThat(this.feed.requestReconnect(null, SECOND.multipliedBy(3))).isTrue();
		this.link.pass(SECOND.multipliedBy(2));
		assertThat(this.link.ends()).isEmpty();
		this.link.pass(SECOND);
		assertThat(this.link.ends()).containsExactly(StopReason.DISCONNECTED);
	}

	@Test
	@Tag("I14")
	void whenReconnectIsRequestedAgainTheDeadlineCanBecomeShorter() {
		this.feed.requestReconnect(null, SECOND.multipliedBy(10));
		this.feed.requestReconnect(null, SECOND, StopReason.SERVER_SHUTDOWN);
		this.link.pass(SECOND);
		assertThat(this.link.ends()).containsExactly(StopReason.SERVER_SHUTDOWN);
		this.link.pass(SECOND.multipliedBy(10));
		assertThat(this.link.ends()).hasSize(1);
	}

	@Test
	void whenReconnectIsRequestedAgainWithoutTargetTheClientIsNotAskedAgain() {
		this.feed.requestReconnect("rtmp://other.example/live", SECOND);
		this.feed.requestReconnect(null, SECOND);
		assertThat(this.link.said()).isOne();
		assertThat(this.feed.isLeaving()).isTrue();
	}

	@Test
	void whenClientDoesNotUnderstandReconnectItIsNotAsked() {
		Feed old = feed(Capabilities.NONE);
		assertThat(old.requestReconnect(null, SECOND)).isFalse();
		this.link.pass(SECOND);
		assertThat(this.link.said()).isZero();
		assertThat(this.link.ends()).isEmpty();
	}

	@Test
	void whenConnectionIsGoneTheReconnectDeadlineGoesWithIt() {
		this.feed.requestReconnect(null, SECOND, StopReason.SERVER_SHUTDOWN);
		this.link.disconnect();
		this.feed.end(StopReason.CONNECTION_LOST);
		this.link.pass(SECOND);
		assertThat(this.link.ends()).isEmpty();
	}

	@Test
	void whenInterruptedFeedIsStoppedItsOwnerIsTold() {
		attach();
		this.feed.end(StopReason.CONNECTION_LOST);
		this.feed.stop(StopReason.DISCONNECTED);
		assertThat(this.owner.left).containsExactly(StopReason.CONNECTION_LOST);
		assertThat(this.owner.abandoned).containsExactly(StopReason.DISCONNECTED);
		assertThat(this.link.ends()).isEmpty();
	}

	@Test
	void whenLiveFeedIsStoppedItsConnectionEnds() {
		attach();
		this.feed.stop(StopReason.DISCONNECTED);
		assertThat(this.link.ends()).containsExactly(StopReason.DISCONNECTED);
		assertThat(this.owner.abandoned).isEmpty();
	}

	@Test
	void whenItEndsTwiceItsOwnerIsToldOnce() {
		attach();
		this.feed.end(StopReason.UNPUBLISHED);
		this.feed.end(StopReason.CONNECTION_LOST);
		assertThat(this.owner.left).containsExactly(StopReason.UNPUBLISHED);
		assertThat(this.feed.isOver()).isTrue();
	}

	@Test
	void whenItIsDetachedItsOwnerIsNotTold() {
		attach();
		this.feed.detach();
		this.feed.end(StopReason.CONNECTION_LOST);
		assertThat(this.owner.left).isEmpty();
		assertThat(this.feed.awaitEnd(feed(Capabilities.NONE))).isCompleted();
	}

	@Test
	void whenItEndsWhilePausedTheConnectionIsReadAgain() {
		attach();
		this.feed.pause();
		this.feed.pause();
		assertThat(this.link.pauses()).isOne();
		this.feed.end(StopReason.UNPUBLISHED);
		assertThat(this.link.pauses()).isZero();
		this.feed.resume();
		this.feed.pause();
		assertThat(this.link.pauses()).isZero();
	}

	@Test
	void whenOthersPauseAndResumeItTheyDoSoOnTheThreadOfTheConnection() {
		attach();
		this.link.calledFromElsewhere(true);
		this.feed.pause();
		assertThat(this.link.pauses()).isZero();
		this.link.runTasks();
		assertThat(this.link.pauses()).isOne();
		this.feed.resume();
		this.feed.pause();
		this.link.runTasks();
		assertThat(this.link.pauses()).isOne();
		this.feed.resume();
		this.link.runTasks();
		assertThat(this.link.pauses()).isZero();
	}

	private void attach() {
		StreamSource source = new StreamRegistry(StreamSettings.DEFAULT).register(this.feed.streamName(),
				this.feed.info(Instant.EPOCH), this.feed, this.link.executor(), Runnable::run, new StreamListener() {
				});
		assertThat(source).isNotNull();
		this.feed.attach(source, this.owner);
	}

	private Feed feed(Capabilities capabilities) {
		return new Feed(this.link, 1, "session", request(capabilities), ACCEPTED);
	}

	static PublishRequest request(Capabilities capabilities) {
		return new PublishRequest("live", StreamKey.of("key"), Map.of(), PublishType.LIVE, new ClientInfo("connection",
				new InetSocketAddress("192.0.2.1", 1024), false, "encoder", "", capabilities, null));
	}

	private static final class RecordingOwner implements FeedOwner {

		private final List<StopReason> left = new ArrayList<>();

		private final List<StopReason> abandoned = new ArrayList<>();

		@Override
		public void left(StopReason reason) {
			this.left.add(reason);
		}

		@Override
		public void abandon(StopReason reason) {
			this.abandoned.add(reason);
		}

	}

}
