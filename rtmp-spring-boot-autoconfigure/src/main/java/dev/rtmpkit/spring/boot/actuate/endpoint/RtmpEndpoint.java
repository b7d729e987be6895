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

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import dev.rtmpkit.internal.text.AddressText;
import dev.rtmpkit.server.BanTarget;
import dev.rtmpkit.server.Disconnection;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.stream.LiveStream;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.util.Assert;

/**
 * {@link Endpoint} that lists the streams that are being published and disconnects their
 * publishers, for good or for a time. A publish is named by its session id, so that an
 * encoder that has come back under the same stream name meanwhile is not disconnected.
 */
@Endpoint(id = "rtmp")
public final class RtmpEndpoint {

	private final RtmpServer server;

	/**
	 * Create an endpoint.
	 * @param server the server to describe
	 */
	public RtmpEndpoint(RtmpServer server) {
		Assert.notNull(server, "'server' must not be null");
		this.server = server;
	}

	/**
	 * Describe the server and its streams.
	 * @return the description, streams sorted by name
	 */
	@ReadOperation
	public RtmpDescriptor rtmp() {
		Instant now = Instant.now();
		List<StreamDescriptor> streams = this.server.streams()
			.stream()
			.map((stream) -> StreamDescriptor.of(stream, now))
			.sorted(Comparator.comparing(StreamDescriptor::name))
			.toList();
		return new RtmpDescriptor(this.server.state(), AddressText.ofNullable(this.server.address()),
				AddressText.ofNullable(this.server.encryptedAddress()), this.server.statistics().activeConnections(),
				this.server.statistics().bitRate(), streams,
				this.server.bans().list().stream().map(RtmpDescriptor.BanDescriptor::of).toList());
	}

	/**
	 * Describe one stream.
	 * @param sessionId the id of the publish
	 * @return the description or {@code null} if there is no such publish
	 */
	@ReadOperation
	public @Nullable StreamDescriptor stream(@Selector String sessionId) {
		for (LiveStream stream : this.server.streams()) {
			if (stream.publisher().sessionId().equals(sessionId)) {
				return StreamDescriptor.of(stream, Instant.now());
			}
		}
		return null;
	}

	/**
	 * End a publish and close its connection, or lift a ban.
	 * @param id the id of the publish or of the ban
	 * @param reason what the encoder is told
	 * @param ban how long the encoder may not come back, {@code null} for no ban
	 * @param target what is banned, the key if {@code null}
	 * @return whether there was such a publish or ban
	 */
	@DeleteOperation
	public boolean disconnect(@Selector String id, @Nullable String reason, @Nullable Duration ban,
			@Nullable BanTarget target) {
		Disconnection disconnection = (reason != null) ? Disconnection.because(reason) : Disconnection.DEFAULT;
		if (ban != null) {
			disconnection = banning(disconnection, (target != null) ? target : BanTarget.KEY, ban);
		}
		return this.server.disconnect(id, disconnection) || this.server.bans().lift(id);
	}

	private static Disconnection banning(Disconnection disconnection, BanTarget target, Duration time) {
		try {
			return disconnection.andBan(target, time);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEndpointRequestException(String.valueOf(ex.getMessage()), "Invalid ban", ex);
		}
	}

}
