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

package dev.rtmpkit.media;

import org.jspecify.annotations.Nullable;

/**
 * What a video bitstream says about itself.
 *
 * @param width the width of the picture to be shown in pixels, 0 if unknown
 * @param height the height of the picture to be shown in pixels, 0 if unknown
 * @param profile the name of the profile or {@code null} if it has none
 * @param level the level, for example {@code "4.1"}, or {@code null} if unknown
 * @param frameRate the frames per second that the bitstream promises, at most 300, or 0
 * if it does not
 * @param bitDepth the bits per sample, 0 if unknown
 */
public record VideoConfiguration(int width, int height, @Nullable String profile, @Nullable String level,
		double frameRate, int bitDepth) {

}
