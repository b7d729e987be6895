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

package dev.rtmpkit.amf;

import java.nio.ByteBuffer;

/**
 * An array of bytes (AMF3, 3.14).
 *
 * @param bytes the bytes, from position to limit; copied
 */
public record AmfByteArray(ByteBuffer bytes) implements AmfValue {

	public AmfByteArray {
		bytes = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip().asReadOnlyBuffer();
	}

	/**
	 * Return the bytes.
	 * @return a read-only view of its own, from position 0 to the limit
	 */
	@Override
	public ByteBuffer bytes() {
		return this.bytes.duplicate();
	}

}
