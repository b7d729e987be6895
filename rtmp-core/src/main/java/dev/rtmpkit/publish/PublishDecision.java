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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.rtmpkit.internal.text.NameRules;
import dev.rtmpkit.internal.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * A validator's answer to a {@link PublishRequest}.
 */
public sealed interface PublishDecision {

	/**
	 * Accept, with what was published as stream key as the public name, which is shown in
	 * events, logs and to viewers. Right when the key is no secret, for instance because
	 * a query parameter was the credential.
	 * <p>
	 * Public names are unique in the whole server, whatever the application: with this,
	 * {@code live/cam1} and {@code backup/cam1} are one name, and the second publisher
	 * has to wait or takes over. To keep applications apart use
	 * {@code accept(request.app() + "/" + request.streamKey().value())}.
	 * @return the decision
	 */
	static PublishDecision acceptKeyAsName() {
		return new Accepted(null, Map.of(), PublishLimits.NONE);
	}

	/**
	 * Accept under a public name that differs from the secret key. Public names are
	 * unique in the whole server, whatever the application.
	 * @param streamName the public name: at most 9,216 printable characters, without
	 * empty segments and segments of dots such as {@code ..}
	 * @return the decision
	 * @throws IllegalArgumentException if it can be no public name
	 */
	static PublishDecision accept(String streamName) {
		return new Accepted(streamName, Map.of(), PublishLimits.NONE);
	}

	/**
	 * Accept under a public name, within limits.
	 * @param streamName the public name, see {@link #accept(String)}
	 * @param limits what the publish may cost
	 * @return the decision
	 * @throws IllegalArgumentException if it can be no public name
	 */
	static PublishDecision accept(String streamName, PublishLimits limits) {
		return new Accepted(streamName, Map.of(), limits);
	}

	/**
	 * Accept under a public name, with attributes that handlers and listeners find in
	 * {@code LiveStream.publisher().attributes()}.
	 * @param streamName the public name, see {@link #accept(String)}
	 * @param attributes anything the application wants to carry along; those that are
	 * {@code null} are left out
	 * @return the decision
	 * @throws IllegalArgumentException if it can be no public name
	 */
	static PublishDecision accept(String streamName, Map<String, ? extends @Nullable Object> attributes) {
		return accept(streamName, attributes, PublishLimits.NONE);
	}

	/**
	 * Accept under a public name, with attributes and within limits.
	 * @param streamName the public name, see {@link #accept(String)}
	 * @param attributes anything the application wants to carry along; those that are
	 * {@code null} are left out
	 * @param limits what the publish may cost
	 * @return the decision
	 * @throws IllegalArgumentException if it can be no public name
	 */
	static PublishDecision accept(String streamName, Map<String, ? extends @Nullable Object> attributes,
			PublishLimits limits) {
		return new Accepted(streamName, Accepted.present(attributes), limits);
	}

	/**
	 * Reject.
	 * @param reason the text that the encoder gets to see, on one line and in at most 255
	 * characters
	 * @return the decision
	 */
	static PublishDecision reject(String reason) {
		return new Rejected(reason);
	}

	/**
	 * The request is granted.
	 *
	 * @param streamName the public name, {@code null} for the name that was published
	 * @param attributes what handlers and listeners find with the stream; those that are
	 * {@code null} are left out
	 * @param limits what the publish may cost
	 */
	record Accepted(@Nullable String streamName, Map<String, Object> attributes,
			PublishLimits limits) implements PublishDecision {

		public Accepted {
			attributes = present(attributes);
			Objects.requireNonNull(limits, "limits");
			if (streamName != null && !NameRules.isStreamName(streamName)) {
				// Without the name, which does not belong into a log as it is
				throw new IllegalArgumentException("streamName must not be blank, nor longer than "
						+ NameRules.LONGEST_NAME + " characters, nor have control or format characters or '${', "
						+ "nor an empty segment, '.' or '..' between slashes");
			}
		}

		private static Map<String, Object> present(Map<String, ? extends @Nullable Object> attributes) {
			Map<String, Object> present = new LinkedHashMap<>();
			attributes.forEach((name, value) -> {
				if (value != null) {
					present.put(name, value);
				}
			});
			return Collections.unmodifiableMap(present);
		}

		/**
		 * Return a text without the values of the attributes, which may be private.
		 */
		@Override
		public String toString() {
			String name = (this.streamName != null) ? ", streamName=" + this.streamName : "";
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
			reason = PlainText.of(reason);
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
