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
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The executables and libraries of FFmpeg, unpacked from a jar of the test class path.
 */
final class FfmpegBinaries {

	private static final String FOLDER = "org/bytedeco/ffmpeg/linux-x86_64-gpl/";

	private static final Pattern MISSING = Pattern.compile("error while loading shared libraries: (lib[\\w.-]+):");

	private static final int MAX_STAND_INS = 8;

	private FfmpegBinaries() {
	}

	/**
	 * Prepare a command.
	 * @param tool the name of the executable
	 * @param arguments the arguments
	 * @return the process, not started
	 */
	static ProcessBuilder command(String tool, List<String> arguments) {
		return command(BuildDirectory.once("ffmpeg", FfmpegBinaries::unpack), tool, arguments);
	}

	private static ProcessBuilder command(Path directory, String tool, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(directory.resolve(tool).toString());
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("LD_LIBRARY_PATH", directory.toString());
		return builder;
	}

	private static void unpack(Path directory) throws IOException {
		Files.createDirectory(directory);
		URL anchor = FfmpegBinaries.class.getClassLoader().getResource(FOLDER + "ffmpeg");
		if (anchor == null) {
			throw new IllegalStateException("The test class path lacks org.bytedeco:ffmpeg for linux-x86_64-gpl");
		}
		JarURLConnection connection = (JarURLConnection) anchor.openConnection();
		connection.setUseCaches(false);
		try (JarFile jar = connection.getJarFile()) {
			List<JarEntry> entries = jar.stream().filter(FfmpegBinaries::isWanted).toList();
			for (JarEntry entry : entries) {
				Path file = directory.resolve(entry.getName().substring(FOLDER.length()));
				try (InputStream content = jar.getInputStream(entry)) {
					Files.copy(content, file);
				}
			}
		}
		for (String tool : List.of("ffmpeg", "ffprobe")) {
			directory.resolve(tool).toFile().setExecutable(true);
			standInForMissingLibraries(directory, tool);
		}
	}

	private static boolean isWanted(JarEntry entry) {
		String name = entry.getName();
		return name.startsWith(FOLDER) && !entry.isDirectory() && !name.startsWith("libjni", FOLDER.length());
	}

	/**
	 * The executables are linked with libraries for sound and screen capture that a build
	 * machine seldom has. No test captures anything, and the linker looks up functions
	 * when they are called, so any library will do under the name of a missing one.
	 */
	private static void standInForMissingLibraries(Path directory, String tool) throws IOException {
		for (int i = 0; i < MAX_STAND_INS; i++) {
			Matcher missing = MISSING.matcher(versionOutput(directory, tool));
			if (!missing.find()) {
				return;
			}
			Files.copy(directory.resolve("libdrm.so.2"), directory.resolve(missing.group(1)));
		}
		throw new IllegalStateException(tool + " does not start: " + versionOutput(directory, tool));
	}

	private static String versionOutput(Path directory, String tool) throws IOException {
		Process process = command(directory, tool, List.of("-version")).redirectErrorStream(true).start();
		process.getOutputStream().close();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
