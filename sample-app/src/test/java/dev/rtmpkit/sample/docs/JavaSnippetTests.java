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

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every block of Java in the documentation can be copied into a file and compiled: it has
 * its imports, and uses nothing that is deprecated.
 */
@Tag("E9")
class JavaSnippetTests {

	private static final Pattern TYPE = Pattern.compile(
			"^(?:(?:public|final|abstract|sealed) )*" + "(?:class|interface|record|enum|@interface) (\\w+)",
			Pattern.MULTILINE);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@MethodSource("snippets")
	void whenCopiedCompiles(Snippet snippet) {
		assertThat(compile(snippet.text(), this.directory)).as("Java at %s", snippet).isEmpty();
	}

	@Test
	void whenImportIsMissingFails() {
		assertThat(compile("class Key { StreamKey key; }", this.directory))
			.anyMatch((error) -> error.contains("StreamKey"));
	}

	@Test
	void whenThereIsNoTypeFails() {
		assertThat(compile("void handle() { }", this.directory)).isNotEmpty();
	}

	/**
	 * Compile for the oldest Java that is supported, with warnings as errors.
	 * @return what is wrong with the code
	 */
	private static List<String> compile(String text, Path directory) {
		Matcher type = TYPE.matcher(text);
		if (!type.find()) {
			return List.of("There is no type");
		}
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<String> options = List.of("--release", "17", "-proc:none", "-Xlint:deprecation,rawtypes,unchecked", "-d",
				directory.toString(), "-classpath", System.getProperty("java.class.path"));
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(type.group(1), text))).call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
			.map(Object::toString)
			.toList();
	}

	static List<Snippet> snippets() {
		return Snippet.in("java");
	}

	/**
	 * A source file that is in no file.
	 */
	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String type, String text) {
			super(URI.create("string:///" + type + Kind.SOURCE.extension), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}
