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

package dev.rtmpkit.internal.amf;

/**
 * The type markers of AMF3 (3.1).
 */
final class Amf3Marker {

	static final int UNDEFINED = 0x00;

	static final int NULL = 0x01;

	static final int FALSE = 0x02;

	static final int TRUE = 0x03;

	static final int INTEGER = 0x04;

	static final int DOUBLE = 0x05;

	static final int STRING = 0x06;

	static final int XML_DOCUMENT = 0x07;

	static final int DATE = 0x08;

	static final int ARRAY = 0x09;

	static final int OBJECT = 0x0A;

	static final int XML = 0x0B;

	static final int BYTE_ARRAY = 0x0C;

	static final int VECTOR_INT = 0x0D;

	static final int VECTOR_UINT = 0x0E;

	static final int VECTOR_DOUBLE = 0x0F;

	static final int VECTOR_OBJECT = 0x10;

	static final int DICTIONARY = 0x11;

	private Amf3Marker() {
	}

}
