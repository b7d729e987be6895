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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code on a page of the documentation.
 *
 * @param page the name of the page
 * @param line the line of the page that the block begins on
 * @param language the language that the page names
 * @param text the code
 */
record Snippet(String page, int line, String language, String text) {

	private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

	/**
	 * Return the blocks of all pages.
	 * @param languages the languages to look for
	 */
	static List<Snippet> in(String... languages) {
		List<Snippet> snippets = new ArrayList<>();
		for (Path page : pages()) {
			String text = read(page);
			Matcher block = BLOCK.matcher(text);
			while (block.find()) {
				int line = (int) text.substring(0, block.start()).lines().count() + 1;
				if (List.of(languages).contains(block.group(1))) {
					snippets.add(new Snippet(page.getFileName().toString(), line, block.group(1), block.group(2)));
				}
			}
		}
		return snippets;
	}

	/** Return the pages of the repository: those of its root and of {@code docs}. */
	static List<Path> pages() {
		Path root = root();
		try (Stream<Path> top = Files.list(root); Stream<Path> docs = Files.list(root.resolve("docs"))) {
			return Stream.concat(top, docs).filter((file) -> file.toString().endsWith(".md")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return what a page says outside of its blocks of code. */
	static String textOf(Path page) {
		return BLOCK.matcher(read(page)).replaceAll("");
	}

	/** Return the root of the repository, from wherever the build was started. */
	static Path root() {
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			if (Files.exists(folder.resolve("docs").resolve("limits.md"))) {
				return folder;
			}
		}
		throw new IllegalStateException("There is no docs folder");
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.page + ":" + this.line;
	}

}
