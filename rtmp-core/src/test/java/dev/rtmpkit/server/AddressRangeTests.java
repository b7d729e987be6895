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

package dev.rtmpkit.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AddressRange}.
 */
class AddressRangeTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.0.0.0/8", "10.1.2.3/8, 10.0.0.0/8", "192.0.2.1, 192.0.2.1", "192.0.2.1/32, 192.0.2.1",
			"0.0.0.0/0, 0.0.0.0/0", "' 172.16.0.0/12 ', 172.16.0.0/12", "192.0.2.255/25, 192.0.2.128/25",
			"2001:db8::/32, 2001:db8::/32", "2001:DB8:0:0:0:0:0:0/32, 2001:db8::/32", "::/0, ::/0", "::1, ::1",
			"fe80::1/10, fe80::/10", "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
			"1:0:0:2:0:0:3:4, 1::2:0:0:3:4", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/63, ffff:ffff:ffff:fffe::/63",
			"::ffff:10.1.2.3, 10.1.2.3", "::ffff:10.1.2.3/104, 10.0.0.0/8", "::FFFF:a01:203/128, 10.1.2.3",
			"::ffff:0:0/96, 0.0.0.0/0", "64:ff9b::192.0.2.33, 64:ff9b::c000:221" })
	void parse(String text, String canonical) {
		AddressRange range = AddressRange.parse(text);
		assertThat(range).hasToString(canonical);
		assertThat(AddressRange.parse(canonical)).isEqualTo(range).hasSameHashCodeAs(range);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "/8", "localhost", "example.org/8", "abc", "face", "10", "10.0", "10.0.0",
			"10.0.0.0.0", "10.0.0.", ".10.0.0.0", "010.0.0.1", "256.0.0.1", "10.0.0.1.", "0x0a.0.0.1", "10.0.0.0/",
			"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "10.0.0.0/99999999999",
			"10.0.0.0 /8", "*", "10.0.0.*", "10.0.0.1-10.0.0.9", "2001:db8::/129", ":", ":::", "1:2", "1::2::3",
			"12345::", "::g", "fe80::1%eth0", "[::1]", "::ffff:10.0.0.0/95", "::ffff:10.0.0.0/8", "\u0661.0.0.1",
			"10.0.0.0/\u0668", "10.0.0.1:1935", "1:2:3:4:5:6:7:8:9" })
	void whenItIsNoRangeItIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text))
			.withMessageContaining("'" + text + "'");
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.0.0.0, true", "10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 9.255.255.255, false",
			"10.0.0.0/8, 11.0.0.0, false", "192.0.2.128/25, 192.0.2.127, false", "192.0.2.128/25, 192.0.2.128, true",
			"192.0.2.7, 192.0.2.7, true", "192.0.2.7, 192.0.2.6, false", "0.0.0.0/0, 203.0.113.9, true",
			"0.0.0.0/0, 2001:db8::1, false", "::/0, 2001:db8::1, true", "::/0, 10.0.0.1, false",
			"::/0, ::ffff:10.0.0.1, false", "10.0.0.0/8, ::ffff:10.0.0.1, true", "::ffff:10.0.0.0/104, 10.0.0.1, true",
			"2001:db8::/33, 2001:db8:7fff::, true", "2001:db8::/33, 2001:db8:8000::, false",
			"fe80::/10, fe80::1%1, true", "::1, ::1, true" })
	void contains(String range, String address, boolean contained) throws UnknownHostException {
		assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address))).isEqualTo(contained);
	}

	@Test
	void whenAnIpv4AddressIsHeldAsIpv6ItIsTheSame() throws UnknownHostException {
		byte[] mapped = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3 };
		InetAddress address = Inet6Address.getByAddress(null, mapped, -1);
		assertThat(address).isInstanceOf(Inet6Address.class);
		assertThat(AddressRange.parse("10.0.0.0/8").contains(address)).isTrue();
		assertThat(AddressRange.parse("::/0").contains(address)).isFalse();
		assertThat(new AddressRange(address, 8)).isEqualTo(AddressRange.parse("10.0.0.0/8"));
	}

	@Test
	void whenCreatedWhatFollowsThePrefixIsCleared() throws UnknownHostException {
		assertThat(new AddressRange(InetAddress.getByName("2001:db8:1:2:3:4:5:6"), 64))
			.isEqualTo(AddressRange.parse("2001:db8:1:2::/64"))
			.isNotEqualTo(AddressRange.parse("2001:db8:1:2::/65"));
	}

	@Test
	void whenThereAreNotAsManyBitsItIsRefused() throws UnknownHostException {
		InetAddress address = InetAddress.getByName("10.0.0.1");
		assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(address, 33))
			.withMessageContaining("33");
		assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(address, -1));
	}

	@Test
	void whateverIsWrittenIsReadAgain() throws UnknownHostException {
		Random random = new Random(1);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[(random.nextBoolean()) ? 4 : 16];
			for (int j = 0; j < bytes.length; j++) {
				bytes[j] = (byte) ((random.nextInt(3) == 0) ? random.nextInt() : 0);
			}
			InetAddress address = InetAddress.getByAddress(bytes);
			AddressRange range = new AddressRange(address, random.nextInt(address.getAddress().length * 8 + 1));
			assertThat(AddressRange.parse(range.toString())).isEqualTo(range);
			assertThat(range.contains(address)).isTrue();
		}
	}

}
