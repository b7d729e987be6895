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

package dev.rtmpkit.spring.boot.context;

import dev.rtmpkit.internal.text.AddressText;
import dev.rtmpkit.internal.text.MaskedText;

/**
 * Describes events in text that is fit for a log: without what may be a stream key.
 */
final class EventText {

	private EventText() {
	}

	/**
	 * Describe what all events of streams have in common, and something more.
	 * @param event the event
	 * @param more what else there is to say
	 * @return the text
	 */
	static String of(RtmpStreamEvent event, String more) {
		return event.getClass().getSimpleName() + "[sessionId=" + event.sessionId() + ", streamName="
				+ event.streamName() + ", app=" + MaskedText.ofApplication(event.app()) + ", remoteAddress="
				+ AddressText.of(event.remoteAddress()) + ", time=" + event.time() + more + "]";
	}

}
