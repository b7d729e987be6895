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

import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.testkit.RawRtmpClient;

/**
 * Notes everything a session says.
 */
final class RecordingSessionListener implements SessionListener {

	final List<RtmpMessage> sent = new ArrayList<>();

	/** How many messages each write held. */
	final List<Integer> writes = new ArrayList<>();

	final List<PublisherLogin> logins = new ArrayList<>();

	final List<PublishRequest> requests = new ArrayList<>();

	final List<PublishRequest> refusedConnects = new ArrayList<>();

	final List<RejectReason> refusals = new ArrayList<>();

	final List<Integer> requestedOn = new ArrayList<>();

	final List<MediaPacket> packets = new ArrayList<>();

	final List<Integer> packetsOn = new ArrayList<>();

	final List<Integer> unpublished = new ArrayList<>();

	final List<Integer> pongs = new ArrayList<>();

	int ignored;

	boolean closing;

	@Override
	public void send(List<RtmpMessage> messages) {
		this.writes.add(messages.size());
		this.sent.addAll(messages);
	}

	@Override
	public void authenticationRequested(PublisherLogin login) {
		this.logins.add(login);
	}

	@Override
	public void connectRefused(PublishRequest request, RejectReason reason, String message) {
		this.refusedConnects.add(request);
		this.refusals.add(reason);
	}

	@Override
	public void publishRequested(int streamId, PublishRequest request) {
		this.requestedOn.add(streamId);
		this.requests.add(request);
	}

	@Override
	public void packetReceived(int streamId, MediaPacket packet) {
		this.packetsOn.add(streamId);
		this.packets.add(packet);
	}

	@Override
	public void unpublished(int streamId) {
		this.unpublished.add(streamId);
	}

	@Override
	public void pong(int data) {
		this.pongs.add(data);
	}

	@Override
	public void ignored() {
		this.ignored++;
	}

	@Override
	public void closing() {
		this.closing = true;
	}

	/**
	 * Forget what was sent so far.
	 */
	void clear() {
		this.sent.clear();
		this.writes.clear();
	}

	CommandMessage lastCommand() {
		for (int i = this.sent.size() - 1; i >= 0; i--) {
			if (this.sent.get(i) instanceof CommandMessage command) {
				return command;
			}
		}
		throw new AssertionError("No command among " + this.sent);
	}

	String lastCode() {
		return RawRtmpClient.code(lastCommand());
	}

}
