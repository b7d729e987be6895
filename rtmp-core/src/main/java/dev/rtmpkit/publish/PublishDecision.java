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

package dev.rtmpkit.publish;

import java.util.Map;
import java.util.Objects;

import dev.rtmpkit.internal.text.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * A validator's answer to a {@link PublishRequest}.
 */
public sealed interface PublishDecision {

	/**
	 * Accept, with what was published as stream key as the public name. Right when the
	 * name is no secret, for instance because a query parameter was the credential.
	 * @return the decision
	 */
	static PublishDecision accept() {
		return new Accepted(null, Map.of(), PublishLimits.NONE);
	}

	/**
	 * Accept under a public name that differs from the secret key.
	 * @param streamName the public name
	 * @return the decision
	 */
	static PublishDecision accept(String streamName) {
		return new Accepted(streamName, Map.of(), PublishLimits.NONE);
	}

	/**
	 * Accept under a public name, with attributes that handlers and listeners find in
	 * {@code LiveStream.publisher().attributes()}.
	 * @param streamName the public name
	 * @param attributes anything the application wants to carry along
	 * @return the decision
	 */
	static PublishDecision accept(String streamName, Map<String, Object> attributes) {
		return new Accepted(streamName, attributes, PublishLimits.NONE);
	}

	/**
	 * Accept under a public name, with attributes and within limits.
	 * @param streamName the public name
	 * @param attributes anything the application wants to carry along
	 * @param limits what the publish may cost
	 * @return the decision
	 */
	static PublishDecision accept(String streamName, Map<String, Object> attributes, PublishLimits limits) {
		return new Accepted(streamName, attributes, limits);
	}

	/**
	 * Reject.
	 * @param reason the text that the encoder gets to see
	 * @return the decision
	 */
	static PublishDecision reject(String reason) {
		return new Rejected(reason);
	}

	/**
	 * The request is granted.
	 *
	 * @param streamName the public name, {@code null} for the name that was published
	 * @param attributes what handlers and listeners find with the stream
	 * @param limits what the publish may cost
	 */
	record Accepted(@Nullable String streamName, Map<String, Object> attributes,
			PublishLimits limits) implements PublishDecision {

		public Accepted {
			attributes = Map.copyOf(attributes);
			Objects.requireNonNull(limits, "limits");
			if (streamName != null && streamName.isBlank()) {
				throw new IllegalArgumentException("streamName must not be blank");
			}
		}

		/**
		 * Return a text without the values of the attributes, which are nobody's
		 * business.
		 */
		@Override
		public String toString() {
			String name = (this.streamName != null) ? ", streamName=" + PrintableText.of(this.streamName) : "";
			return "Accepted[attributes=" + this.attributes.size() + name + "]";
		}

	}

	/**
	 * The request is denied.
	 *
	 * @param reason the text that the encoder gets to see
	 */
	record Rejected(String reason) implements PublishDecision {

		public Rejected {
			Objects.requireNonNull(reason, "reason");
		}

		/**
		 * Return a text without the reason, which likes to quote the key.
		 */
		@Override
		public String toString() {
			return "Rejected[reason=***]";
		}

	}

}
