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

import java.util.LinkedHashMap;
import java.util.Map;

import dev.rtmpkit.internal.guard.ClientNetwork;
import dev.rtmpkit.publish.PublishRequest;

/**
 * The publishers that were accepted lately, with the network that they came from: for
 * them, the same key is no guess. Thread-safe.
 */
final class AcceptedPublishers {

	static final int CAPACITY = 10_000;

	private final Map<Publisher, Boolean> publishers = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Publisher, Boolean> eldest) {
			return size() > CAPACITY;
		}

	};

	void add(PublishRequest request) {
		Publisher publisher = Publisher.of(request);
		synchronized (this.publishers) {
			this.publishers.put(publisher, Boolean.TRUE);
		}
	}

	boolean contains(PublishRequest request) {
		Publisher publisher = Publisher.of(request);
		synchronized (this.publishers) {
			return this.publishers.get(publisher) != null;
		}
	}

	/**
	 * A publisher.
	 *
	 * @param network where it came from
	 * @param identity a hash of its key and of what else may authorize it
	 */
	private record Publisher(ClientNetwork network, PublisherIdentity identity) {

		static Publisher of(PublishRequest request) {
			// The key as the public name, so that everything that may authorize counts
			return new Publisher(ClientNetwork.of(request.remoteAddress().getAddress()),
					PublisherIdentity.of(request, request.streamKey().value()));
		}

	}

}
