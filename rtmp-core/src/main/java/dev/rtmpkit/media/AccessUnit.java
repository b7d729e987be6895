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

import java.nio.ByteBuffer;

/**
 * One coded picture, or one piece of coded sound, with its times: what decoders take. In
 * milliseconds on the publisher's timeline, which counts on beyond 2^32.
 *
 * @see AccessUnits
 */
public sealed interface AccessUnit {

	/**
	 * Return the number of the track.
	 * @return 0 to 255, 0 being the default track
	 */
	int trackId();

	/**
	 * Return when it is to be decoded.
	 * @return milliseconds on the publisher's timeline
	 */
	long dts();

	/**
	 * Return when it is to be shown or heard.
	 * @return milliseconds on the publisher's timeline; below zero only if the publisher
	 * says so
	 */
	long pts();

	/**
	 * Return whether decoding can begin here.
	 * @return whether it is a key frame, or sound
	 */
	boolean keyFrame();

	/**
	 * Return the coded bytes.
	 * @return a read-only view of its own
	 */
	ByteBuffer data();

	/**
	 * A coded picture.
	 *
	 * @param trackId the number of the track
	 * @param codec the codec
	 * @param dts when it is to be decoded, in milliseconds
	 * @param pts when it is to be shown, in milliseconds
	 * @param keyFrame whether decoding can begin here
	 * @param data the coded bytes
	 */
	record Video(int trackId, VideoCodec codec, long dts, long pts, boolean keyFrame,
			ByteBuffer data) implements AccessUnit {

		@Override
		public ByteBuffer data() {
			return this.data.duplicate();
		}

	}

	/**
	 * A piece of coded sound, which is heard when it is decoded.
	 *
	 * @param trackId the number of the track
	 * @param codec the codec
	 * @param pts when it is to be heard, in milliseconds
	 * @param data the coded bytes
	 */
	record Audio(int trackId, AudioCodec codec, long pts, ByteBuffer data) implements AccessUnit {

		@Override
		public long dts() {
			return this.pts;
		}

		@Override
		public boolean keyFrame() {
			return true;
		}

		@Override
		public ByteBuffer data() {
			return this.data.duplicate();
		}

	}

}
