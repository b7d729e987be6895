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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import dev.rtmpkit.internal.stream.StreamRegistry;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * The publishes of a server run, by name and by session. Thread-safe.
 */
public final class Publications {

	private final StreamRegistry registry;

	private final PublishContext context;

	private final Map<String, Publication> bySession = new ConcurrentHashMap<>();

	/**
	 * Create an empty directory.
	 * @param registry the live streams
	 * @param context what every publish works with
	 */
	public Publications(StreamRegistry registry, PublishContext context) {
		this.registry = registry;
		this.context = context;
	}

	/**
	 * Return whether earlier publishes of a name, or of any, hold so much that there
	 * should be no other.
	 * @param name the public name
	 */
	boolean isBusy(String name) {
		return this.context.notifications().isBusy(name) || this.context.unfinished().isFull();
	}

	/**
	 * Claim the name of a feed. Called by the thread of its connection.
	 * @param feed the feed
	 * @return the publish or {@code null} if the name is taken
	 */
	@Nullable Publication claim(Feed feed) {
		StreamSource source = this.registry.register(feed.streamName(), feed.info(Instant.now()), feed,
				feed.link().executor(), this.context.threads().media(),
				new StreamReports(this.context.notifications(), this.context.warnings()));
		if (source == null) {
			return null;
		}
		Publication publication = new Publication(this.context, source, feed,
				(ended) -> this.bySession.remove(ended.sessionId()));
		this.bySession.put(publication.sessionId(), publication);
		return publication;
	}

	/**
	 * Ask for a name that is taken.
	 * @param feed the feed that asks
	 * @return completes with what became of it, on the thread of the publish that has the
	 * name; if the feed continues that one, it has begun to by then
	 */
	CompletableFuture<TakeoverResult> takeOver(Feed feed) {
		StreamSource taken = this.registry.findSource(feed.streamName());
		return (taken != null) ? CompletableFuture.supplyAsync(() -> takeOver(taken, feed), taken::execute)
				: CompletableFuture.completedFuture(TakeoverResult.FREE);
	}

	private TakeoverResult takeOver(StreamSource taken, Feed feed) {
		Publication publication = publication(taken.stream());
		return (publication != null) ? publication.takeOver(feed) : TakeoverResult.FREE;
	}

	/**
	 * Return a feed that another one of the same name may follow.
	 * @param name the public name
	 * @return the feed or {@code null} if there is none that was asked to leave
	 */
	@Nullable Feed leaving(String name) {
		LiveStream stream = this.registry.find(name);
		Publication publication = (stream != null) ? publication(stream) : null;
		return (publication != null && publication.feed().isLeaving()) ? publication.feed() : null;
	}

	private @Nullable Publication publication(LiveStream stream) {
		return this.bySession.get(stream.publisher().sessionId());
	}

	/**
	 * Ask the encoder of a publish to connect anew.
	 * @param sessionId the session id of the publish
	 * @param tcUrl where to or {@code null} to stay with its own
	 * @param deadline how long it may take
	 * @return whether there is such a publish, whose encoder understands the request
	 */
	public boolean requestReconnect(String sessionId, @Nullable String tcUrl, Duration deadline) {
		Publication publication = this.bySession.get(sessionId);
		return publication != null && publication.feed().requestReconnect(tcUrl, deadline);
	}

	/**
	 * Ask every encoder that understands it to connect elsewhere, as the server shuts
	 * down.
	 * @param tcUrl where to or {@code null} to stay with its own
	 * @param deadline how long it may take
	 * @return the connections that were asked
	 */
	public Collection<PublisherLink> requestReconnects(@Nullable String tcUrl, Duration deadline) {
		return this.bySession.values()
			.stream()
			.map(Publication::feed)
			.filter((feed) -> feed.requestReconnect(tcUrl, deadline, StopReason.SERVER_SHUTDOWN))
			.map(Feed::link)
			.toList();
	}

	/**
	 * Return what the publisher of a session asked for.
	 * @param sessionId the session id
	 * @return the request or {@code null} if there is no such publish
	 */
	public @Nullable PublishRequest request(String sessionId) {
		Publication publication = this.bySession.get(sessionId);
		return (publication != null) ? publication.feed().request() : null;
	}

	/**
	 * Return the sessions that publish with a key.
	 * @param request a request with the key
	 * @return the session ids
	 */
	public List<String> sessionsWithKeyOf(PublishRequest request) {
		return this.bySession.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().feed().request().streamKey().equals(request.streamKey()))
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * End a publish and close its connection.
	 * @param sessionId the session id
	 * @param text the text for the client
	 * @return whether there was such a publish
	 */
	public boolean disconnect(String sessionId, String text) {
		Publication publication = this.bySession.get(sessionId);
		if (publication != null) {
			publication.disconnect(text);
		}
		return publication != null;
	}

	/**
	 * Wait no longer for publishers that are lost.
	 * @return completes when no publish waits
	 */
	public CompletableFuture<Void> stopWaiting() {
		return CompletableFuture
			.allOf(this.bySession.values().stream().map(Publication::stopWaiting).toArray(CompletableFuture[]::new));
	}

}
