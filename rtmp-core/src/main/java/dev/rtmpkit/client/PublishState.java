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

package dev.rtmpkit.client;

/**
 * Where the dialogue with a server stands.
 */
enum PublishState {

	/**
	 * Waiting for the answer to {@code connect}, which leads to {@link #CREATING}.
	 */
	CONNECTING,

	/**
	 * Waiting for the answer to {@code createStream}, which leads to {@link #READY}.
	 */
	CREATING,

	/** Waiting to be told to publish, which leads to {@link #STARTING}. */
	READY,

	/**
	 * Waiting for the status that the publish has started, which leads to {@link #LIVE}.
	 */
	STARTING,

	/** Media may be sent. Final. */
	LIVE

}
