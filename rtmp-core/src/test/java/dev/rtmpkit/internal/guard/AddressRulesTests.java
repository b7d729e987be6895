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

package dev.rtmpkit.internal.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import dev.rtmpkit.server.AddressRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AddressRules}.
 */
class AddressRulesTests {

	private static final List<AddressRange> SITE = List.of(AddressRange.parse("10.0.0.0/8"),
			AddressRange.parse("2001:db8::/32"));

	@Test
	void whenThereAreNoRulesEveryAddressIsLetIn() {
		assertThat(permits(AddressRules.NONE, "10.0.0.1", "203.0.113.9", "::1")).containsOnly(true);
	}

	@Test
	void whenSomeAreAllowedOthersAreNotLetIn() {
		AddressRules rules = AddressRules.NONE.withAllowed(SITE);
		assertThat(permits(rules, "10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1")).containsOnly(true);
		assertThat(permits(rules, "203.0.113.9", "::1")).containsOnly(false);
	}

	@Test
	void whenSomeAreDeniedOthersAreLetIn() {
		AddressRules rules = AddressRules.NONE.withDenied(SITE);
		assertThat(permits(rules, "10.0.0.1", "2001:db8::1")).containsOnly(false);
		assertThat(permits(rules, "203.0.113.9", "::1")).containsOnly(true);
	}

	@Test
	void whenAnAddressIsAllowedAndDeniedItIsNotLetIn() {
		AddressRules rules = AddressRules.NONE.withDenied(List.of(AddressRange.parse("10.9.0.0/16"))).withAllowed(SITE);
		assertThat(permits(rules, "10.9.0.1")).containsOnly(false);
		assertThat(permits(rules, "10.8.0.1")).containsOnly(true);
	}

	private static List<Boolean> permits(AddressRules rules, String... addresses) {
		return List.of(addresses).stream().map((address) -> rules.permits(literal(address))).toList();
	}

	private static InetAddress literal(String address) {
		try {
			return InetAddress.getByName(address);
		}
		catch (UnknownHostException ex) {
			throw new AssertionError(ex);
		}
	}

}
