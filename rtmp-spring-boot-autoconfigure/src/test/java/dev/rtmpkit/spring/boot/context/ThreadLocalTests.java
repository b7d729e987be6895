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

package dev.rtmpkit.spring.boot.context;

import java.util.concurrent.atomic.AtomicReference;

import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerAutoConfiguration;
import io.netty.util.internal.InternalThreadLocalMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application leaves on the threads of the container that started and stopped it.
 */
class ThreadLocalTests {

	@Test
	@Tag("I15")
	void whenContextIsClosedItsThreadKeepsNothingOfNetty() throws Exception {
		AtomicReference<Object> whileRunning = new AtomicReference<>("not run");
		AtomicReference<Object> left = new AtomicReference<>("not run");
		Thread container = new Thread(() -> {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RtmpServerAutoConfiguration.class))
				.withPropertyValues("rtmp.server.port=0", "rtmp.server.address=127.0.0.1")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					whileRunning.set(InternalThreadLocalMap.getIfSet());
				});
			left.set(InternalThreadLocalMap.getIfSet());
		});
		container.start();
		container.join();
		assertThat(whileRunning).hasValue(null);
		assertThat(left).hasValue(null);
	}

}
