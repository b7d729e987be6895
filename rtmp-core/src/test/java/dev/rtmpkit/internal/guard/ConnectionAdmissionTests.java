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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.rtmpkit.internal.guard.ConnectionAdmission.Ticket;
import dev.rtmpkit.publish.ConnectionRejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionAdmissionTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final ConnectionLimits WIDE = new ConnectionLimits(1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30);

	private final List<Ticket> tickets = new ArrayList<>();

	@Test
	@Tag("D2")
	void whenAllPlacesAreTakenOneGivenBackIsFreeAtOnce() {
		ConnectionAdmission admission = new ConnectionAdmission(WIDE.withTotal(2));
		assertThat(come(admission, "192.0.2.1")).isNull();
		assertThat(come(admission, "192.0.2.2")).isNull();
		assertThat(come(admission, "192.0.2.3")).isEqualTo(ConnectionRejection.TOTAL);
		this.tickets.get(0).close();
		this.tickets.get(0).close();
		assertThat(come(admission, "192.0.2.3")).isNull();
		assertThat(come(admission, "192.0.2.4")).isEqualTo(ConnectionRejection.TOTAL);
	}

	@Test
	void whenThoseThatDoNotPublishAreTooManyOnesThatDoStillCount() {
		ConnectionAdmission admission = new ConnectionAdmission(WIDE.withUnauthenticated(1).withTotal(2));
		assertThat(come(admission, "192.0.2.1")).isNull();
		assertThat(come(admission, "192.0.2.2")).isEqualTo(ConnectionRejection.UNAUTHENTICATED);
		this.tickets.get(0).authenticated();
		this.tickets.get(0).authenticated();
		assertThat(come(admission, "192.0.2.2")).isNull();
		assertThat(come(admission, "192.0.2.3")).isEqualTo(ConnectionRejection.TOTAL);
	}

	@Test
	@Tag("D1")
	void whenOneAddressTakesItsPlacesOthersKeepTheirs() {
		ConnectionAdmission admission = new ConnectionAdmission(ConnectionLimits.DEFAULT);
		int kept = 0;
		for (int i = 0; i < 200; i++) {
			ConnectionRejection rejection = come(admission, "192.0.2.1");
			kept += (rejection != null) ? 0 : 1;
			assertThat(rejection).isIn(null, ConnectionRejection.PER_IP);
		}
		assertThat(kept).isEqualTo(10);
		assertThat(come(admission, "192.0.2.2")).isNull();
	}

	@Test
	void whenPublishersOfOneAddressAreTooManyItIsFull() {
		ConnectionAdmission admission = new ConnectionAdmission(
				WIDE.withPerAddress(3).withUnauthenticatedPerAddress(1));
		for (int i = 0; i < 3; i++) {
			assertThat(come(admission, "2001:db8::" + i)).isNull();
			this.tickets.get(i).authenticated();
		}
		assertThat(come(admission, "2001:db8::4")).isEqualTo(ConnectionRejection.PER_IP);
		assertThat(come(admission, "2001:db8:0:1::4")).isNull();
		this.tickets.get(1).close();
		assertThat(come(admission, "2001:db8::4")).isNull();
	}

	@Test
	void whenAnAddressConnectsTooOftenItWaits() {
		ConnectionAdmission admission = new ConnectionAdmission(WIDE.withAcceptsPerSecond(2));
		assertThat(come(admission, "192.0.2.1")).isNull();
		assertThat(come(admission, "192.0.2.1")).isNull();
		this.tickets.forEach(Ticket::close);
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.RATE);
		assertThat(come(admission, "192.0.2.2")).isNull();
		Ticket later = admission.ticket();
		assertThat(later.enter()).isNull();
		assertThat(later.identify(address("192.0.2.1"), SECOND / 2)).isNull();
	}

	@Test
	void whenATurnedAwayConnectionClosesNothingIsGivenBackTwice() {
		ConnectionAdmission admission = new ConnectionAdmission(WIDE.withTotal(1));
		assertThat(come(admission, "192.0.2.1")).isNull();
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.TOTAL);
		this.tickets.get(1).authenticated();
		this.tickets.get(1).close();
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.TOTAL);
	}

	@Test
	@Tag("D3")
	void whenAMillionAddressesComeTheTableIsBoundedAndKeepsThoseThatAreThere() throws UnknownHostException {
		ConnectionAdmission admission = new ConnectionAdmission(WIDE.withPerAddress(1));
		assertThat(come(admission, "192.0.2.1")).isNull();
		ByteBuffer bytes = ByteBuffer.allocate(16);
		for (int i = 0; i < 1_000_000; i++) {
			bytes.putInt(0, 0x20010DB8).putInt(4, i);
			Ticket ticket = admission.ticket();
			assertThat(ticket.enter()).isNull();
			assertThat(ticket.identify(InetAddress.getByAddress(bytes.array()), i)).isNull();
			ticket.close();
		}
		assertThat(admission.remembered()).isLessThanOrEqualTo(100_000);
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.PER_IP);
	}

	private @Nullable ConnectionRejection come(ConnectionAdmission admission, String address) {
		Ticket ticket = admission.ticket();
		this.tickets.add(ticket);
		ConnectionRejection rejection = ticket.enter();
		return (rejection != null) ? rejection : ticket.identify(address(address), 0);
	}

	private static InetAddress address(String text) {
		try {
			return InetAddress.getByName(text);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
