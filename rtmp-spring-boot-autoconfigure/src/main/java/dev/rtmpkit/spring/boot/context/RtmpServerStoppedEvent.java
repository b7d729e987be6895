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

import java.net.InetSocketAddress;
import java.time.Instant;

import dev.rtmpkit.internal.text.AddressText;
import org.jspecify.annotations.Nullable;

/**
 * Published when the RTMP server has stopped and holds nothing any more.
 *
 * @param address where it listened, {@code null} if it took encrypted connections only
 * @param encryptedAddress where it listened for encrypted connections, {@code null} if it
 * did not take any
 * @param time when it had stopped
 */
public record RtmpServerStoppedEvent(@Nullable InetSocketAddress address, @Nullable InetSocketAddress encryptedAddress,
		Instant time) {

	/**
	 * Return the port that was bound.
	 * @return the port of {@link #address()}, or of {@link #encryptedAddress()} if the
	 * server took encrypted connections only
	 */
	public int port() {
		InetSocketAddress bound = (this.address != null) ? this.address : this.encryptedAddress;
		return (bound != null) ? bound.getPort() : -1;
	}

	/**
	 * Return the name of the event, as {@link RtmpStreamEvent#getType()} does.
	 * @return the simple name of the class
	 */
	public String getType() {
		return getClass().getSimpleName();
	}

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return "RtmpServerStoppedEvent[address=" + AddressText.ofNullable(this.address) + ", encryptedAddress="
				+ AddressText.ofNullable(this.encryptedAddress) + ", time=" + this.time + "]";
	}

}
