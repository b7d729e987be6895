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

package dev.rtmpkit.spring.boot.test;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * Whom an encoder trusts that is in one process with its server. No host name is checked,
 * as a server of a test is reached through the loopback address, and the certificate may
 * be the real one.
 */
final class TestTrust extends X509ExtendedTrustManager {

	private static final X509Certificate[] NONE = {};

	private final List<X509TrustManager> delegates;

	private TestTrust(List<X509TrustManager> delegates) {
		this.delegates = delegates;
	}

	/**
	 * Return a context that trusts any certificate.
	 */
	static SSLContext any() {
		return context("TLS", null, new TestTrust(List.of()));
	}

	/**
	 * Return a context that trusts what a bundle trusts, and shows its certificate if
	 * asked for one.
	 */
	static SSLContext of(SslBundle bundle) {
		List<X509TrustManager> delegates = Arrays.stream(bundle.getManagers().getTrustManagers())
			.filter(X509TrustManager.class::isInstance)
			.map(X509TrustManager.class::cast)
			.toList();
		return context(bundle.getProtocol(), bundle.getManagers().getKeyManagers(), new TestTrust(delegates));
	}

	private static SSLContext context(String protocol, KeyManager @Nullable [] keys, TestTrust trust) {
		try {
			SSLContext context = SSLContext.getInstance(protocol);
			context.init(keys, new TrustManager[] { trust }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("TLS cannot be used", ex);
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
		for (X509TrustManager delegate : this.delegates) {
			delegate.checkServerTrusted(chain, type);
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
		checkServerTrusted(chain, type);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
		checkServerTrusted(chain, type);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
		throw new CertificateException("This is no server");
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
		checkClientTrusted(chain, type);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
		checkClientTrusted(chain, type);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return NONE;
	}

}
