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

package dev.rtmpkit.spring.boot.autoconfigure.endpoint;

import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.RtmpContextRunner;
import dev.rtmpkit.spring.boot.actuate.endpoint.RtmpEndpoint;
import dev.rtmpkit.spring.boot.actuate.endpoint.RtmpEndpointWebExtension;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class RtmpEndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = RtmpContextRunner.create();

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=rtmp");

	@Test
	void whenExposedThereIsEndpoint() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(RtmpEndpoint.class)
			.hasSingleBean(RtmpEndpointWebExtension.class));
	}

	@Test
	void whenExposedOverJmxOnlyThereIsNoWebExtension() {
		this.runner.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=rtmp")
			.run((context) -> assertThat(context).hasSingleBean(RtmpEndpoint.class)
				.doesNotHaveBean(RtmpEndpointWebExtension.class));
	}

	@Test
	void whenNotExposedThereIsNoEndpoint() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(RtmpEndpoint.class));
	}

	@Test
	void whenAccessIsNoneThereIsNoEndpoint() {
		this.exposed.withPropertyValues("management.endpoint.rtmp.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(RtmpEndpoint.class));
	}

	@Test
	void whenEndpointBeanIsDefinedBacksOff() {
		this.exposed
			.withBean("ownEndpoint", RtmpEndpoint.class,
					() -> new RtmpEndpoint(RtmpServer.builder().validator((request) -> null).build()))
			.run((context) -> assertThat(context).hasSingleBean(RtmpEndpoint.class).hasBean("ownEndpoint"));
	}

}
