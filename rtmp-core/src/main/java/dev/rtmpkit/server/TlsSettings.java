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

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

/**
 * How a server speaks TLS.
 *
 * @param context gives the certificate and whom to trust; asked for each new connection,
 * on an I/O thread, so that it must answer at once and may answer with a new certificate
 * at any time
 * @param clientAuthentication whether clients show a certificate; it is checked by the
 * trust managers of the context, and a context that was given none trusts the public
 * authorities that the JDK knows
 * @param protocols the protocol versions to speak, {@code null} for those of the JDK
 * @param ciphers the cipher suites to offer, {@code null} for those of the JDK
 */
public record TlsSettings(Supplier<SSLContext> context, ClientAuthentication clientAuthentication,
		@Nullable List<String> protocols, @Nullable List<String> ciphers) {

	public TlsSettings {
		Objects.requireNonNull(context, "context");
		Objects.requireNonNull(clientAuthentication, "clientAuthentication");
		protocols = (protocols != null) ? List.copyOf(protocols) : null;
		ciphers = (ciphers != null) ? List.copyOf(ciphers) : null;
	}

	/**
	 * Return settings with the versions and cipher suites of the JDK, for clients without
	 * a certificate.
	 * @param context gives the certificate
	 * @return the settings
	 */
	public static TlsSettings of(Supplier<SSLContext> context) {
		return new TlsSettings(context, ClientAuthentication.NONE, null, null);
	}

	/**
	 * Create what encrypts one connection. Once it has shaken hands it refuses to do so
	 * again, and ends the connection after too many records without content.
	 * @return the engine
	 * @throws IllegalArgumentException if a version or a cipher suite is not known
	 */
	public SSLEngine createEngine() {
		SSLEngine engine = this.context.get().createSSLEngine();
		engine.setUseClientMode(false);
		if (this.protocols != null) {
			engine.setEnabledProtocols(this.protocols.toArray(String[]::new));
		}
		if (this.ciphers != null) {
			engine.setEnabledCipherSuites(this.ciphers.toArray(String[]::new));
		}
		switch (this.clientAuthentication) {
			case WANT -> engine.setWantClientAuth(true);
			case NEED -> engine.setNeedClientAuth(true);
			case NONE -> engine.setNeedClientAuth(false);
		}
		return new GuardedEngine(engine);
	}

	/**
	 * Whether clients show a certificate.
	 */
	public enum ClientAuthentication {

		/** They are not asked for one. */
		NONE,

		/** They are asked for one, and served without. */
		WANT,

		/** They are refused without one. */
		NEED

	}

}
