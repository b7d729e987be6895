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

package dev.rtmpkit.spring.boot.autoconfigure;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * Whose certificates an SSL bundle trusts. Without a trust store it is every public
 * authority that the JDK knows, any of which would let a client in.
 */
final class TrustedAuthorities {

	private TrustedAuthorities() {
	}

	/**
	 * Check that certificates of clients can be checked with a bundle.
	 * @param bundle the bundle
	 * @throws IllegalStateException if it trusts no certificate at all, or those of every
	 * public authority
	 */
	static void check(SslBundle bundle) {
		KeyStore store = bundle.getStores().getTrustStore();
		if (store != null) {
			if (isEmpty(store)) {
				throw new IllegalStateException("its trust store is empty: no certificate of a client is trusted");
			}
			return;
		}
		// Trust managers of the application need no store
		if (authorities(bundle.getManagers().getTrustManagers()).equals(publicAuthorities())) {
			throw new IllegalStateException("it has no trust store: with 'rtmp.server.ssl.client-auth', "
					+ "certificates of every public authority would be trusted");
		}
	}

	private static boolean isEmpty(KeyStore store) {
		try {
			return store.size() == 0;
		}
		catch (KeyStoreException ex) {
			throw new IllegalStateException("its trust store cannot be read", ex);
		}
	}

	private static Set<X509Certificate> publicAuthorities() {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			return authorities(factory.getTrustManagers());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("the JDK's trust store cannot be read", ex);
		}
	}

	private static Set<X509Certificate> authorities(TrustManager @Nullable [] managers) {
		Set<X509Certificate> authorities = new HashSet<>();
		if (managers != null) {
			Stream.of(managers)
				.filter(X509TrustManager.class::isInstance)
				.map(X509TrustManager.class::cast)
				.forEach((manager) -> authorities.addAll(List.of(manager.getAcceptedIssuers())));
		}
		return authorities;
	}

}
