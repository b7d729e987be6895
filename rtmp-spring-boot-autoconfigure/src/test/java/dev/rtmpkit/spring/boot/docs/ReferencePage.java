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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page of {@code docs}. Its tables are known by the text of their first header cell;
 * tables of the same kind under several headings count as one.
 */
final class ReferencePage {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.+?)\n```", Pattern.DOTALL);

	private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

	private final String text;

	private ReferencePage(String text) {
		this.text = text;
	}

	/**
	 * Read a page.
	 * @param name the name of the file
	 */
	static ReferencePage of(String name) {
		try {
			return new ReferencePage(Files.readString(folder().resolve(name)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the folder of the pages, from wherever the build was started. */
	static Path folder() {
		for (Path parent = Path.of("").toAbsolutePath(); parent != null; parent = parent.getParent()) {
			Path folder = parent.resolve("docs");
			if (Files.exists(folder.resolve("limits.md"))) {
				return folder;
			}
		}
		throw new IllegalStateException("There is no docs folder");
	}

	String text() {
		return this.text;
	}

	/**
	 * Return the rows of a table by the first code in them.
	 * @param header the text of the first header cell
	 */
	Map<String, List<String>> rows(String header) {
		Map<String, List<String>> rows = new LinkedHashMap<>();
		boolean inTable = false;
		for (String line : this.text.lines().toList()) {
			List<String> cells = cells(line);
			if (cells.isEmpty()) {
				inTable = false;
			}
			else if (cells.get(0).equals(header)) {
				inTable = true;
			}
			else if (inTable && !cells.get(0).startsWith("---")) {
				List<String> codes = codes(cells.get(0));
				assertThat(codes).as("Code in the first cell of '%s'", line).isNotEmpty();
				assertThat(rows.put(codes.get(0), cells)).as("Second row of '%s'", codes.get(0)).isNull();
			}
		}
		assertThat(rows).as("Rows of the tables of '%s'", header).isNotEmpty();
		return rows;
	}

	private static List<String> cells(String line) {
		if (!line.startsWith("|")) {
			return List.of();
		}
		List<String> cells = new ArrayList<>();
		for (String cell : CELL_BORDER.split(line.substring(1))) {
			cells.add(cell.strip());
		}
		return cells;
	}

	/**
	 * Return the code in a text.
	 */
	static List<String> codes(String text) {
		return CODE.matcher(text).results().map((match) -> match.group(1)).toList();
	}

	/**
	 * Return what stands in blocks of plain text.
	 */
	List<String> blocks() {
		return blocks("text");
	}

	/**
	 * Return what stands in blocks of a language.
	 */
	List<String> blocks(String language) {
		return BLOCK.matcher(this.text)
			.results()
			.filter((MatchResult match) -> match.group(1).equals(language))
			.map((match) -> match.group(2))
			.toList();
	}

}
