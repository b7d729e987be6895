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

import dev.rtmpkit.internal.media.MediaTimeline;
import org.jspecify.annotations.Nullable;

/**
 * One message stream of a connection, as {@code createStream} made it.
 */
final class NetStream {

	/**
	 * What a message stream is doing.
	 */
	enum State {

		/** Nothing. {@code publish} leads to {@link #REQUESTED}. */
		IDLE,

		/**
		 * Waiting for the decision, which leads to {@link #PUBLISHING} or {@link #IDLE}.
		 */
		REQUESTED,

		/** Carrying media. Unpublishing leads to {@link #IDLE}. */
		PUBLISHING

	}

	private final int id;

	private State state = State.IDLE;

	private @Nullable String name;

	private String publicName = "";

	private MediaTimeline timeline = new MediaTimeline();

	NetStream(int id) {
		this.id = id;
	}

	int id() {
		return this.id;
	}

	State state() {
		return this.state;
	}

	MediaTimeline timeline() {
		return this.timeline;
	}

	/**
	 * Return whether the stream has published or wanted to, and does nothing any more.
	 * @return whether most clients have no use for it any more
	 */
	boolean isUsedUp() {
		return this.state == State.IDLE && this.name != null;
	}

	/**
	 * Return whether a name is the one that was published last, queries aside.
	 * @param name the name as the client sent it
	 * @return whether it means this stream
	 */
	boolean isNamed(String name) {
		return this.name != null && PublishTarget.streamName(this.name).equals(PublishTarget.streamName(name));
	}

	/**
	 * Return the name under which the stream publishes or published last.
	 */
	String publicName() {
		return this.publicName;
	}

	void requested(String name) {
		this.state = State.REQUESTED;
		this.name = name;
	}

	/**
	 * Note that the publish was granted.
	 * @param publicName the name that the client is told
	 */
	void published(String publicName) {
		this.state = State.PUBLISHING;
		this.publicName = publicName;
		this.timeline = new MediaTimeline();
	}

	/**
	 * End what the stream is doing.
	 * @return whether there was something to end
	 */
	boolean end() {
		boolean busy = this.state != State.IDLE;
		this.state = State.IDLE;
		return busy;
	}

}
