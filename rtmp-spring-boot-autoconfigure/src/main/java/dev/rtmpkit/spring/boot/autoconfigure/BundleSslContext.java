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

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.ObjectUtils;

/**
 * The context of an SSL bundle, replaced when the bundle is updated. Connections take the
 * one of their beginning and keep it.
 */
final class BundleSslContext implements Supplier<SSLContext> {

	private static final Log logger = LogFactory.getLog(BundleSslContext.class);

	/** The key algorithms of certificates that servers have. */
	private static final List<String> KEY_TYPES = List.of("EC", "RSA", "RSASSA-PSS", "EdDSA", "DSA");

	private final String name;

	private final boolean authenticating;

	private volatile SSLContext context;

	private BundleSslContext(String name, boolean authenticating, SSLContext context) {
		this.name = name;
		this.authenticating = authenticating;
		this.context = context;
	}

	/**
	 * Create the context of a bundle and follow its updates.
	 * @param bundles where the bundle is
	 * @param name its name
	 * @param authenticating whether certificates of clients are checked with it
	 * @return the context
	 * @throws org.springframework.boot.ssl.NoSuchSslBundleException if there is none
	 * @throws IllegalStateException if the bundle is of no use to a server
	 */
	static BundleSslContext of(SslBundles bundles, String name, boolean authenticating) {
		BundleSslContext context = new BundleSslContext(name, authenticating,
				create(bundles.getBundle(name), authenticating));
		bundles.addBundleUpdateHandler(name, context::update);
		return context;
	}

	private static SSLContext create(SslBundle bundle, boolean authenticating) {
		SSLContext context = bundle.createSslContext();
		if (Stream.of(bundle.getManagers().getKeyManagers()).noneMatch(BundleSslContext::hasKey)) {
			// The JDK would take it, and fail to shake hands with every client
			throw new IllegalStateException("it has no private key");
		}
		if (authenticating) {
			TrustedAuthorities.check(bundle);
		}
		return context;
	}

	private static boolean hasKey(Object manager) {
		return manager instanceof X509KeyManager keys
				&& KEY_TYPES.stream().anyMatch((type) -> !ObjectUtils.isEmpty(keys.getServerAliases(type, null)));
	}

	private void update(SslBundle bundle) {
		try {
			this.context = create(bundle, this.authenticating);
			logger.info("SSL bundle '" + this.name + "' was updated: new connections to the RTMP server use it");
		}
		catch (RuntimeException ex) {
			logger.warn("SSL bundle '" + this.name
					+ "' was updated, but cannot be used: the RTMP server goes on with what it has", ex);
		}
	}

	@Override
	public SSLContext get() {
		return this.context;
	}

}
