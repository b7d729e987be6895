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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClientNetworkTests {

	@Test
	void whenIpv4IsItEachAddressIsOne() throws UnknownHostException {
		assertThat(network("192.0.2.1")).isEqualTo(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
		assertThat(network("255.255.255.255")).isNotEqualTo(network("0.0.0.0"));
	}

	@Test
	void whenIpv6IsItTheLowerHalfDoesNotCount() throws UnknownHostException {
		assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff:ffff:ffff:ffff"))
			.isNotEqualTo(network("2001:db8:1:3::1"));
	}

	@Test
	void whenIpv4IsMappedItIsIpv4() throws UnknownHostException {
		assertThat(network("::ffff:192.0.2.1")).isEqualTo(network("192.0.2.1"));
	}

	@Test
	void noIpv6NetworkIsAnIpv4Address() throws UnknownHostException {
		assertThat(network("::1")).isNotEqualTo(network("0.0.0.1")).isNotEqualTo(network("0.0.0.0"));
		assertThat(network("0:0:c000:201::")).isNotEqualTo(network("192.0.2.1"));
	}

	@Test
	@Tag("I11")
	void whenIpv6IsItSubnetsOfASiteBelongTogether() throws UnknownHostException {
		assertThat(site("2001:db8:1:2::1")).isEqualTo(site("2001:db8:1:3::1")).isNotEqualTo(site("2001:db8:2:2::1"));
		assertThat(site("192.0.2.1")).isNull();
		assertThat(site("::ffff:192.0.2.1")).isNull();
	}

	private static @Nullable ClientNetwork site(String address) throws UnknownHostException {
		return ClientNetwork.site(InetAddress.getByName(address));
	}

	private static ClientNetwork network(String address) throws UnknownHostException {
		return ClientNetwork.of(InetAddress.getByName(address));
	}

}
