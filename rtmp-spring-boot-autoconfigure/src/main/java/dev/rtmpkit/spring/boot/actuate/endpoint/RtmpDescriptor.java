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

package dev.rtmpkit.spring.boot.actuate.endpoint;

import java.time.Instant;
import java.util.List;

import dev.rtmpkit.server.Ban;
import dev.rtmpkit.server.BanTarget;
import dev.rtmpkit.server.RtmpServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of an RTMP server.
 *
 * @param state what it is doing
 * @param address where it listens or {@code null} if it does not
 * @param encryptedAddress where it takes encrypted connections or {@code null} if it does
 * not
 * @param connections the open connections
 * @param bitRate the bits per second of the audio and the video of all streams, 0 while
 * unknown or silent
 * @param streams the streams that are being published
 * @param bans the bans that are in force
 */
public record RtmpDescriptor(RtmpServer.State state, @Nullable String address, @Nullable String encryptedAddress,
		long connections, double bitRate, List<StreamDescriptor> streams,
		List<BanDescriptor> bans) implements OperationResponseBody {

	/**
	 * Description of a ban. The stream key is no part of it.
	 *
	 * @param id the id, to lift it by
	 * @param target what is banned
	 * @param address the banned address, or that of the encoder whose key is banned
	 * @param until when it ends
	 */
	public record BanDescriptor(String id, BanTarget target, String address, Instant until) {

		static BanDescriptor of(Ban ban) {
			return new BanDescriptor(ban.id(), ban.target(), ban.address(), ban.until());
		}

	}

}
