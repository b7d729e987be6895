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

import dev.rtmpkit.server.RtmpServer;

import org.springframework.context.ApplicationEvent;

/**
 * Published when the RTMP server has stopped and holds nothing any more.
 */
public final class RtmpServerStoppedEvent extends ApplicationEvent {

	private final InetSocketAddress address;

	/**
	 * Create an event.
	 * @param source the server
	 * @param address where it listened, for encrypted connections if it takes no others
	 */
	public RtmpServerStoppedEvent(RtmpServer source, InetSocketAddress address) {
		super(source);
		this.address = address;
	}

	@Override
	public RtmpServer getSource() {
		return (RtmpServer) super.getSource();
	}

	/**
	 * Return where the server listened.
	 * @return the address for connections that are not encrypted, or that for encrypted
	 * ones if it takes no others
	 */
	public InetSocketAddress getAddress() {
		return this.address;
	}

	/**
	 * Return the port of the {@link #getAddress() address}.
	 * @return the port that was bound
	 */
	public int getPort() {
		return this.address.getPort();
	}

}
