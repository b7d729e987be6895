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
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.RtmpServerBuilder;
import dev.rtmpkit.server.TestLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionAdmissionTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final long PATIENCE = ConnectionAdmission.PATIENCE;

	private final List<Ticket> tickets = new ArrayList<>();

	private final List<String> displaced = new ArrayList<>();

	@Test
	@Tag("D2")
	void whenAllPlacesAreTakenOneGivenBackIsFreeAtOnce() {
		ConnectionAdmission admission = admission(wide().maxConnections(2));
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
		ConnectionAdmission admission = admission(wide().maxUnauthenticatedConnections(1).maxConnections(3));
		assertThat(come(admission, "192.0.2.1")).isNull();
		this.tickets.get(0).authenticated();
		this.tickets.get(0).authenticated();
		assertThat(come(admission, "192.0.2.2")).isNull();
		assertThat(this.displaced).isEmpty();
		assertThat(come(admission, "192.0.2.3")).isNull();
		assertThat(this.displaced).containsExactly("192.0.2.2 UNAUTHENTICATED");
		assertThat(come(admission, "192.0.2.4")).as("the displaced one counts no more").isNull();
		assertThat(come(admission, "192.0.2.5")).as("two displaced ones are not closed yet")
			.isEqualTo(ConnectionRejection.TOTAL);
		this.tickets.get(1).close();
		assertThat(come(admission, "192.0.2.5")).isNull();
	}

	@Test
	@Tag("I11")
	void whenAllPlacesAreTakenAConnectionThatNeverAskedGoes() {
		ConnectionAdmission admission = admission(wide().maxConnections(4));
		come(admission, "192.0.2.1");
		this.tickets.get(0).authenticated();
		come(admission, "192.0.2.2");
		this.tickets.get(1).asks();
		come(admission, "192.0.2.3");
		come(admission, "192.0.2.3");
		assertThat(come(admission, "192.0.2.4", PATIENCE - 1)).as("they have time to ask")
			.isEqualTo(ConnectionRejection.TOTAL);
		assertThat(come(admission, "192.0.2.4", PATIENCE)).isNull();
		assertThat(come(admission, "192.0.2.5", PATIENCE)).isNull();
		assertThat(this.displaced).containsExactly("192.0.2.3 TOTAL", "192.0.2.3 TOTAL");
		assertThat(come(admission, "192.0.2.6", PATIENCE)).as("the others publish, ask or have just come")
			.isEqualTo(ConnectionRejection.TOTAL);
	}

	@Test
	@Tag("I11")
	void whenADisplacedConnectionClosesItsPlaceIsNotGivenBackTwice() {
		ConnectionAdmission admission = admission(wide().maxConnections(1));
		come(admission, "192.0.2.1");
		assertThat(come(admission, "192.0.2.2", PATIENCE)).isNull();
		this.tickets.get(0).displace(ConnectionRejection.TLS_HANDSHAKES);
		this.tickets.get(0).close();
		this.tickets.get(0).close();
		assertThat(come(admission, "192.0.2.3", PATIENCE)).isEqualTo(ConnectionRejection.TOTAL);
		this.tickets.get(1).close();
		assertThat(come(admission, "192.0.2.3", PATIENCE)).isNull();
	}

	@Test
	@Tag("I11")
	void whenPlacesAreTakenTheOldestOfTheNetworkWithMostGoes() {
		ConnectionAdmission admission = admission(wide().maxUnauthenticatedConnections(4));
		come(admission, "192.0.2.1");
		come(admission, "192.0.2.2");
		come(admission, "192.0.2.2");
		come(admission, "192.0.2.3");
		for (int i = 0; i < 3; i++) {
			assertThat(come(admission, "198.51.100." + i)).isNull();
		}
		assertThat(this.displaced).as("then the oldest of all")
			.containsExactly("192.0.2.2 UNAUTHENTICATED", "192.0.2.1 UNAUTHENTICATED", "192.0.2.2 UNAUTHENTICATED");
	}

	@Test
	@Tag("I11")
	void whenSubnetsOfOneSiteTakeThePlacesTheyCountTogether() {
		ConnectionAdmission admission = admission(wide().maxUnauthenticatedConnections(5));
		come(admission, "192.0.2.1");
		come(admission, "192.0.2.1");
		come(admission, "2001:db8:1:1::1");
		come(admission, "2001:db8:1:2::1");
		come(admission, "2001:db8:1:3::1");
		come(admission, "2001:db8:2:1::1");
		assertThat(this.displaced).containsExactly("2001:db8:1:1::1 UNAUTHENTICATED");
	}

	@Test
	@Tag("I11")
	void whenStrangersOfAnyNumberOfNetworksComeAPlaceIsKeptForThoseThatHavePublished() {
		ConnectionAdmission admission = admission(wide().maxUnauthenticatedConnections(10));
		for (int i = 0; i < 3; i++) {
			come(admission, "192.0.2.1");
			this.tickets.get(i).authenticated();
			this.tickets.get(i).close();
		}
		come(admission, "192.0.2.1");
		come(admission, "192.0.2.1");
		come(admission, "192.0.2.1");
		for (int i = 0; i < 100; i++) {
			come(admission, "198.51.100." + i);
		}
		assertThat(this.displaced).hasSize(91).as("two places are kept").containsOnlyOnce("192.0.2.1 UNAUTHENTICATED");
	}

	@Test
	@Tag("I12")
	void whenAConnectionIsAuthenticatedItsAddressMayHaveAsManyMore() {
		ConnectionAdmission admission = new ConnectionAdmission(TestLimits.DEFAULT.connections());
		for (int i = 0; i < 900; i++) {
			assertThat(come(admission, "192.0.2.1")).isNull();
			this.tickets.get(i).authenticated();
		}
		assertThat(this.displaced).isEmpty();
		assertThat(this.tickets.get(0).isCrowded()).isFalse();
	}

	@Test
	@Tag("I12")
	void whenARefusalWaitsItTakesNoPlaceButOneOfABoundedNumber() {
		ConnectionAdmission admission = admission(
				wide().maxUnauthenticatedConnections(2).maxUnauthenticatedConnectionsPerAddress(1));
		for (int i = 0; i < 3; i++) {
			come(admission, "192.0.2.1");
			this.tickets.get(i).asks();
			this.tickets.get(i).refused();
			assertThat(this.tickets.get(i).isCrowded()).isFalse();
		}
		assertThat(this.displaced).containsExactly("192.0.2.1 UNAUTHENTICATED");
		come(admission, "192.0.2.2");
		come(admission, "192.0.2.3");
		assertThat(this.displaced).hasSize(1);
		this.tickets.get(2).answered();
		assertThat(this.displaced).containsExactly("192.0.2.1 UNAUTHENTICATED", "192.0.2.2 UNAUTHENTICATED");
	}

	@Test
	@Tag("I12")
	void whenADecisionIsAwaitedItIsNoReasonToMakeRoom() {
		ConnectionAdmission admission = admission(wide().maxUnauthenticatedConnectionsPerAddress(2));
		for (int i = 0; i < 5; i++) {
			come(admission, "192.0.2.1");
		}
		this.tickets.subList(0, 3).forEach(Ticket::asks);
		assertThat(this.tickets.get(4).isCrowded()).isFalse();
		this.tickets.get(0).answered();
		assertThat(this.tickets.get(4).isCrowded()).isTrue();
		this.tickets.get(1).makeRoom(PATIENCE);
		assertThat(this.displaced).containsExactly("192.0.2.1 PER_IP");
		this.tickets.forEach(Ticket::close);
		assertThat(come(admission, "192.0.2.1")).isNull();
		assertThat(this.tickets.get(5).isCrowded()).isFalse();
	}

	@Test
	@Tag("I11")
	void whenASiteHasTooManyPlacesItsOldestGo() {
		ConnectionAdmission admission = admission(wide().maxUnauthenticatedConnectionsPerAddress(2));
		for (int i = 0; i < 10; i++) {
			come(admission, "2001:db8:1:" + i + "::1");
		}
		come(admission, "2001:db8:2:1::1");
		assertThat(this.tickets.get(10).isCrowded()).isFalse();
		this.tickets.get(9).makeRoom(PATIENCE);
		assertThat(this.displaced).containsExactly("2001:db8:1:0::1 PER_IP", "2001:db8:1:1::1 PER_IP");
	}

	@Test
	@Tag("I11")
	void whenAProxyIntroducesNobodyItsOldestConnectionGoes() {
		ConnectionAdmission admission = admission(wide().maxUnauthenticatedConnections(2));
		come(admission, "192.0.2.1");
		come(admission, "192.0.2.2");
		for (int i = 0; i < 4; i++) {
			int number = i;
			Ticket ticket = admission.ticket((reason) -> this.displaced.add(number + " " + reason));
			assertThat(ticket.enter(0)).isNull();
			ticket.awaitIntroduction();
			this.tickets.add(ticket);
		}
		assertThat(this.displaced).containsExactly("0 UNAUTHENTICATED", "1 UNAUTHENTICATED");
		assertThat(this.tickets.get(5).identify(address("192.0.2.3"), 0)).isNull();
		assertThat(this.displaced).hasSize(3).last().isEqualTo("192.0.2.1 UNAUTHENTICATED");
	}

	@Test
	@Tag("D1")
	void whenOneAddressKeepsItsPlacesItHasNoMoreThanItsOwn() {
		ConnectionAdmission admission = new ConnectionAdmission(TestLimits.DEFAULT.connections());
		for (int i = 0; i < 200; i++) {
			assertThat(come(admission, "192.0.2.1")).isNull();
		}
		this.tickets.get(199).makeRoom(PATIENCE - 1);
		assertThat(this.displaced).isEmpty();
		this.tickets.get(199).makeRoom(PATIENCE);
		assertThat(this.displaced).hasSize(190).containsOnly("192.0.2.1 PER_IP");
		assertThat(come(admission, "192.0.2.2")).isNull();
		assertThat(this.tickets.get(200).isCrowded()).isFalse();
	}

	@Test
	void whenConnectionsOfOneAddressAreLimitedItIsFull() {
		ConnectionAdmission admission = admission(wide().maxConnectionsPerAddress(3));
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
	@Tag("I12")
	void whenAnAddressConnectsTooOftenItWaitsUnlessItPublishes() {
		ConnectionAdmission admission = admission(wide().acceptsPerSecondPerAddress(2));
		for (int i = 0; i < 20; i++) {
			assertThat(come(admission, "192.0.2.1")).isNull();
		}
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.RATE);
		assertThat(come(admission, "192.0.2.2")).isNull();
		this.tickets.get(7).authenticated();
		assertThat(come(admission, "192.0.2.1")).isNull();
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.RATE);
		assertThat(come(admission, "192.0.2.1", SECOND / 2)).isNull();
	}

	@Test
	@Tag("I11")
	void whenSubnetsOfOneSiteConnectTooOftenTheyWait() {
		ConnectionAdmission admission = admission(wide().acceptsPerSecondPerAddress(1));
		for (int i = 0; i < 40; i++) {
			assertThat(come(admission, "2001:db8:1:" + i + "::1")).isNull();
		}
		assertThat(come(admission, "2001:db8:1:ff::1")).isEqualTo(ConnectionRejection.RATE);
		assertThat(come(admission, "2001:db8:2:ff::1")).isNull();
	}

	@Test
	void whenATurnedAwayConnectionClosesNothingIsGivenBackTwice() {
		ConnectionAdmission admission = admission(wide().maxConnections(1));
		assertThat(come(admission, "192.0.2.1")).isNull();
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.TOTAL);
		this.tickets.get(1).authenticated();
		this.tickets.get(1).close();
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.TOTAL);
	}

	@Test
	@Tag("D3")
	void whenAMillionAddressesComeTheTableIsBoundedAndKeepsThoseThatAreThere() throws UnknownHostException {
		ConnectionAdmission admission = admission(wide().maxConnectionsPerAddress(1));
		assertThat(come(admission, "192.0.2.1")).isNull();
		ByteBuffer bytes = ByteBuffer.allocate(16);
		for (int i = 0; i < 1_000_000; i++) {
			bytes.putInt(0, 0x20010DB8).putInt(4, i);
			Ticket ticket = admission.ticket((reason) -> this.displaced.add("late " + reason));
			assertThat(ticket.enter(0)).isNull();
			assertThat(ticket.identify(InetAddress.getByAddress(bytes.array()), i)).isNull();
			ticket.close();
		}
		assertThat(admission.remembered()).isLessThanOrEqualTo(100_000);
		assertThat(come(admission, "192.0.2.1")).isEqualTo(ConnectionRejection.PER_IP);
	}

	private @Nullable ConnectionRejection come(ConnectionAdmission admission, String address) {
		return come(admission, address, 0);
	}

	private @Nullable ConnectionRejection come(ConnectionAdmission admission, String address, long nanoTime) {
		Ticket ticket = admission.ticket((reason) -> this.displaced.add(address + " " + reason));
		this.tickets.add(ticket);
		ConnectionRejection rejection = ticket.enter(nanoTime);
		return (rejection != null) ? rejection : ticket.identify(address(address), nanoTime);
	}

	private static InetAddress address(String text) {
		try {
			return InetAddress.getByName(text);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static ConnectionAdmission admission(RtmpServerBuilder limits) {
		return new ConnectionAdmission(TestLimits.of(limits).connections());
	}

	private static RtmpServerBuilder wide() {
		return RtmpServer.builder()
			.maxConnections(1 << 30)
			.maxUnauthenticatedConnections(1 << 30)
			.maxConnectionsPerAddress(1 << 30)
			.maxUnauthenticatedConnectionsPerAddress(1 << 30)
			.acceptsPerSecondPerAddress(1 << 30);
	}

}
