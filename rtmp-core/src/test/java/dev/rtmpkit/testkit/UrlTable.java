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

package dev.rtmpkit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of docs/urls.md, which tells what becomes of what is entered in encoders.
 */
public final class UrlTable {

	private static final Path PAGE = Path.of("..", "docs", "urls.md");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final int COLUMNS = 7;

	private UrlTable() {
	}

	public static List<Row> rows() {
		try {
			return Files.readAllLines(PAGE)
				.stream()
				.dropWhile((line) -> !line.startsWith("| encoder |"))
				.skip(2)
				.takeWhile((line) -> line.startsWith("|"))
				.map(UrlTable::row)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Row row(String line) {
		String[] cells = line.substring(1, line.length() - 1).split("\\|");
		if (cells.length != COLUMNS) {
			throw new AssertionError("A row of another table: " + line);
		}
		return new Row(cells[0].strip(), code(cells[1]), code(cells[2]), code(cells[3]), code(cells[4]), code(cells[5]),
				parameters(code(cells[6])));
	}

	private static String code(String cell) {
		Matcher code = CODE.matcher(cell);
		if (code.find()) {
			return code.group(1);
		}
		if (!cell.strip().equals("none")) {
			throw new AssertionError("Neither code nor 'none': " + cell);
		}
		return "";
	}

	private static Map<String, String> parameters(String text) {
		Map<String, String> parameters = new LinkedHashMap<>();
		if (!text.isEmpty()) {
			String[] pair = text.split("=", 2);
			parameters.put(pair[0], pair[1]);
		}
		return parameters;
	}

	/**
	 * A row.
	 *
	 * @param encoder the encoder
	 * @param url the URL that is entered, or the first part of what is
	 * @param sentApp the application that the encoder sends
	 * @param sentName the name that it publishes
	 * @param app the application that the server understands
	 * @param key the key that it understands
	 * @param parameters the query parameters that it understands
	 */
	public record Row(String encoder, String url, String sentApp, String sentName, String app, String key,
			Map<String, String> parameters) {

	}

}
