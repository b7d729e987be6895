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

package dev.rtmpkit.internal.wire.message;

/**
 * The message type ids (RTMP 1.0, 5.4, 6.2 and 7.1).
 */
final class MessageType {

	static final int SET_CHUNK_SIZE = 1;

	static final int ABORT = 2;

	static final int ACKNOWLEDGEMENT = 3;

	static final int USER_CONTROL = 4;

	static final int WINDOW_ACKNOWLEDGEMENT_SIZE = 5;

	static final int SET_PEER_BANDWIDTH = 6;

	static final int AUDIO = 8;

	static final int VIDEO = 9;

	static final int DATA_AMF3 = 15;

	static final int COMMAND_AMF3 = 17;

	static final int DATA_AMF0 = 18;

	static final int COMMAND_AMF0 = 20;

	static final int AGGREGATE = 22;

	private MessageType() {
	}

}
