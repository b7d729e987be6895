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

package dev.rtmpkit.internal.mp4;

/**
 * Where the samples of a track are, and when (ISO/IEC 14496-12, 8.6 and 8.7).
 */
public interface SampleTable {

	/**
	 * Return when the media is presented.
	 * @return milliseconds from the beginning of the movie, 0 or more
	 */
	long start();

	/**
	 * Return what of the media is presented then.
	 * @return its composition time in units of the track, 0 or more
	 */
	long mediaTime();

	/**
	 * Return how long the track is.
	 * @return units of the track, 0 or more
	 */
	long duration();

	/**
	 * Return the number of samples.
	 * @return the number, 0 or more
	 */
	int count();

	/**
	 * Write the boxes that stand in the sample table box behind the sample description.
	 * @param table where to
	 */
	void write(BoxWriter table);

}
