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

import java.net.InetSocketAddress;
import java.util.Map;

import dev.rtmpkit.internal.text.QueryParameters;
import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Makes the requests that the unit test of a
 * {@link dev.rtmpkit.publish.StreamKeyValidator} needs, as a server makes them of what an
 * encoder sends.
 */
public final class TestPublishRequest {

	private TestPublishRequest() {
	}

	/**
	 * Make a request from a client on this machine.
	 * @param path application and stream key as in the encoder's URL, for example
	 * {@code live/demo-key?token=abc}. All but the last segment is the application; the
	 * key is not decoded, the parameters are
	 * @return the request
	 * @throws IllegalArgumentException if the path has no application
	 */
	public static PublishRequest of(String path) {
		return builder(path).build();
	}

	/**
	 * Begin to make a request about which more is to be known.
	 * @param path application and stream key, and a query if need be, see
	 * {@link #of(String)}
	 * @return a builder with the defaults
	 * @throws IllegalArgumentException if the path has no application
	 */
	public static Builder builder(String path) {
		return new Builder(path);
	}

	/**
	 * Builds a request. Not thread-safe, but may be used again.
	 */
	public static final class Builder {

		private static final int PORT = 50_000;

		private final String app;

		private final StreamKey streamKey;

		private final Map<String, String> parameters;

		private PublishType type = PublishType.LIVE;

		private String connectionId = "1";

		private InetSocketAddress remoteAddress = new InetSocketAddress("127.0.0.1", PORT);

		private boolean secure;

		private @Nullable String encoder;

		private Capabilities capabilities = Capabilities.NONE;

		private @Nullable String user;

		private Builder(String path) {
			int query = path.indexOf('?');
			String name = (query < 0) ? path : path.substring(0, query);
			int slash = name.lastIndexOf('/');
			Assert.isTrue(slash > 0 && !path.startsWith("/"),
					"'path' must be an application and a stream key, such as 'live/key'");
			this.app = name.substring(0, slash);
			this.streamKey = StreamKey.of(name.substring(slash + 1));
			this.parameters = QueryParameters.merge((query < 0) ? "" : path.substring(query + 1));
		}

		/**
		 * Set what the publish is asked to be.
		 * @param type the type; {@link PublishType#LIVE} by default
		 * @return this builder
		 */
		public Builder type(PublishType type) {
			this.type = type;
			return this;
		}

		/**
		 * Set the id of the connection.
		 * @param connectionId the id; {@code 1} by default
		 * @return this builder
		 */
		public Builder connectionId(String connectionId) {
			this.connectionId = connectionId;
			return this;
		}

		/**
		 * Set where the client is.
		 * @param remoteAddress the address; port 50000 of 127.0.0.1 by default
		 * @return this builder
		 */
		public Builder remoteAddress(InetSocketAddress remoteAddress) {
			this.remoteAddress = remoteAddress;
			return this;
		}

		/**
		 * Set whether the connection is encrypted.
		 * @param secure whether it is; {@code false} by default
		 * @return this builder
		 */
		public Builder secure(boolean secure) {
			this.secure = secure;
			return this;
		}

		/**
		 * Set what the client calls itself.
		 * @param encoder the name; {@code null} by default
		 * @return this builder
		 */
		public Builder encoder(@Nullable String encoder) {
			this.encoder = encoder;
			return this;
		}

		/**
		 * Set what the client says it can do.
		 * @param capabilities the capabilities; {@link Capabilities#NONE} by default
		 * @return this builder
		 */
		public Builder capabilities(Capabilities capabilities) {
			this.capabilities = capabilities;
			return this;
		}

		/**
		 * Set the user whose password the client has proven to know.
		 * @param user the user name; {@code null} by default, as without a
		 * {@link dev.rtmpkit.publish.PublisherCredentials}
		 * @return this builder
		 */
		public Builder user(@Nullable String user) {
			this.user = user;
			return this;
		}

		/**
		 * Make the request.
		 * @return the request
		 */
		public PublishRequest build() {
			String url = ((this.secure) ? "rtmps" : "rtmp") + "://127.0.0.1/" + this.app;
			return new PublishRequest(this.app, this.streamKey, this.parameters, this.type,
					new ClientInfo(this.connectionId, this.remoteAddress, this.secure, this.encoder, url,
							this.capabilities, this.user));
		}

	}

}
