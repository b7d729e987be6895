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

/**
 * A track of the publish. Video comes first, lower numbers come first.
 *
 * @param video whether it is video, else it is audio
 * @param id the number of the track, 0 to 255
 */
record TrackKey(boolean video, int id) implements Comparable<TrackKey> {

	@Override
	public int compareTo(TrackKey other) {
		return (this.video != other.video) ? Boolean.compare(other.video, this.video)
				: Integer.compare(this.id, other.id);
	}

}
