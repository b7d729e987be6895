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

package dev.rtmpkit.internal.session.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

import dev.rtmpkit.internal.session.auth.AuthenticationStep.Next;
import dev.rtmpkit.internal.text.NameRules;
import dev.rtmpkit.publish.AuthenticationMode;
import org.jspecify.annotations.Nullable;

/**
 * Leads clients through the authentication, which takes three {@code connect} commands,
 * on one connection or several: the first is told that a user is needed, the second names
 * one and gets a challenge, the third answers it. A wrong answer, a stale or used
 * challenge and an unknown user look the same to the client. One for all connections of a
 * server. Thread-safe.
 */
public final class PublisherAuthenticator {

	private static final int REMEMBERED_CHALLENGES = 1 << 14;

	private final AuthenticationMode mode;

	/** The mode as it goes over the wire. */
	private final String authmod;

	private final Challenges challenges;

	private PublisherAuthenticator(AuthenticationMode mode, Challenges challenges) {
		this.mode = mode;
		this.authmod = mode.name().toLowerCase(Locale.ROOT);
		this.challenges = challenges;
	}

	/**
	 * Create an authenticator.
	 * @param mode how clients prove themselves
	 * @param random what challenges are made of
	 * @param nanoTime the clock by which challenges become stale, in nanoseconds
	 * @return the authenticator
	 */
	public static PublisherAuthenticator create(AuthenticationMode mode, SecureRandom random, LongSupplier nanoTime) {
		return new PublisherAuthenticator(mode, new Challenges(random, nanoTime, REMEMBERED_CHALLENGES));
	}

	/**
	 * Look at what a {@code connect} command says. Uses up the challenge that it answers.
	 * @param app the application name as sent
	 * @param tcUrl the URL as sent
	 * @return how far that is, and what to do next
	 */
	public AuthenticationStep step(String app, String tcUrl) {
		AuthenticationQuery inApp = AuthenticationQuery.of(app);
		AuthenticationQuery inUrl = AuthenticationQuery.of(tcUrl);
		AuthenticationQuery query = (inApp.parameters().isEmpty()) ? inUrl : inApp;
		String user = query.get("user");
		if (!query.get("authmod").equals(this.authmod)) {
			return new AuthenticationStep(inApp.rest(), inUrl.rest(), Next.CONNECT_AGAIN, null,
					"[ AccessManager.Reject ] : [ code=403 need auth; authmod=" + this.authmod + " ] : ");
		}
		if (isUser(user) && query.get("response").isEmpty()) {
			return new AuthenticationStep(inApp.rest(), inUrl.rest(), Next.CONNECT_AGAIN, null,
					refusal("needauth") + challenge(user));
		}
		PublisherLogin login = (isUser(user)) ? login(query, user, inApp.rest()) : null;
		return new AuthenticationStep(inApp.rest(), inUrl.rest(), (login != null) ? Next.CHECK : Next.REFUSE, login,
				refusal("authfailed"));
	}

	/** As sent it goes back in a challenge, decoded it goes to the application. */
	private static boolean isUser(String user) {
		return NameRules.isUser(user) && NameRules.isUser(decode(user));
	}

	private String refusal(String reason) {
		return "[ AccessManager.Reject ] : [ authmod=" + this.authmod + " ] : ?reason=" + reason;
	}

	private String challenge(String user) {
		String challenge = this.challenges.make(user);
		return "&user=" + user + switch (this.mode) {
			case ADOBE ->
				"&salt=" + this.challenges.salt(challenge) + "&challenge=" + challenge + "&opaque=" + challenge;
			case LLNW -> "&nonce=" + challenge;
		};
	}

	private @Nullable PublisherLogin login(AuthenticationQuery query, String user, String app) {
		String challenge = query.get((this.mode == AuthenticationMode.ADOBE) ? "opaque" : "nonce");
		if (!this.challenges.use(challenge, user)) {
			return null;
		}
		return new PublisherLogin(decode(user), query.get("response"),
				(password) -> responses(query, user, password, app));
	}

	private List<String> responses(AuthenticationQuery query, String user, String password, String app) {
		if (this.mode == AuthenticationMode.ADOBE) {
			String opaque = query.get("opaque");
			return List
				.of(Responses.adobe(user, this.challenges.salt(opaque), password, opaque, query.get("challenge")));
		}
		// Some clients digest the query of the application name, some do not
		return List.of(llnw(query, user, password, app), llnw(query, user, password, app.split("\\?", 2)[0]));
	}

	private static String llnw(AuthenticationQuery query, String user, String password, String app) {
		return Responses.llnw(user, password, app, query.get("nonce"), query.get("nc"), query.get("cnonce"));
	}

	private static String decode(String text) {
		try {
			// A plus sign is one
			return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

}
