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

package dev.rtmpkit.spring.boot.autoconfigure;

import java.util.concurrent.Executor;

import dev.rtmpkit.server.RtmpServerBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Chooses the threads of user code. They are the server's own, virtual ones where the
 * application enables them, so that callbacks that block take no thread from the rest of
 * the application.
 *
 * @param environment tells whether virtual threads are enabled
 * @param executor the executor that the application has for the server, if it has one
 */
record ThreadRtmpServerCustomizer(Environment environment,
		@Nullable Executor executor) implements RtmpServerCustomizer {

	private static final String PREFIX = "rtmp-";

	@Override
	public void customize(RtmpServerBuilder builder) {
		if (Threading.VIRTUAL.isActive(this.environment)) {
			builder.callbackThreads(new VirtualThreadTaskExecutor(PREFIX).getVirtualThreadFactory());
		}
		if (this.executor != null) {
			builder.executor(this.executor);
		}
	}

}
