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

package dev.rtmpkit.internal.wire.chunk;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Maps chunk stream ids to what is known of each chunk stream. Ids that fit into a basic
 * header of one byte, which is nearly all, are found by index, others by binary search;
 * neither allocates.
 *
 * @param <S> the type of what is known
 */
final class ChunkStreamMap<S> {

	private static final int INDEXED = 64;

	private final @Nullable Object[] indexed = new Object[INDEXED];

	private int[] otherIds = new int[0];

	private Object[] others = new Object[0];

	private int size;

	int size() {
		return this.size;
	}

	@SuppressWarnings("unchecked")
	@Nullable S get(int id) {
		if (id < INDEXED) {
			return (S) this.indexed[id];
		}
		int index = Arrays.binarySearch(this.otherIds, id);
		return (index >= 0) ? (S) this.others[index] : null;
	}

	void put(int id, S stream) {
		if (id < INDEXED) {
			this.size += (this.indexed[id] != null) ? 0 : 1;
			this.indexed[id] = stream;
			return;
		}
		int index = Arrays.binarySearch(this.otherIds, id);
		if (index < 0) {
			index = -1 - index;
			insert(index, id);
			this.size++;
		}
		this.others[index] = stream;
	}

	private void insert(int index, int id) {
		int count = this.otherIds.length;
		int[] ids = Arrays.copyOf(this.otherIds, count + 1);
		Object[] streams = Arrays.copyOf(this.others, count + 1);
		System.arraycopy(this.otherIds, index, ids, index + 1, count - index);
		System.arraycopy(this.others, index, streams, index + 1, count - index);
		ids[index] = id;
		this.otherIds = ids;
		this.others = streams;
	}

}
