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

package dev.rtmpkit.internal.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Looks up and replaces tracks in immutable lists, which are short as a rule: most
 * publishers have one track of each kind.
 */
final class TrackList {

	/** More tracks are not noted: numbers go to 255, and each change costs a copy. */
	static final int LIMIT = 32;

	private TrackList() {
	}

	static <T> @Nullable T find(List<T> tracks, ToIntFunction<T> id, int wanted) {
		// runs for every packet: an iterator would be garbage
		for (int i = 0; i < tracks.size(); i++) {
			if (id.applyAsInt(tracks.get(i)) == wanted) {
				return tracks.get(i);
			}
		}
		return null;
	}

	static <T> boolean hasRoomFor(List<T> tracks, ToIntFunction<T> id, int wanted) {
		return tracks.size() < LIMIT || find(tracks, id, wanted) != null;
	}

	static <T> List<T> with(List<T> tracks, ToIntFunction<T> id, T track) {
		if (!hasRoomFor(tracks, id, id.applyAsInt(track))) {
			return tracks;
		}
		List<T> changed = new ArrayList<>(tracks);
		changed.removeIf((known) -> id.applyAsInt(known) == id.applyAsInt(track));
		changed.add(track);
		changed.sort(Comparator.comparingInt(id));
		return List.copyOf(changed);
	}

}
