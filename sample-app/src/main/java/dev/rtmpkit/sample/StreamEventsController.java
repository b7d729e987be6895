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

package dev.rtmpkit.sample;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells every open page what is live, once a second.
 */
@RestController
final class StreamEventsController {

	private static final long UNTIL_IT_LEAVES = 0;

	private final StreamOverviews overviews;

	private final Set<SseEmitter> viewers = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	StreamEventsController(StreamOverviews overviews) {
		this.overviews = overviews;
	}

	@GetMapping(path = "/streams/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter events() {
		SseEmitter viewer = new SseEmitter(UNTIL_IT_LEAVES);
		viewer.onCompletion(() -> this.viewers.remove(viewer));
		this.viewers.add(viewer);
		send(viewer, this.overviews.now());
		if (this.closed) {
			viewer.complete();
		}
		return viewer;
	}

	@Scheduled(fixedDelay = 1000)
	void broadcast() {
		if (!this.viewers.isEmpty()) {
			StreamOverview overview = this.overviews.now();
			this.viewers.forEach((viewer) -> send(viewer, overview));
		}
	}

	/**
	 * Let the pages go before the web server waits for the requests that it has.
	 */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closed = true;
		this.viewers.forEach(SseEmitter::complete);
	}

	private void send(SseEmitter viewer, StreamOverview overview) {
		try {
			viewer.send(overview, MediaType.APPLICATION_JSON);
		}
		catch (IOException | IllegalStateException ex) {
			// It has left; the web server ends the request
			this.viewers.remove(viewer);
		}
	}

}
