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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains what is wrong with a property where Spring Boot's own analyzer cannot: it
 * would print a stream key, and it says nothing of a property that has its default value
 * or is written as a list of YAML.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class RtmpPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

	/** The property that says where recordings go. */
	static final String RECORDING_DIRECTORY = "rtmp.recording.directory";

	private static final String PREFIX = "rtmp.";

	private final @Nullable Environment environment;

	RtmpPropertyFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure,
			InvalidConfigurationPropertyValueException cause) {
		String name = cause.getName();
		if (!name.startsWith(PREFIX) || (!name.startsWith(StreamKeys.PROPERTY) && isSet(name))) {
			return null;
		}
		return new FailureAnalysis(
				"Invalid value '" + cause.getValue() + "' for configuration property '" + name
						+ "'. Validation failed for the following reason:\n\n" + cause.getReason(),
				"Review the value of the property with the provided reason.", cause);
	}

	/** Return whether Spring Boot's own analyzer finds the property, and tells where. */
	private boolean isSet(String name) {
		return this.environment != null && this.environment.containsProperty(name);
	}

}
