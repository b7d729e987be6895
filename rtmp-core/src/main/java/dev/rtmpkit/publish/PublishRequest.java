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

package dev.rtmpkit.publish;

import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.rtmpkit.internal.text.MaskedText;
import dev.rtmpkit.internal.text.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * A client's wish to publish, as the validator sees it. No record, as whatever writes
 * records to JSON would write the credentials too; {@link #toString()} shows none either.
 */
public final class PublishRequest {

	private final String app;

	private final StreamKey streamKey;

	// Transient for whatever writes fields instead of accessors
	private final transient Map<String, String> parameters;

	private final PublishType type;

	private final ClientInfo client;

	/**
	 * Create a request.
	 * @param app the application name, without query
	 * @param streamKey the stream name of the publish command, without query
	 * @param parameters query parameters
	 * @param type the publish type
	 * @param client the client
	 */
	public PublishRequest(String app, StreamKey streamKey, Map<String, String> parameters, PublishType type,
			ClientInfo client) {
		this.app = Objects.requireNonNull(app, "app");
		this.streamKey = Objects.requireNonNull(streamKey, "streamKey");
		this.parameters = Map.copyOf(parameters);
		this.type = Objects.requireNonNull(type, "type");
		this.client = Objects.requireNonNull(client, "client");
	}

	/**
	 * Return the application name, without query. More than one segment may hold a key in
	 * the wrong place: {@link #mask} it, or write {@link #appText()}.
	 * @return the name
	 */
	public String app() {
		return this.app;
	}

	/**
	 * Return the stream name of the publish command, without query.
	 * @return the stream key
	 */
	public StreamKey streamKey() {
		return this.streamKey;
	}

	/**
	 * Return the query parameters of tcUrl, application and stream name, decoded once; on
	 * equal names the stream name's win, then the application's. They may be credentials.
	 * @return the parameters by name, unmodifiable
	 */
	public Map<String, String> parameters() {
		return this.parameters;
	}

	/**
	 * Return the publish type.
	 * @return the type
	 */
	public PublishType type() {
		return this.type;
	}

	/**
	 * Return the client.
	 * @return what is known of the client
	 */
	public ClientInfo client() {
		return this.client;
	}

	/**
	 * Return the id of the connection.
	 * @return the id, unique in the server's life
	 */
	public String connectionId() {
		return this.client.connectionId();
	}

	/**
	 * Return the client's address.
	 * @return the address
	 */
	public InetSocketAddress remoteAddress() {
		return this.client.remoteAddress();
	}

	/**
	 * Return what the client says it can do, which is no reason to refuse it.
	 * @return the capabilities
	 */
	public Capabilities capabilities() {
		return this.client.capabilities();
	}

	/**
	 * Return the user whose password the client has proven to know.
	 * @return the user name, {@code null} if the server asks for none
	 */
	public @Nullable String user() {
		return this.client.user();
	}

	/**
	 * Return as much of the application name as may be public: the first segment, without
	 * the stream key. Nothing of it if there is no stream key, which may be where the
	 * application should.
	 * @return for example {@code live} or {@code live/***}
	 */
	public String appText() {
		return (this.streamKey.value().isEmpty() && !this.app.isEmpty()) ? MaskedText.MASK
				: MaskedText.ofApplication(mask(this.app));
	}

	/**
	 * Take the stream key and the parameters out of a text, percent-encoded or not, in
	 * order to log it or to show it to others. What has less than five characters is no
	 * secret.
	 * @param text the text
	 * @return the text with {@code ***} in their places
	 */
	public String mask(String text) {
		Set<String> secrets = new HashSet<>();
		addSecret(this.streamKey.value(), secrets);
		this.parameters.forEach((name, value) -> addSecret((value.isEmpty()) ? name : value, secrets));
		return MaskedText.of(text, secrets);
	}

	private static void addSecret(String secret, Set<String> secrets) {
		secrets.add(secret);
		secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
		secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
		secrets.add(QueryParameters.decode(secret));
	}

	/**
	 * Return a description without the key and the parameters, whose names may be the
	 * credential as well: {@code name?token}.
	 */
	@Override
	public String toString() {
		return "PublishRequest[app=" + appText() + ", streamKey=***, parameters=" + this.parameters.size() + ", type="
				+ this.type + ", client=" + this.client + "]";
	}

}
