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

package dev.rtmpkit.internal.thread;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The threads of one run of a server, apart from those that do its I/O. Each kind of work
 * has its own, bounded and counted, so that no kind can take the threads of another. All
 * of them start when they are needed and end with the server.
 * <p>
 * Every method may be called by an I/O thread: none blocks.
 */
public final class ServerThreads {

	private final ThreadFactory dispatcherThreads = new NamedThreads("rtmp-dispatcher", null);

	private final ServerTimer timer = new ServerTimer(new NamedThreads("rtmp-timer", null));

	private final List<ThreadPool> pools = new ArrayList<>();

	/** The pools that listeners are told on. */
	private final Set<ThreadPool> telling = new HashSet<>();

	private final Map<ThreadKind, Supplier<ThreadUsage>> usages = new EnumMap<>(ThreadKind.class);

	private final AtomicBoolean closed = new AtomicBoolean();

	private final BoundedCalls decisions;

	private final BoundedCalls rejections;

	private final EventSequence events;

	private final Workers media;

	private final Workers handlers;

	private ServerThreads(ThreadSettings settings) {
		ThreadBounds bounds = settings.bounds();
		Executor executor = settings.executor();
		ThreadPool fallback = pool(ThreadKind.FALLBACK, settings, ThreadPool.Limits.waiting(bounds.fallback()));
		this.decisions = calls(ThreadKind.DECISION, settings, bounds.decisions());
		this.rejections = calls(ThreadKind.REJECTION, settings, bounds.rejections());
		int before = this.pools.size();
		Workers eventWorkers = (executor != null) ? new FallbackWorkers(foreign(executor, bounds.events()), fallback)
				: pool(ThreadKind.EVENT, settings, ThreadPool.Limits.waiting(bounds.events()));
		this.telling.addAll(this.pools.subList(before, this.pools.size()));
		this.telling.add(fallback);
		this.events = new EventSequence(eventWorkers, bounds.events());
		this.media = (executor != null) ? new FallbackWorkers(foreign(executor, bounds.media()), fallback)
				: pool(ThreadKind.MEDIA, settings, ThreadPool.Limits.waiting(bounds.media()));
		Executor handlerExecutor = settings.handlerExecutor();
		this.handlers = (handlerExecutor != null) ? foreign(handlerExecutor, bounds.handlers())
				: pool(ThreadKind.HANDLER, settings, ThreadPool.Limits.rejecting(bounds.handlers()));
		this.usages.put(ThreadKind.DECISION, this.decisions::usage);
		this.usages.put(ThreadKind.REJECTION, this.rejections::usage);
		this.usages.put(ThreadKind.EVENT, this.events::usage);
		this.usages.put(ThreadKind.MEDIA, this.media::usage);
		this.usages.put(ThreadKind.HANDLER, this.handlers::usage);
		this.usages.put(ThreadKind.FALLBACK, fallback::usage);
	}

	/**
	 * Create threads that are the workers of the caller.
	 * @param all what runs everything but handlers
	 * @param handlers what runs handlers
	 */
	ServerThreads(Workers all, Workers handlers) {
		int bound = ThreadBounds.DEFAULTS.events();
		this.decisions = new BoundedCalls(all, all, this.timer, bound);
		this.rejections = new BoundedCalls(all, all, this.timer, bound);
		this.events = new EventSequence(all, bound);
		this.media = all;
		this.handlers = handlers;
	}

	/**
	 * Start the threads of a server. At first that is the timer's; the others follow when
	 * there is something to do.
	 * @param settings which threads
	 * @return the threads, to be closed
	 * @throws IllegalStateException if an executor of the application runs tasks on the
	 * thread that gives them
	 */
	public static ServerThreads start(ThreadSettings settings) {
		Executor executor = settings.executor();
		if (executor != null) {
			ForeignExecutor.check(executor);
		}
		Executor handlerExecutor = settings.handlerExecutor();
		if (handlerExecutor != null && handlerExecutor != executor) {
			ForeignExecutor.check(handlerExecutor);
		}
		return new ServerThreads(settings);
	}

	/**
	 * Return what runs decisions: validators and the look-up of passwords.
	 * @return the calls
	 */
	public BoundedCalls decisions() {
		return this.decisions;
	}

	/**
	 * Return what tells the listeners of refused publishes.
	 * @return the calls
	 */
	public BoundedCalls rejections() {
		return this.rejections;
	}

	/**
	 * Return what tells the listeners of publishes.
	 * @return the events
	 */
	public EventSequence events() {
		return this.events;
	}

	/**
	 * Return what runs the callbacks of subscriptions. Tasks wait in order when all its
	 * threads are taken. It rejects a task only when the threads of the server have
	 * ended.
	 * @return the executor
	 */
	public Executor media() {
		return this::executeMedia;
	}

	/**
	 * Return what runs handlers, each on a thread until it returns. A handler that finds
	 * no thread is rejected.
	 * @return the workers
	 */
	public Workers handlers() {
		return this.handlers;
	}

	/**
	 * Return the timer.
	 * @return the timer
	 */
	public ServerTimer timer() {
		return this.timer;
	}

	/**
	 * Return how much a kind of work has to do.
	 * @param kind the kind
	 * @return the figures
	 */
	public ThreadUsage usage(ThreadKind kind) {
		return Objects.requireNonNull(this.usages.get(kind), "usage").get();
	}

	/**
	 * End all threads. Tasks that wait are not run, code that is running is interrupted,
	 * and futures that wait for a time-out or a decision complete. Only what listeners
	 * are still to be told is told, each as soon as the ones before it are done: an
	 * application that counts on the end of each stream hears of it. May be called more
	 * than once.
	 * @return completes when no task is running any more, which is never if code ignores
	 * its interrupt
	 */
	public CompletableFuture<Void> close() {
		if (this.closed.compareAndSet(false, true)) {
			pools(false).forEach(ThreadPool::shutdown);
			// To interrupt code may call code of its own, which may take its time
			this.timer.execute(this::end);
		}
		return CompletableFuture.allOf(this.timer.terminated(), CompletableFuture
			.allOf(this.pools.stream().map(ThreadPool::terminated).toArray(CompletableFuture[]::new)));
	}

	private void end() {
		this.decisions.close();
		this.rejections.close();
		pools(false).forEach(ThreadPool::close);
		this.timer.close();
		this.events.idle().whenComplete((told, failure) -> pools(true).forEach(ThreadPool::close));
	}

	/**
	 * Return the pools that tell listeners, or the others.
	 */
	private List<ThreadPool> pools(boolean telling) {
		return this.pools.stream().filter((pool) -> this.telling.contains(pool) == telling).toList();
	}

	private void executeMedia(Runnable task) {
		if (this.closed.get()) {
			throw new RejectedExecutionException("The threads of the server have ended");
		}
		this.media.execute(task, (rejection) -> {
			// The threads are ending at this moment
		});
	}

	private BoundedCalls calls(ThreadKind kind, ThreadSettings settings, int limit) {
		ThreadPool own = pool(kind, settings, ThreadPool.Limits.forCalls(limit));
		Executor executor = settings.executor();
		Workers workers = (executor != null) ? foreign(executor, limit) : own;
		return new BoundedCalls(workers, own, this.timer, limit);
	}

	private ThreadPool pool(ThreadKind kind, ThreadSettings settings, ThreadPool.Limits limits) {
		ThreadPool pool = new ThreadPool(new NamedThreads(kind.prefix(), settings.factory()), limits, this.timer);
		this.pools.add(pool);
		return pool;
	}

	private ForeignExecutor foreign(Executor executor, int queued) {
		ForeignExecutor foreign = new ForeignExecutor(executor, this.dispatcherThreads, queued, this.timer);
		this.pools.add(foreign.dispatcher());
		return foreign;
	}

}
