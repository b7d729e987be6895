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

import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.server.TlsSettings;
import dev.rtmpkit.server.TlsSettings.ClientAuthentication;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.util.ObjectUtils;
import org.springframework.util.StringUtils;

/**
 * Applies the {@code rtmp.server.ssl} properties.
 *
 * @param properties the properties
 * @param bundles where certificates are found, if the application has any such place
 */
record SslRtmpServerCustomizer(RtmpSslProperties properties,
		@Nullable SslBundles bundles) implements RtmpServerCustomizer {

	@Override
	public void customize(RtmpServerBuilder builder) {
		if (!this.properties.isOn()) {
			checkNoClientIsToBeAuthenticated();
			return;
		}
		String name = this.properties.getBundle();
		if (!StringUtils.hasText(name)) {
			throw new InvalidConfigurationPropertyValueException("rtmp.server.ssl.enabled", true,
					"encrypted connections need a certificate: set 'rtmp.server.ssl.bundle' to the name of an SSL bundle");
		}
		TlsSettings settings = settings(name);
		PropertiesRtmpServerCustomizer.<Integer>valid("ssl.port", (port) -> builder.tls(port, settings))
			.accept(this.properties.getPort());
	}

	/**
	 * An application that asks for certificates must not believe that they are checked.
	 */
	private void checkNoClientIsToBeAuthenticated() {
		ClientAuthentication clientAuth = this.properties.getClientAuth();
		if (this.properties.getEnabled() == null && clientAuth != ClientAuthentication.NONE) {
			throw new InvalidConfigurationPropertyValueException("rtmp.server.ssl.client-auth", clientAuth,
					"there are no encrypted connections: set 'rtmp.server.ssl.bundle' to the name of an SSL bundle");
		}
	}

	private TlsSettings settings(String name) {
		if (this.bundles == null) {
			throw invalid(name, "there are no SSL bundles: SslAutoConfiguration or an SslBundles bean is missing",
					null);
		}
		try {
			SslOptions options = this.bundles.getBundle(name).getOptions();
			ClientAuthentication clientAuth = this.properties.getClientAuth();
			TlsSettings settings = new TlsSettings(
					BundleSslContext.of(this.bundles, name, clientAuth != ClientAuthentication.NONE), clientAuth,
					list(options.getEnabledProtocols()), list(options.getCiphers()));
			// What the JDK does not know is to be noticed now, not by every client
			settings.createEngine();
			return settings;
		}
		catch (NoSuchSslBundleException ex) {
			throw invalid(name, "there is no SSL bundle of this name", ex);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw invalid(name, "the SSL bundle cannot be used: " + message(ex), ex);
		}
	}

	/**
	 * What is wrong with a key store is said by the causes, some of which are repeated.
	 */
	private static String message(RuntimeException failure) {
		StringBuilder text = new StringBuilder().append(failure.getMessage());
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			String message = cause.getMessage();
			if (message != null && text.indexOf(message) < 0) {
				text.append(": ").append(message);
			}
		}
		return text.toString();
	}

	private static @Nullable List<String> list(String @Nullable [] names) {
		return (!ObjectUtils.isEmpty(names)) ? List.of(names) : null;
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, String reason,
			@Nullable RuntimeException cause) {
		return new InvalidConfigurationPropertyValueException("rtmp.server.ssl.bundle", name, reason, cause);
	}

}
