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

package dev.rtmpkit.spring.boot.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.StringUtils;

/**
 * Lets the RTMP server of a test listen on free ports, in place of those that the
 * application's configuration files have. The property source stands right above these
 * files: what a test, the command line, a system property or an environment variable sets
 * takes precedence. Two kinds of values in files stay, too: a negative port, which closes
 * a door, and one from the file of a profile that the test activates.
 * <p>
 * A customizer and no {@code EnvironmentPostProcessor}, as only the contexts of tests are
 * meant: {@code spring-boot:test-run} has the same class path. All are equal, so that
 * tests go on sharing contexts.
 */
record RandomPortContextCustomizer() implements ContextCustomizer {

	static final String PROPERTY_SOURCE_NAME = "rtmpTestPorts";

	private static final List<String> PROPERTY_NAMES = List.of("rtmp.server.port", "rtmp.server.ssl.port");

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableEnvironment environment = context.getEnvironment();
		Map<String, Object> ports = new HashMap<>();
		for (String name : PROPERTY_NAMES) {
			ConfigurationProperty property = find(name, environment);
			if (property == null || !(isNegative(property, environment)
					|| isOfProfile(property, mergedConfig.getActiveProfiles()))) {
				ports.put(name, 0);
			}
		}
		addAboveFiles(new MapPropertySource(PROPERTY_SOURCE_NAME, ports), environment.getPropertySources());
	}

	private static @Nullable ConfigurationProperty find(String name, ConfigurableEnvironment environment) {
		ConfigurationPropertyName propertyName = ConfigurationPropertyName.of(name);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.from(environment.getPropertySources())) {
			ConfigurationProperty property = source.getConfigurationProperty(propertyName);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	private static boolean isNegative(ConfigurationProperty property, ConfigurableEnvironment environment) {
		return environment.resolvePlaceholders(String.valueOf(property.getValue())).trim().startsWith("-");
	}

	private static boolean isOfProfile(ConfigurationProperty property, String[] profiles) {
		String file = StringUtils.stripFilenameExtension(fileName(property.getOrigin()));
		for (String profile : profiles) {
			if (file.endsWith("-" + profile)) {
				return true;
			}
		}
		return false;
	}

	private static String fileName(@Nullable Origin origin) {
		if (origin instanceof PropertySourceOrigin wrapper) {
			return fileName(wrapper.getOrigin());
		}
		Resource resource = (origin instanceof TextResourceOrigin text) ? text.getResource() : null;
		String name = (resource != null) ? resource.getFilename() : null;
		return (name != null) ? name : "";
	}

	private static void addAboveFiles(MapPropertySource source, MutablePropertySources sources) {
		if (sources.contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
			sources.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source);
		}
		else {
			sources.addLast(source);
		}
	}

}
