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

import java.util.Set;

import dev.rtmpkit.internal.session.auth.PublisherAuthenticator;
import dev.rtmpkit.internal.text.NameRules;
import dev.rtmpkit.publish.Capabilities;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ServerSession} announces and allows.
 *
 * @param windowAcknowledgementSize the window in bytes that the client is told
 * @param chunkSize the chunk size in bytes of what the server sends
 * @param applications the application names that may be connected to, and what lies below
 * them; empty for any
 * @param streams how many message streams a connection may have at a time
 * @param publishAttempts how many publish commands in a row may fail
 * @param streamKeyBytes the longest stream key in bytes of UTF-8
 * @param capabilities what the client is told of the server; with none, the answer is
 * that of a server from before Enhanced RTMP
 * @param authenticator what checks user names and passwords, if clients need one
 */
public record SessionSettings(int windowAcknowledgementSize, int chunkSize, Set<String> applications, int streams,
		int publishAttempts, int streamKeyBytes, Capabilities capabilities,
		@Nullable PublisherAuthenticator authenticator) {

	/** What suits publishing clients. */
	public static final SessionSettings DEFAULT = new SessionSettings(2_500_000, 4096, Set.of(), 4, 3,
			NameRules.DEFAULT_LONGEST_KEY, Capabilities.FORWARDING, null);

	public SessionSettings {
		applications = Set.copyOf(applications);
	}

	/**
	 * Return whether clients may connect to an application.
	 * @param application the application name, without query and outer slashes
	 * @return whether they may
	 */
	boolean isAllowed(String application) {
		return this.applications.isEmpty()
				|| this.applications.stream().anyMatch((allowed) -> (application + "/").startsWith(allowed + "/"));
	}

	/**
	 * Return a copy that allows some applications only.
	 * @param applications the application names; empty for any
	 * @return the copy
	 */
	public SessionSettings withApplications(Set<String> applications) {
		return new SessionSettings(this.windowAcknowledgementSize, this.chunkSize, applications, this.streams,
				this.publishAttempts, this.streamKeyBytes, this.capabilities, this.authenticator);
	}

	/**
	 * Return a copy with other bounds.
	 * @param streams how many message streams a connection may have at a time
	 * @param publishAttempts how many publish commands in a row may fail
	 * @return the copy
	 */
	public SessionSettings withStreams(int streams, int publishAttempts) {
		return new SessionSettings(this.windowAcknowledgementSize, this.chunkSize, this.applications, streams,
				publishAttempts, this.streamKeyBytes, this.capabilities, this.authenticator);
	}

	/**
	 * Return a copy with other keys.
	 * @param streamKeyBytes the longest stream key in bytes of UTF-8
	 * @return the copy
	 */
	public SessionSettings withStreamKeyBytes(int streamKeyBytes) {
		return new SessionSettings(this.windowAcknowledgementSize, this.chunkSize, this.applications, this.streams,
				this.publishAttempts, streamKeyBytes, this.capabilities, this.authenticator);
	}

	/**
	 * Return a copy that tells clients something else of the server.
	 * @param capabilities the capabilities
	 * @return the copy
	 */
	public SessionSettings withCapabilities(Capabilities capabilities) {
		return new SessionSettings(this.windowAcknowledgementSize, this.chunkSize, this.applications, this.streams,
				this.publishAttempts, this.streamKeyBytes, capabilities, this.authenticator);
	}

	/**
	 * Return a copy that lets in none but users with a password.
	 * @param authenticator what checks them
	 * @return the copy
	 */
	public SessionSettings withAuthenticator(PublisherAuthenticator authenticator) {
		return new SessionSettings(this.windowAcknowledgementSize, this.chunkSize, this.applications, this.streams,
				this.publishAttempts, this.streamKeyBytes, this.capabilities, authenticator);
	}

}
