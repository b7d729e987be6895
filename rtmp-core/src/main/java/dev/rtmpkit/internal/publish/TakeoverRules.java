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

import java.time.Duration;
import java.util.Objects;

import dev.rtmpkit.publish.DuplicatePublisherPolicy;

/**
 * The rules by which a stream's name goes from one publish to another.
 *
 * @param policy what happens to a second publisher of a live stream
 * @param reconnectGrace how long a stream waits for a publisher that was lost, 0 for not
 * at all
 */
public record TakeoverRules(DuplicatePublisherPolicy policy, Duration reconnectGrace) {

	/** An encoder replaces itself, as a new stream. */
	public static final TakeoverRules DEFAULT = new TakeoverRules(DuplicatePublisherPolicy.REPLACE_SAME_KEY,
			Duration.ZERO);

	public TakeoverRules {
		Objects.requireNonNull(policy, "policy");
		if (reconnectGrace.isNegative()) {
			throw new IllegalArgumentException("reconnectGrace must not be negative");
		}
	}

	/**
	 * Return a copy with another value.
	 * @param policy what happens to a second publisher of a live stream
	 * @return the copy
	 */
	public TakeoverRules withPolicy(DuplicatePublisherPolicy policy) {
		return new TakeoverRules(policy, this.reconnectGrace);
	}

	/**
	 * Return a copy with another value.
	 * @param reconnectGrace how long a stream waits for a publisher that was lost
	 * @return the copy
	 */
	public TakeoverRules withReconnectGrace(Duration reconnectGrace) {
		return new TakeoverRules(this.policy, reconnectGrace);
	}

	/**
	 * Return whether a lost publisher is waited for.
	 * @return whether there is a grace
	 */
	public boolean hasGrace() {
		return !this.reconnectGrace.isZero();
	}

	/**
	 * Decide on a second publisher, which the validator has accepted.
	 * @param same whether it is the same as the first
	 * @param gone whether the connection of the first is gone: the policy is for two that
	 * are there
	 * @return what happens
	 */
	public Outcome decide(boolean same, boolean gone) {
		boolean admitted = gone || switch (this.policy) {
			case REPLACE_SAME_KEY -> same;
			case REJECT -> false;
			case REPLACE -> true;
		};
		if (!admitted) {
			return Outcome.REFUSED;
		}
		return (same && hasGrace()) ? Outcome.CONTINUED : Outcome.REPLACED;
	}

	/**
	 * What happens to a second publisher.
	 */
	public enum Outcome {

		/** The first one stays. */
		REFUSED,

		/** The first one's stream ends, the second one begins another. */
		REPLACED,

		/** The second one goes on with the first one's stream. */
		CONTINUED

	}

}
