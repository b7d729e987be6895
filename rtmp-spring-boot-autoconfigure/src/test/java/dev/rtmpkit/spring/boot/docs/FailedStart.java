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

package dev.rtmpkit.spring.boot.docs;

import java.util.List;

import dev.rtmpkit.spring.boot.autoconfigure.RtmpRecordingAutoConfiguration;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpServerAutoConfiguration;
import dev.rtmpkit.testkit.Certificates;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Runs an application that cannot start, with the failure analysis of a real one.
 */
final class FailedStart {

	/** An SSL bundle of name {@code stream}. */
	static final List<String> BUNDLE = List.of("spring.ssl.bundle.jks.stream.keystore.type=PKCS12",
			"spring.ssl.bundle.jks.stream.keystore.location=" + Certificates.keyStore("server").toUri(),
			"spring.ssl.bundle.jks.stream.keystore.password=" + Certificates.PASSWORD);

	private FailedStart() {
	}

	static void with(List<String> properties) {
		assertThatException().isThrownBy(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties.toArray(String[]::new))
			.build()::run);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TaskExecutionAutoConfiguration.class, SslAutoConfiguration.class,
			RtmpServerAutoConfiguration.class, RtmpRecordingAutoConfiguration.class })
	static class Application {

	}

}
