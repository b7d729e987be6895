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

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import dev.rtmpkit.server.TlsSettings.ClientAuthentication;
import dev.rtmpkit.testkit.Certificates;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TlsSettingsTests {

	private static final SSLContext CONTEXT = Certificates.context(Certificates.keyStore("server"));

	@Test
	void asksForACertificateAsTold() {
		assertThat(engine(ClientAuthentication.NEED).getNeedClientAuth()).isTrue();
		assertThat(engine(ClientAuthentication.WANT).getWantClientAuth()).isTrue();
		assertThat(engine(ClientAuthentication.WANT).getNeedClientAuth()).isFalse();
		assertThat(engine(ClientAuthentication.NONE).getWantClientAuth()).isFalse();
	}

	@Test
	void offersWhatItIsTold() {
		SSLEngine engine = new TlsSettings(() -> CONTEXT, ClientAuthentication.NONE, List.of("TLSv1.3"),
				List.of("TLS_AES_128_GCM_SHA256"))
			.createEngine();
		assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
		assertThat(engine.getEnabledCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
		assertThat(engine.getUseClientMode()).isFalse();
	}

	@Test
	void whenAVersionIsUnknownFails() {
		TlsSettings settings = new TlsSettings(() -> CONTEXT, ClientAuthentication.NONE, List.of("TLSv9"), null);
		assertThatIllegalArgumentException().isThrownBy(settings::createEngine);
	}

	private static SSLEngine engine(ClientAuthentication authentication) {
		return new TlsSettings(() -> CONTEXT, authentication, null, null).createEngine();
	}

}
