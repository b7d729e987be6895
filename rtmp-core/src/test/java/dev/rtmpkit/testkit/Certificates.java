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

package dev.rtmpkit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Function;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * Certificates for tests, made by the JDK's own tool.
 */
public final class Certificates {

	/** The password of every key store. */
	public static final String PASSWORD = "changeit";

	private Certificates() {
	}

	/**
	 * Make a self-signed certificate for the loopback address.
	 * @param name the common name
	 * @return a PKCS #12 key store with it and its key
	 */
	public static Path keyStore(String name) {
		return BuildDirectory.once("certificate-" + name + ".p12", (path) -> make(name, path));
	}

	private static void make(String name, Path path) throws IOException {
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", name, "-keyalg", "EC",
				"-dname", "CN=" + name, "-ext", "SAN=IP:127.0.0.1,DNS:localhost", "-validity", "3650", "-storetype",
				"PKCS12", "-keystore", path.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			if (process.waitFor() != 0) {
				throw new IOException("No certificate: " + output);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	/**
	 * Return a context that shows a certificate and trusts it.
	 * @param keyStore where the certificate and its key are
	 * @return the context, for either side
	 */
	public static SSLContext context(Path keyStore) {
		return context(keyStore, () -> {
		});
	}

	/**
	 * As {@link #context(Path)}, and be told when a server is about to show the
	 * certificate.
	 * @param keyStore where the certificate and its key are
	 * @param chosen called by the thread that computes the handshake
	 * @return the context, for either side
	 */
	public static SSLContext context(Path keyStore, Runnable chosen) {
		return make(keyStore, (keys) -> new KeyManager[] { new ToldKeyManager((X509ExtendedKeyManager) keys, chosen) });
	}

	/**
	 * Return a context that trusts a certificate and shows none.
	 * @param keyStore where the certificate is
	 * @return the context, for clients
	 */
	public static SSLContext trusting(Path keyStore) {
		return make(keyStore, (keys) -> null);
	}

	/**
	 * Return a context that shows one certificate and trusts another.
	 * @param shown where the certificate to show and its key are
	 * @param trusted where the certificate to trust is
	 * @return the context, for either side
	 */
	public static SSLContext showing(Path shown, Path trusted) {
		return make(shown, trusted,
				(keys) -> new KeyManager[] { new ToldKeyManager((X509ExtendedKeyManager) keys, () -> {
				}) });
	}

	private static SSLContext make(Path keyStore, Function<KeyManager, KeyManager @Nullable []> showing) {
		return make(keyStore, keyStore, showing);
	}

	private static SSLContext make(Path shown, Path trusted, Function<KeyManager, KeyManager @Nullable []> showing) {
		try {
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(load(shown), PASSWORD.toCharArray());
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(load(trusted));
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(showing.apply(keys.getKeyManagers()[0]), trust.getTrustManagers(), null);
			return context;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore load(Path keyStore) throws IOException, GeneralSecurityException {
		try (InputStream input = Files.newInputStream(keyStore)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(input, PASSWORD.toCharArray());
			return store;
		}
	}

	private static final class ToldKeyManager extends X509ExtendedKeyManager {

		private final X509ExtendedKeyManager keys;

		private final Runnable chosen;

		ToldKeyManager(X509ExtendedKeyManager keys, Runnable chosen) {
			this.keys = keys;
			this.chosen = chosen;
		}

		@Override
		public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
			String alias = this.keys.chooseEngineServerAlias(keyType, issuers, engine);
			if (alias != null) {
				this.chosen.run();
			}
			return alias;
		}

		@Override
		public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
			return this.keys.chooseServerAlias(keyType, issuers, socket);
		}

		@Override
		public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
			return this.keys.chooseEngineClientAlias(keyTypes, issuers, engine);
		}

		@Override
		public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
			// Whomever the server trusts
			return this.keys.chooseClientAlias(keyTypes, null, socket);
		}

		@Override
		public String[] getClientAliases(String keyType, Principal[] issuers) {
			return this.keys.getClientAliases(keyType, issuers);
		}

		@Override
		public String[] getServerAliases(String keyType, Principal[] issuers) {
			return this.keys.getServerAliases(keyType, issuers);
		}

		@Override
		public X509Certificate[] getCertificateChain(String alias) {
			return this.keys.getCertificateChain(alias);
		}

		@Override
		public PrivateKey getPrivateKey(String alias) {
			return this.keys.getPrivateKey(alias);
		}

	}

}
