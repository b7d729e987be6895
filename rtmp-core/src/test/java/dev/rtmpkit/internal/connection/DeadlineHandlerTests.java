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

package dev.rtmpkit.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Timeouts;
import dev.rtmpkit.publish.Deadline;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeadlineHandler}.
 */
@Timeout(30)
class DeadlineHandlerTests {

	/** Between two whole seconds, after which the clock is looked at in any case. */
	private static final Duration IDLE = Duration.ofMillis(1300);

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Timeouts TIMEOUTS = new Timeouts(LONG, LONG, LONG, LONG, LONG, IDLE, LONG, LONG);

	private static final Duration ALLOWED = Duration.ofMillis(100);

	private static final int ROUNDS = 3;

	@Test
	@Tag("I16")
	void whenPublisherIsIdleTheDeadlineStrikesWithinATenthOfASecond() {
		List<Duration> late = new ArrayList<>();
		// What else the machine does may delay one round, but not all
		do {
			late.add(lateness());
		}
		while (late.get(late.size() - 1).compareTo(ALLOWED) > 0 && late.size() < ROUNDS);
		assertThat(late).allMatch((time) -> !time.isNegative()).anyMatch((time) -> time.compareTo(ALLOWED) <= 0);
	}

	/**
	 * Let a publisher send once, and return how long after its time the deadline strikes.
	 */
	private static Duration lateness() {
		ServerCounters counters = new ServerCounters();
		ConnectionDeadlines deadlines = new ConnectionDeadlines(TIMEOUTS, false, System.nanoTime());
		Missed missed = new Missed();
		EmbeddedChannel channel = new EmbeddedChannel();
		try {
			channel.pipeline().addLast(new DeadlineHandler(deadlines, new InputGate(channel), counters), missed);
			channel.pipeline().fireUserEventTriggered(ConnectionEvent.HANDSHAKE_DONE);
			channel.pipeline().fireUserEventTriggered(ConnectionEvent.PUBLISHING);
			long last = System.nanoTime();
			deadlines.media(last);
			while (missed.deadline == null) {
				LockSupport.parkNanos(channel.runScheduledPendingTasks());
			}
			assertThat(missed.deadline).isEqualTo(Deadline.IDLE);
			assertThat(counters.deadline(Deadline.IDLE).sum()).isOne();
			return Duration.ofNanos(missed.at - last).minus(IDLE);
		}
		finally {
			channel.finishAndReleaseAll();
		}
	}

	private static final class Missed extends ChannelInboundHandlerAdapter {

		private Deadline deadline;

		private long at;

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof MissedDeadline missed && this.deadline == null) {
				this.at = System.nanoTime();
				this.deadline = missed.deadline();
			}
		}

	}

}
