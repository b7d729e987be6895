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

package dev.rtmpkit.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Prometheus gets to read.
 *
 * @param text all of it
 * @param types the type of each metric by name
 * @param samples the values
 */
record Scrape(String text, Map<String, String> types, List<Sample> samples) {

	private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	static Scrape of(String text) {
		Map<String, String> types = new TreeMap<>();
		List<Sample> samples = new ArrayList<>();
		for (String line : text.lines().toList()) {
			if (line.startsWith("# TYPE ")) {
				String[] words = line.split(" ");
				types.put(words[2], words[3]);
			}
			else if (!line.startsWith("#")) {
				samples.add(Sample.parse(line));
			}
		}
		return new Scrape(text, types, samples);
	}

	Set<String> names() {
		return this.samples.stream().map(Sample::name).collect(Collectors.toSet());
	}

	Set<String> labels(String name, String label) {
		return this.samples.stream()
			.filter((sample) -> sample.name().equals(name))
			.map((sample) -> String.valueOf(sample.labels().get(label)))
			.collect(Collectors.toSet());
	}

	double value(String name, Map<String, String> labels) {
		return this.samples.stream()
			.filter((sample) -> sample.name().equals(name) && sample.labels().entrySet().containsAll(labels.entrySet()))
			.mapToDouble(Sample::value)
			.sum();
	}

	/**
	 * One line.
	 *
	 * @param name the name of the sample, which begins with that of its metric
	 * @param labels the values by label
	 * @param value the value
	 */
	record Sample(String name, Map<String, String> labels, double value) {

		static Sample parse(String line) {
			Matcher matcher = SAMPLE.matcher(line);
			if (!matcher.matches()) {
				throw new AssertionError("No sample: " + line);
			}
			Map<String, String> labels = new TreeMap<>();
			if (matcher.group(2) != null) {
				Matcher label = LABEL.matcher(matcher.group(2));
				while (label.find()) {
					labels.put(label.group(1), label.group(2));
				}
			}
			return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
		}

	}

}
