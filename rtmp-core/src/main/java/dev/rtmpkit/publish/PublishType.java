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

package dev.rtmpkit.publish;

/**
 * How the encoder asked to publish (RTMP 1.0, 7.2.2.6).
 */
public enum PublishType {

	/** Live only; also what an absent or unknown type means. */
	LIVE,

	/** Live, and to be recorded to a new file. */
	RECORD,

	/** Live, and to be appended to a file. */
	APPEND

}
