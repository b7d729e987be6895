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

package dev.rtmpkit.internal.guard;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Everything that bounds what clients can cost a server. All of it is on by default; a
 * limit is changed by a copy:
 * {@code limits.withConnections((connections) -> connections.withTotal(5000))}.
 *
 * @param timeouts how long things may take
 * @param connections how many clients there may be
 * @param messages how large messages may be and how many of a kind are accepted
 * @param rates how often things may happen
 * @param memory how much may be held for clients
 * @param decisions how much time of those who decide clients may take
 */
public record RtmpServerLimits(Timeouts timeouts, ConnectionLimits connections, MessageLimits messages,
		RateLimits rates, MemoryLimits memory, DecisionLimits decisions) {

	/** What suits encoders that publish over the open internet. */
	public static final RtmpServerLimits DEFAULT = new RtmpServerLimits(Timeouts.DEFAULT, ConnectionLimits.DEFAULT,
			MessageLimits.DEFAULT, RateLimits.DEFAULT, MemoryLimits.DEFAULT, DecisionLimits.DEFAULT);

	public RtmpServerLimits {
		Objects.requireNonNull(timeouts, "timeouts");
		Objects.requireNonNull(connections, "connections");
		Objects.requireNonNull(messages, "messages");
		Objects.requireNonNull(rates, "rates");
		Objects.requireNonNull(memory, "memory");
		Objects.requireNonNull(decisions, "decisions");
	}

	/**
	 * Return a copy with other timeouts.
	 * @param change makes them from these
	 * @return the copy
	 */
	public RtmpServerLimits withTimeouts(UnaryOperator<Timeouts> change) {
		return new RtmpServerLimits(change.apply(this.timeouts), this.connections, this.messages, this.rates,
				this.memory, this.decisions);
	}

	/**
	 * Return a copy with other limits of connections.
	 * @param change makes them from these
	 * @return the copy
	 */
	public RtmpServerLimits withConnections(UnaryOperator<ConnectionLimits> change) {
		return new RtmpServerLimits(this.timeouts, change.apply(this.connections), this.messages, this.rates,
				this.memory, this.decisions);
	}

	/**
	 * Return a copy with other limits of messages.
	 * @param change makes them from these
	 * @return the copy
	 */
	public RtmpServerLimits withMessages(UnaryOperator<MessageLimits> change) {
		return new RtmpServerLimits(this.timeouts, this.connections, change.apply(this.messages), this.rates,
				this.memory, this.decisions);
	}

	/**
	 * Return a copy with other rates.
	 * @param change makes them from these
	 * @return the copy
	 */
	public RtmpServerLimits withRates(UnaryOperator<RateLimits> change) {
		return new RtmpServerLimits(this.timeouts, this.connections, this.messages, change.apply(this.rates),
				this.memory, this.decisions);
	}

	/**
	 * Return a copy with other limits of memory.
	 * @param change makes them from these
	 * @return the copy
	 */
	public RtmpServerLimits withMemory(UnaryOperator<MemoryLimits> change) {
		return new RtmpServerLimits(this.timeouts, this.connections, this.messages, this.rates,
				change.apply(this.memory), this.decisions);
	}

	/**
	 * Return a copy with other limits of decisions.
	 * @param change makes them from these
	 * @return the copy
	 */
	public RtmpServerLimits withDecisions(UnaryOperator<DecisionLimits> change) {
		return new RtmpServerLimits(this.timeouts, this.connections, this.messages, this.rates, this.memory,
				change.apply(this.decisions));
	}

}
