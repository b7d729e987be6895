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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The feeds of one connection. There is one as a rule, so looking one up is a short scan
 * without garbage. Used by the thread of the connection.
 */
public final class Feeds {

	private final List<Feed> feeds = new ArrayList<>(1);

	void add(Feed feed) {
		this.feeds.add(feed);
	}

	public void remove(Feed feed) {
		this.feeds.remove(feed);
	}

	boolean contains(Feed feed) {
		return this.feeds.contains(feed);
	}

	public boolean isEmpty() {
		return this.feeds.isEmpty();
	}

	/**
	 * Return all feeds.
	 * @return a copy, as what is done with one may end others
	 */
	public List<Feed> all() {
		return List.copyOf(this.feeds);
	}

	/**
	 * Return the feed of a message stream.
	 * @param streamId the message stream id
	 * @return the feed or {@code null} if there is none
	 */
	public @Nullable Feed find(int streamId) {
		for (int i = 0; i < this.feeds.size(); i++) {
			Feed feed = this.feeds.get(i);
			if (feed.streamId() == streamId) {
				return feed;
			}
		}
		return null;
	}

	/**
	 * Return how long not to read because a feed exceeds what was granted.
	 * @return the time in nanoseconds, 0 to read on
	 */
	public long excess() {
		long longest = 0;
		for (int i = 0; i < this.feeds.size(); i++) {
			longest = Math.max(longest, this.feeds.get(i).excess());
		}
		return longest;
	}

	/**
	 * Note what the streams of the feeds hold.
	 */
	public void accountMemory() {
		for (int i = 0; i < this.feeds.size(); i++) {
			this.feeds.get(i).source().accountMemory();
		}
	}

	/**
	 * Drop the cached groups of pictures.
	 */
	public void dropCaches() {
		for (int i = 0; i < this.feeds.size(); i++) {
			this.feeds.get(i).source().dropCachedGop();
		}
	}

	/**
	 * Wake up the consumers of what was delivered.
	 */
	public void flush() {
		for (int i = 0; i < this.feeds.size(); i++) {
			this.feeds.get(i).source().flush();
		}
	}

}
