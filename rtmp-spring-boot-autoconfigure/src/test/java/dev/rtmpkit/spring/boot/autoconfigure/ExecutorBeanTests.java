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

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.client.RtmpPublisher;
import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The executor of the server beside that of the application.
 */
@Tag("E9")
class ExecutorBeanTests {

	@Test
	void whenExecutorIsNoDefaultCandidateServerUsesItAndApplicationKeepsItsOwn() {
		RtmpContextRunner.withoutKeys().withUserConfiguration(OwnExecutor.class).run((context) -> {
			assertThat(context).hasBean("applicationTaskExecutor");
			try (RtmpPublisher publisher = publish(context.getBean(RtmpServer.class))) {
				assertThat(publisher.isOpen()).isTrue();
			}
			assertThat(context.getBean(OwnExecutor.class).threads.poll(10, TimeUnit.SECONDS)).startsWith("ingest-");
		});
	}

	private static RtmpPublisher publish(RtmpServer server) throws IOException {
		return RtmpPublisher.connect(URI.create("rtmp://127.0.0.1:" + server.port() + "/live/demo-key"));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnExecutor {

		private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

		@Bean(defaultCandidate = false)
		Executor rtmpServerExecutor() {
			return new SimpleAsyncTaskExecutor("ingest-");
		}

		@Bean
		StreamKeyValidator validator() {
			return (request) -> {
				this.threads.add(Thread.currentThread().getName());
				return PublishDecision.accept("demo");
			};
		}

	}

}
