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

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.test.LocalRtmpServerPort;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class RtmpServerPortInfoAutoConfigurationTests {

	private static final String PROPERTY = "local.rtmp.server.port";

	private final ApplicationContextRunner runner = RtmpContextRunner.create();

	@Test
	void setsPropertyToPortThatWasBound() {
		this.runner.run((context) -> assertThat(property(context)).isPositive()
			.isEqualTo(context.getBean(RtmpServer.class).port()));
	}

	@Test
	void setsPropertyOfParent() {
		try (GenericApplicationContext parent = new GenericApplicationContext()) {
			parent.refresh();
			this.runner.withParent(parent)
				.run((context) -> assertThat(property(parent)).isPositive().isEqualTo(property(context)));
		}
	}

	@Test
	void whenRestartedSetsPropertyAgain() {
		this.runner.run((context) -> {
			context.stop();
			context.start();
			assertThat(property(context)).isEqualTo(context.getBean(RtmpServer.class).port());
		});
	}

	@Test
	void annotationInjectsPort() {
		this.runner.withBean(PortUser.class)
			.run((context) -> assertThat(context.getBean(PortUser.class).port).isEqualTo(property(context)));
	}

	private static Integer property(ApplicationContext context) {
		return context.getEnvironment().getProperty(PROPERTY, Integer.class);
	}

	@Lazy
	static class PortUser {

		private final int port;

		PortUser(@LocalRtmpServerPort int port) {
			this.port = port;
		}

	}

}
