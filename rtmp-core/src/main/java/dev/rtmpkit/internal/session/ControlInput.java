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

package dev.rtmpkit.internal.session;

import java.nio.ByteBuffer;
import java.util.List;

import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetPeerBandwidth;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;

/**
 * Answers protocol control and user control messages (RTMP 1.0, 5.4 and 6.2). Chunk size,
 * abort and acknowledgement concern the layer below and are done with when they come
 * here.
 */
final class ControlInput {

	private static final int PING_BYTES = 4;

	private final SessionListener listener;

	private long window;

	private int lastLimitType = SetPeerBandwidth.DYNAMIC;

	ControlInput(int window, SessionListener listener) {
		this.window = window;
		this.listener = listener;
	}

	void receive(RtmpMessage message) {
		if (message instanceof UserControl control) {
			userControl(control);
		}
		else if (message instanceof SetPeerBandwidth bandwidth) {
			peerBandwidth(bandwidth);
		}
	}

	private void userControl(UserControl control) {
		ByteBuffer data = control.data();
		if (data.remaining() < PING_BYTES) {
			return;
		}
		if (control.eventType() == UserControl.PING_REQUEST) {
			this.listener.send(List.of(UserControl.of(UserControl.PING_RESPONSE, data.getInt(data.position()))));
		}
		else if (control.eventType() == UserControl.PING_RESPONSE) {
			this.listener.pong(data.getInt(data.position()));
		}
	}

	private void peerBandwidth(SetPeerBandwidth bandwidth) {
		if (bandwidth.limitType() > SetPeerBandwidth.DYNAMIC) {
			return;
		}
		long wanted = switch (bandwidth.limitType()) {
			case SetPeerBandwidth.HARD -> bandwidth.size();
			case SetPeerBandwidth.SOFT -> Math.min(bandwidth.size(), this.window);
			// RTMP 1.0, 5.4.5: dynamic counts as hard only after a hard limit
			default -> (this.lastLimitType == SetPeerBandwidth.HARD) ? bandwidth.size() : this.window;
		};
		this.lastLimitType = bandwidth.limitType();
		if (wanted != this.window) {
			this.window = wanted;
			this.listener.send(List.of(new WindowAcknowledgementSize(wanted)));
		}
	}

}
