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

package dev.rtmpkit.internal.publish;

import java.net.InetSocketAddress;
import java.util.Map;

import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who counts as the same publisher.
 */
@Tag("V5")
class PublisherIdentityTests {

	private static final Map<String, String> NONE = Map.of();

	private static final String ADDRESS = "192.0.2.1";

	private static final String OTHER_ADDRESS = "192.0.2.2";

	@Test
	void whenTheKeyIsSecretItIsEnough() {
		PublisherIdentity identity = secret("live", "key", Map.of("token", "1"), null, ADDRESS);
		assertThat(secret("live", "key", NONE, null, OTHER_ADDRESS)).isEqualTo(identity).hasSameHashCodeAs(identity);
		assertThat(secret("live", "another", Map.of("token", "1"), null, ADDRESS)).isNotEqualTo(identity);
		assertThat(secret("other", "key", Map.of("token", "1"), null, ADDRESS)).isNotEqualTo(identity);
	}

	@Test
	void whenThereAreUsersTheUserHasToBeTheSame() {
		PublisherIdentity identity = secret("live", "key", NONE, "jo", ADDRESS);
		assertThat(secret("live", "key", NONE, "jo", OTHER_ADDRESS)).isEqualTo(identity);
		assertThat(secret("live", "key", NONE, "al", ADDRESS)).isNotEqualTo(identity);
		assertThat(secret("live", "key", NONE, null, ADDRESS)).isNotEqualTo(identity);
		assertThat(open("key", NONE, "jo", ADDRESS)).isEqualTo(open("key", Map.of("a", "1"), "jo", OTHER_ADDRESS))
			.isNotEqualTo(open("key", NONE, "al", ADDRESS));
	}

	@Test
	void whenTheNameShowsTheKeyAllParametersHaveToBeTheSame() {
		PublisherIdentity identity = open("key", Map.of("token", "1", "b", "2"), null, ADDRESS);
		assertThat(open("key", Map.of("b", "2", "token", "1"), null, OTHER_ADDRESS)).isEqualTo(identity);
		assertThat(open("key", Map.of("token", "2", "b", "2"), null, ADDRESS)).isNotEqualTo(identity);
		assertThat(open("key", Map.of("token", "1"), null, ADDRESS)).isNotEqualTo(identity);
		assertThat(open("key", Map.of("token", "1b", "", "2"), null, ADDRESS)).isNotEqualTo(identity);
		assertThat(open("key", NONE, null, ADDRESS)).isNotEqualTo(identity);
	}

	@Test
	void whenTheNameShowsTheKeyAndNothingElseIsKnownTheAddressHasToBeTheSame() {
		PublisherIdentity identity = open("key", NONE, null, ADDRESS);
		assertThat(open("key", NONE, null, ADDRESS)).isEqualTo(identity);
		assertThat(open("key", NONE, null, OTHER_ADDRESS)).isNotEqualTo(identity);
	}

	@Test
	@Tag("D11")
	void whenOnlyTheAddressOrTheParametersDifferItIsNamedTheSame() {
		PublisherIdentity identity = open("key", Map.of("token", "1"), null, ADDRESS);
		assertThat(identity.isNamedAs(open("key", Map.of("token", "2"), null, OTHER_ADDRESS))).isTrue();
		assertThat(identity.isNamedAs(open("key", NONE, null, ADDRESS))).isTrue();
		assertThat(identity.isNamedAs(open("another", Map.of("token", "1"), null, ADDRESS))).isFalse();
		assertThat(identity.isNamedAs(open("key", Map.of("token", "1"), "jo", ADDRESS))).isFalse();
		assertThat(secret("live", "key", NONE, null, ADDRESS).isNamedAs(secret("other", "key", NONE, null, ADDRESS)))
			.isFalse();
	}

	@Test
	@Tag("L1")
	void whenPrintedItShowsNothing() {
		assertThat(secret("live", "key", Map.of("token", "1"), "jo", ADDRESS)).hasToString("***");
	}

	private static PublisherIdentity secret(String app, String key, Map<String, String> parameters,
			@Nullable String user, String address) {
		return PublisherIdentity.of(request(app, key, parameters, user, address), "public");
	}

	private static PublisherIdentity open(String key, Map<String, String> parameters, @Nullable String user,
			String address) {
		return PublisherIdentity.of(request("live", key, parameters, user, address), "live/" + key);
	}

	private static int port = 1024;

	private static PublishRequest request(String app, String key, Map<String, String> parameters, @Nullable String user,
			String address) {
		return new PublishRequest(app, StreamKey.of(key), parameters, PublishType.LIVE,
				new ClientInfo("connection-" + port, new InetSocketAddress(address, ++port), false, "encoder", "",
						Capabilities.NONE, user));
	}

}
