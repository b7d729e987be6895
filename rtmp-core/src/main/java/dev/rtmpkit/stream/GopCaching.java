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

package dev.rtmpkit.stream;

/**
 * When a stream caches its newest GOP.
 */
public enum GopCaching {

	/**
	 * From the first subscription on that has a use for it: one that asks for the cached
	 * GOP and is {@linkplain DeliveryMode#LIVE live}, or joins when media has already
	 * come. Such a late joiner itself waits for the next key frame; the ones after it do
	 * not. A stream that is only recorded or processed from its begin caches nothing.
	 */
	ON_DEMAND,

	/** From the begin of each stream: every late joiner sees a picture at once. */
	ALWAYS,

	/** Never: every late joiner waits for the next key frame. */
	NEVER

}
