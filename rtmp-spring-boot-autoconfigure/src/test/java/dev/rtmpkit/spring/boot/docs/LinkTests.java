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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages and headings that the documentation links to are there.
 */
class LinkTests {

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");

	@ParameterizedTest
	@MethodSource("allPages")
	void linksLeadSomewhere(Path page) throws IOException {
		Matcher link = LINK.matcher(Files.readString(page));
		while (link.find()) {
			if (link.group(1).contains(":")) {
				continue;
			}
			Path target = (link.group(1).isEmpty()) ? page : page.resolveSibling(link.group(1)).normalize();
			assertThat(target).as("Link '%s' in %s", link.group(), page.getFileName()).exists();
			if (link.group(2) != null) {
				assertThat(anchors(target)).as("Link '%s' in %s", link.group(), page.getFileName())
					.contains(link.group(2));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void entryLeadsToEveryPage(Path page) {
		String name = page.getFileName().toString();
		if (!name.equals("reference.md")) {
			assertThat(ReferencePage.of("reference.md").text()).contains("](" + name + ")");
		}
	}

	private static List<String> anchors(Path page) throws IOException {
		return Files.readString(page)
			.lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceAll("^#+ ", "")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^a-z0-9 -]", "")
				.replace(' ', '-'))
			.toList();
	}

	static List<Path> pages() {
		return pagesIn(ReferencePage.folder());
	}

	/** With those of the root of the repository. */
	static List<Path> allPages() {
		return Stream.concat(pages().stream(), pagesIn(ReferencePage.folder().resolveSibling(".").normalize()).stream())
			.toList();
	}

	private static List<Path> pagesIn(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".md")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
