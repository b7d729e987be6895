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

package dev.rtmpkit.internal.stream;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.rtmpkit.internal.guard.SubscriptionCounters;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PublisherInfo;
import dev.rtmpkit.stream.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * The live streams of a server by name. All methods may be called from any thread and
 * none blocks.
 */
public final class StreamRegistry {

	private final StreamSettings settings;

	private final Function<StreamSource, MemoryAccount> accounts;

	private final SubscriptionCounters counters;

	private final LongSupplier clock;

	private final ConcurrentMap<String, StreamSource> sources = new ConcurrentHashMap<>();

	/**
	 * Create an empty registry.
	 * @param settings what each stream keeps
	 */
	public StreamRegistry(StreamSettings settings) {
		this(settings, (source) -> MemoryAccount.NONE, new SubscriptionCounters());
	}

	/**
	 * Create an empty registry whose streams account for their memory.
	 * @param settings what each stream keeps
	 * @param accounts opens the account of a stream that begins
	 * @param counters count what slow consumers miss
	 */
	public StreamRegistry(StreamSettings settings, Function<StreamSource, MemoryAccount> accounts,
			SubscriptionCounters counters) {
		this(settings, accounts, counters, System::nanoTime);
	}

	/**
	 * Create an empty registry of streams that ask a clock.
	 * @param settings what each stream keeps
	 * @param accounts opens the account of a stream that begins
	 * @param counters count what slow consumers miss
	 * @param clock the time in nanoseconds, of any origin that stays
	 */
	StreamRegistry(StreamSettings settings, Function<StreamSource, MemoryAccount> accounts,
			SubscriptionCounters counters, LongSupplier clock) {
		this.settings = settings;
		this.accounts = accounts;
		this.counters = counters;
		this.clock = clock;
	}

	/**
	 * Begin a stream, unless one of that name is live.
	 * @param name the public name
	 * @param info who publishes
	 * @param control what the stream can ask of the publisher's connection
	 * @param publisherThread the thread that publishes, which runs tasks one after
	 * another in the order given; subscriptions begin and end there
	 * @param consumers where callbacks run, which may block
	 * @param listener hears what happens inside the stream
	 * @return the publisher's end or {@code null} if the name is taken
	 */
	public @Nullable StreamSource register(String name, PublisherInfo info, PublisherControl control,
			Executor publisherThread, Executor consumers, StreamListener listener) {
		StreamSource source = new StreamSource(this, name, info, control, publisherThread, consumers, listener);
		if (this.sources.putIfAbsent(name, source) != null) {
			return null;
		}
		source.memory().account(this.accounts.apply(source));
		return source;
	}

	/**
	 * Return a live stream.
	 * @param name its public name
	 * @return the stream or {@code null} if none of that name is live
	 */
	public @Nullable LiveStream find(String name) {
		StreamSource source = this.sources.get(name);
		return (source != null) ? source.stream() : null;
	}

	/**
	 * Return the publisher's end of a live stream.
	 * @param name its public name
	 * @return the publisher's end or {@code null} if no stream of that name is live
	 */
	public @Nullable StreamSource findSource(String name) {
		return this.sources.get(name);
	}

	/**
	 * Return all live streams.
	 * @return a snapshot
	 */
	public Collection<LiveStream> streams() {
		return this.sources.values().stream().map(StreamSource::stream).toList();
	}

	StreamSettings settings() {
		return this.settings;
	}

	SubscriptionCounters counters() {
		return this.counters;
	}

	LongSupplier clock() {
		return this.clock;
	}

	void remove(String name, StreamSource source) {
		this.sources.remove(name, source);
	}

}
