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

package dev.rtmpkit.internal.publish;

import java.net.InetSocketAddress;

import dev.rtmpkit.internal.session.ServerSession;
import dev.rtmpkit.internal.session.auth.PublisherLogin;

/**
 * A client's attempt to connect with a user name and a password. The password is looked
 * up elsewhere; the answer is given on the thread of the connection.
 */
public final class LoginAttempt {

	private final PublishAttempt.Services services;

	private final AttemptLink link;

	private final ServerSession session;

	/**
	 * Create an attempt.
	 * @param services what checks the password
	 * @param link the connection
	 * @param session the dialogue with the client
	 */
	public LoginAttempt(PublishAttempt.Services services, AttemptLink link, ServerSession session) {
		this.services = services;
		this.link = link;
		this.session = session;
	}

	/**
	 * Have the password checked and answer.
	 * @param login what the client claims
	 * @param address the client's address
	 */
	public void start(PublisherLogin login, InetSocketAddress address) {
		this.services.decisions()
			.authenticate(login, address)
			.whenCompleteAsync((proof, failure) -> this.link.step(() -> answer(proof)), this.link.executor());
	}

	private void answer(PublishDecisions.Proof proof) {
		if (Boolean.TRUE.equals(proof.proven())) {
			this.session.authenticated();
			this.link.answered();
			return;
		}
		this.services.counters().failedAuthentications.increment();
		new DelayedAnswer(this.link).give(proof.delay(), () -> this.session.refuse(proof.proven() != null));
	}

}
