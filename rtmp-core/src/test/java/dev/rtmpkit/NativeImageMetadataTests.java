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

package dev.rtmpkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.channel.ChannelHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image has to know: Netty looks up by reflection which events a handler
 * cares for, and passes all of them to one that it cannot look into.
 */
class NativeImageMetadataTests {

	private static final String FILE = "/META-INF/native-image/dev.rtmpkit/rtmp-core/reflect-config.json";

	@Test
	void metadataNamesEveryChannelHandler() throws IOException {
		List<String> handlers = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("dev.rtmpkit")
			.stream()
			.filter((type) -> type.isAssignableTo(ChannelHandler.class))
			.filter((type) -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		assertThat(handlers).contains("dev.rtmpkit.internal.connection.SessionHandler");
		assertThat(metadata()).isEqualTo(metadata(handlers));
	}

	private static String metadata() throws IOException {
		try (InputStream file = NativeImageMetadataTests.class.getResourceAsStream(FILE)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static String metadata(List<String> handlers) {
		return handlers.stream().map((handler) -> """
				{
				  "name": "%s",
				  "condition": {
				    "typeReachable": "%<s"
				  },
				  "queryAllPublicMethods": true
				}""".formatted(handler)).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
	}

}
