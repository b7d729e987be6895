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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The message streams of a connection. There are a few at most, so looking one up is a
 * short scan without boxing.
 */
final class NetStreams {

	private final int limit;

	private final List<NetStream> streams = new ArrayList<>(1);

	private int lastId;

	NetStreams(int limit) {
		this.limit = limit;
	}

	List<NetStream> all() {
		return List.copyOf(this.streams);
	}

	/**
	 * Create a message stream. Ids are not used again while the connection lasts. Clients
	 * that create one for each publish may forget to delete it, so that the oldest such
	 * one makes room.
	 * @return the stream or {@code null} if there are too many
	 */
	@Nullable NetStream create() {
		if (this.streams.size() >= this.limit) {
			this.streams.stream().filter(NetStream::isUsedUp).findFirst().ifPresent(this::remove);
		}
		if (this.streams.size() >= this.limit) {
			return null;
		}
		NetStream stream = new NetStream(++this.lastId);
		this.streams.add(stream);
		return stream;
	}

	void remove(NetStream stream) {
		this.streams.remove(stream);
	}

	@Nullable NetStream find(int id) {
		for (int i = 0; i < this.streams.size(); i++) {
			NetStream stream = this.streams.get(i);
			if (stream.id() == id) {
				return stream;
			}
		}
		return null;
	}

	/**
	 * Find the stream that publishes a name or, if none does, published it last.
	 * @param name the name as the client sent it
	 * @return the stream or {@code null}
	 */
	@Nullable NetStream findByName(String name) {
		NetStream found = null;
		for (NetStream stream : this.streams) {
			if (stream.isNamed(name) && (found == null || !stream.isUsedUp())) {
				found = stream;
			}
		}
		return found;
	}

	/**
	 * Find the stream that a message is meant for. Some clients send on message stream 0,
	 * which is clear enough as long as they have only one.
	 * @param id the message stream id
	 * @return the stream or {@code null}
	 */
	@Nullable NetStream resolve(int id) {
		return (id == 0 && this.streams.size() == 1) ? this.streams.get(0) : find(id);
	}

	/**
	 * Find the stream to publish on. A client that never asked for one gets the first.
	 * @param id the message stream id
	 * @return the stream or {@code null}
	 */
	@Nullable NetStream resolveForPublish(int id) {
		return (this.lastId == 0 && (id == 0 || id == 1)) ? create() : resolve(id);
	}

}
