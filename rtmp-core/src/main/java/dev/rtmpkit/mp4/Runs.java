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

package dev.rtmpkit.mp4;

import dev.rtmpkit.internal.mp4.BoxWriter;

/**
 * A sequence of numbers, of which equal neighbours are counted.
 */
final class Runs {

	private final IntList values = new IntList();

	private final IntList counts = new IntList();

	void add(int value) {
		int last = this.values.size() - 1;
		if (last >= 0 && this.values.get(last) == value) {
			this.counts.set(last, this.counts.get(last) + 1);
			return;
		}
		this.values.add(value);
		this.counts.add(1);
	}

	/**
	 * Return whether there is a number other than 0.
	 */
	boolean hasValues() {
		return this.values.size() > 1 || (this.values.size() == 1 && this.values.get(0) != 0);
	}

	/**
	 * Write the number of runs, then count and value of each.
	 * @param box where to
	 * @param added what is added to each value
	 */
	void write(BoxWriter box, long added) {
		box.u32(this.values.size());
		for (int i = 0; i < this.values.size(); i++) {
			box.u32(this.counts.get(i)).u32(this.values.get(i) + added);
		}
	}

	/**
	 * Write the number of runs, then, numbered from 1 on, the first of each, its value
	 * and a 1.
	 */
	void writeFirsts(BoxWriter box) {
		box.u32(this.values.size());
		int first = 1;
		for (int i = 0; i < this.values.size(); i++) {
			box.u32(first).u32(this.values.get(i)).u32(1);
			first += this.counts.get(i);
		}
	}

}
