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
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the test kit makes once per build, under {@code target/} of the module.
 */
final class BuildDirectory {

	private static final Path ROOT = Path.of("target", "testkit").toAbsolutePath();

	private BuildDirectory() {
	}

	/**
	 * Return a file or directory, made by the first test that asks for it: a lock keeps
	 * out the threads and the processes beside it.
	 * @param name its name, which says all that its content depends on
	 * @param maker writes the content to the path it is given
	 * @return the path
	 */
	static synchronized Path once(String name, Maker maker) {
		Path made = ROOT.resolve(name);
		if (Files.exists(made)) {
			return made;
		}
		try {
			Files.createDirectories(ROOT);
			try (FileChannel channel = FileChannel.open(ROOT.resolve(name + ".lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
				if (!Files.exists(made)) {
					Path draft = Files.createTempDirectory(ROOT, "draft").resolve(made.getFileName());
					maker.make(draft);
					Files.move(draft, made);
					Files.delete(draft.getParent());
				}
			}
			return made;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes the content of a path.
	 */
	@FunctionalInterface
	interface Maker {

		/**
		 * Write a file or directory.
		 * @param path the path, which does not exist but whose parent does
		 * @throws IOException if it cannot be written
		 */
		void make(Path path) throws IOException;

	}

}
