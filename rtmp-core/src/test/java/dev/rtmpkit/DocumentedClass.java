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
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A class that stands in the documentation, behind a comment that names its test.
 *
 * @param page the page, from the root of the project
 * @param test the test that runs it
 * @param name the name of the class
 */
record DocumentedClass(String page, Class<?> test, String name) {

	/**
	 * Call a static method of the class, compiled as it stands there.
	 */
	Object call(Path directory, String method, Class<?>[] types, Object... arguments) throws Exception {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { compile(directory).toUri().toURL() })) {
			return loader.loadClass(this.name).getMethod(method, types).invoke(null, arguments);
		}
	}

	private Path compile(Path directory) throws IOException {
		Path source = Files.writeString(directory.resolve(this.name + ".java"), block());
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-d", directory.toString(), "-cp", System.getProperty("java.class.path"),
					source.toString());
		assertThat(result).isZero();
		return directory;
	}

	private String block() throws IOException {
		String begin = Pattern.quote("<!-- " + this.test.getSimpleName() + " runs this block -->\n```java\n");
		Matcher matcher = Pattern.compile(begin + "(.+?)```", Pattern.DOTALL)
			.matcher(Files.readString(Path.of("..").resolve(this.page)));
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

}
