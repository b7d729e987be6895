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

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A piece of MP4: what describes the tracks, or a fragment of media.
 */
public sealed interface Mp4Part permits Mp4Header, Mp4Fragment {

	/**
	 * Return the bytes, to be written in this order. Payloads of packets are among them
	 * as they are, so that a gathering write takes them from where they are.
	 * @return read-only views of their own
	 */
	List<ByteBuffer> buffers();

	/**
	 * Return the number of bytes.
	 * @return the length of all buffers together
	 */
	long size();

}
