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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dependencies in the documentation, of Maven and of Gradle, name what this build makes.
 */
@Tag("E9")
class DependencySnippetTests {

	private static final Pattern MAVEN = Pattern
		.compile("<groupId>dev\\.rtmpkit</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

	private static final Pattern GRADLE = Pattern.compile("dev\\.rtmpkit:([^:\"']+):([^:\"']+)");

	private static final Pattern MODULE = Pattern.compile("</parent>\\s*<artifactId>([^<]+)</artifactId>",
			Pattern.DOTALL);

	private static final Pattern VERSION = Pattern
		.compile("<artifactId>rtmp-spring-boot-parent</artifactId>\\s*<version>([^<]+)</version>");

	@ParameterizedTest
	@MethodSource("snippets")
	void whenCopiedNamesArtifactOfThisBuild(Snippet snippet) throws IOException {
		Pattern pattern = (snippet.language().equals("xml")) ? MAVEN : GRADLE;
		List<MatchResult> dependencies = pattern.matcher(snippet.text()).results().toList();
		List<String> modules = modules();
		String version = version();
		assertThat(dependencies).as("Dependencies at %s", snippet).isNotEmpty().allSatisfy((dependency) -> {
			assertThat(dependency.group(1)).isIn(modules);
			assertThat(dependency.group(2)).isEqualTo(version);
		});
	}

	private static List<String> modules() throws IOException {
		try (Stream<Path> files = Files.walk(Snippet.root(), 3)) {
			return files.filter((file) -> file.endsWith("pom.xml"))
				.map((file) -> MODULE.matcher(Snippet.read(file)))
				.filter(Matcher::find)
				.map((matcher) -> matcher.group(1))
				.toList();
		}
	}

	private static String version() {
		Matcher version = VERSION.matcher(Snippet.read(Snippet.root().resolve("pom.xml")));
		assertThat(version.find()).isTrue();
		return version.group(1);
	}

	static List<Snippet> snippets() {
		return Snippet.in("xml", "groovy", "kotlin")
			.stream()
			.filter((snippet) -> snippet.text().contains("dev.rtmpkit"))
			.toList();
	}

}
