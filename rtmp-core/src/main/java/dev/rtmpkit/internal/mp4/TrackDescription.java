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

import java.nio.ByteBuffer;

/**
 * What the movie box says of a track before there are samples.
 *
 * @param video whether it is video, else it is audio
 * @param timescale the units per second of its times
 * @param width the width to be shown in pixels, 0 for audio
 * @param height the height to be shown in pixels, 0 for audio
 * @param codec the name of the codec (RFC 6381)
 * @param preRoll how many samples before it a decoder needs to begin with a sample, 0 if
 * none
 * @param sampleEntry the box in the sample description box; not to be moved
 */
public record TrackDescription(boolean video, int timescale, int width, int height, String codec, int preRoll,
		ByteBuffer sampleEntry) {

}
