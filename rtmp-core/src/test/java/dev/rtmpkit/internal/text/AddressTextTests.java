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

package dev.rtmpkit.internal.text;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AddressText}.
 */
class AddressTextTests {

	@Test
	@Tag("N4")
	void addressesAreWrittenWithoutLookingThemUp() throws UnknownHostException {
		InetAddress named = InetAddress.getByAddress("evil.example", new byte[] { (byte) 192, 0, 2, 7 });
		assertThat(AddressText.of(new InetSocketAddress(named, 1935))).isEqualTo("192.0.2.7:1935");
		assertThat(AddressText.of(new InetSocketAddress("2001:db8::7", 1935))).isEqualTo("[2001:db8:0:0:0:0:0:7]:1935");
		assertThat(AddressText.of(InetSocketAddress.createUnresolved("host", 1))).isEqualTo("host:1");
		assertThat(AddressText.ofNullable(InetSocketAddress.createUnresolved("host", 1))).isEqualTo("host:1");
		assertThat(AddressText.ofNullable(null)).isNull();
	}

}
