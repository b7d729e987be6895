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

package dev.rtmpkit.server;

import java.time.Instant;
import java.util.List;

import dev.rtmpkit.internal.guard.BanList;

/**
 * The bans of a server, see {@link RtmpServer#disconnect(String, Disconnection)}. They
 * outlive its stop and start, not the process. At most 10,000 are kept, of which the one
 * that ends first makes room. Thread-safe.
 */
public final class Bans {

	private final BanList list;

	Bans(BanList list) {
		this.list = list;
	}

	/**
	 * Return the bans that are in force.
	 * @return a snapshot, oldest first
	 */
	public List<Ban> list() {
		return this.list.list(Instant.now())
			.stream()
			.map((entry) -> new Ban(entry.id(), (entry.key()) ? BanTarget.KEY : BanTarget.ADDRESS, entry.address(),
					entry.until()))
			.toList();
	}

	/**
	 * Lift a ban.
	 * @param id its id
	 * @return whether there was such a ban
	 */
	public boolean lift(String id) {
		return this.list.lift(id);
	}

	@Override
	public String toString() {
		return "Bans[" + list().size() + "]";
	}

}
