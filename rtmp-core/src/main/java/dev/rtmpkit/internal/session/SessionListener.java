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

import java.util.List;

import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;

/**
 * What a {@link ServerSession} tells the owner of its connection. Called by the thread
 * that called the session, from within that call.
 */
public interface SessionListener {

	/**
	 * Write messages to the client, in one go.
	 * @param messages the messages, in order
	 */
	void send(List<RtmpMessage> messages);

	/**
	 * The client claims to know a user's password. The owner looks it up, answers with
	 * {@link ServerSession#authenticated} or {@link ServerSession#refuse} and passes no
	 * more messages to the session until then. Never called if
	 * {@link SessionSettings#authenticator()} is absent.
	 * @param login the claim
	 */
	void authenticationRequested(PublisherLogin login);

	/**
	 * The client was refused when it connected, for its application, and has been told.
	 * @param request what is known of what it wanted, without a stream key
	 * @param reason why
	 * @param message the text that it was told
	 */
	void connectRefused(PublishRequest request, RejectReason reason, String message);

	/**
	 * The client wants to publish. The owner answers with {@link ServerSession#accept} or
	 * {@link ServerSession#reject} and passes no more messages to the session until then.
	 * @param streamId the message stream id
	 * @param request what is asked; the stream key may be empty
	 */
	void publishRequested(int streamId, PublishRequest request);

	/**
	 * A packet arrived on a message stream that publishes.
	 * @param streamId the message stream id
	 * @param packet the packet
	 */
	void packetReceived(int streamId, MediaPacket packet);

	/**
	 * The client ended a publish, accepted or still undecided.
	 * @param streamId the message stream id
	 */
	void unpublished(int streamId);

	/**
	 * The client answered a {@link ServerSession#ping}, or pretends to.
	 * @param data the number that came back
	 */
	void pong(int data);

	/**
	 * A message arrived that the session has no use for or does not understand.
	 */
	void ignored();

	/**
	 * Close the connection once everything sent so far is written.
	 */
	void closing();

}
