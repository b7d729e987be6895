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

package dev.rtmpkit.sample.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every type that the text of the documentation names is there, under this name.
 */
@Tag("E9")
class TypeMentionTests {

	/**
	 * What consists of several words, each with a capital letter, and is no status code.
	 */
	private static final Pattern TYPE = Pattern.compile("`((?:[A-Z][a-z\\d]+){2,})\\b(?!\\.[A-Z])");

	private static final Set<String> FOREIGN = Set.of("AssertionError", "IllegalArgumentException", "JsonMapper",
			"JwtDecoder", "MeterRegistry", "NettyAllocatorMetrics", "ObjectProvider", "SpringBootServletInitializer",
			"TomcatMetricsAutoConfiguration");

	private static final Set<String> OURS = ours();

	@ParameterizedTest
	@MethodSource("pages")
	void whenTextNamesTypeItIsThere(Path page) {
		assertThat(TYPE.matcher(Snippet.textOf(page)).results().map((type) -> type.group(1)))
			.as("Types that %s names", page.getFileName())
			.allMatch((type) -> OURS.contains(type) || FOREIGN.contains(type));
	}

	private static Set<String> ours() {
		Set<String> types = new HashSet<>();
		try (Stream<Path> files = Files.find(Snippet.root(), Integer.MAX_VALUE,
				(file, attributes) -> file.toString().endsWith(".java"))) {
			files.forEach((file) -> types.add(file.getFileName().toString().replace(".java", "")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return types;
	}

	/** The change log names what is gone. */
	static List<Path> pages() {
		return Snippet.pages().stream().filter((page) -> !page.endsWith("CHANGELOG.md")).toList();
	}

}
