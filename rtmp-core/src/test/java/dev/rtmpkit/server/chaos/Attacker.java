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

package dev.rtmpkit.server.chaos;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.UnknownMessage;
import dev.rtmpkit.testkit.RawRtmpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An attacker with an address of its own, which keeps what the server counts for an
 * address apart from all others. Used by one thread.
 */
public final class Attacker implements AutoCloseable {

	private static final String APP = "live";

	private final int port;

	private final InetAddress address;

	private final Random random;

	private final List<RawRtmpClient> clients = new ArrayList<>();

	private int names;

	Attacker(int port, InetAddress address, long seed) {
		this.port = port;
		this.address = address;
		this.random = new Random(seed);
	}

	Random random() {
		return this.random;
	}

	/**
	 * Return a name that nobody used before.
	 */
	String name(String prefix) {
		return prefix + "-" + this.address.getHostAddress() + "-" + ++this.names;
	}

	byte[] randomBytes(int count) {
		byte[] bytes = new byte[count];
		this.random.nextBytes(bytes);
		return bytes;
	}

	<T> T oneOf(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	RawRtmpClient open() {
		return begun(() -> {
			RawRtmpClient client = RawRtmpClient.open(this.address, this.port);
			this.clients.add(client);
			return client;
		});
	}

	RawRtmpClient handshaken() {
		RawRtmpClient client = open();
		return begun(client::handshake);
	}

	RawRtmpClient connected() {
		RawRtmpClient client = handshaken();
		return begun(() -> client.connect(APP, 0));
	}

	RawRtmpClient publishing() {
		return publishing(name("attack"));
	}

	RawRtmpClient publishing(String key) {
		RawRtmpClient client = connected();
		return begun(() -> {
			client.publish(1, key).awaitStatus("NetStream.Publish.Start");
			return client;
		});
	}

	/**
	 * What comes before an attack proves nothing if it fails: a busy server may refuse
	 * strangers.
	 */
	private static RawRtmpClient begun(Supplier<RawRtmpClient> beginning) {
		try {
			return beginning.get();
		}
		catch (AssertionError | UncheckedIOException ex) {
			throw new NotBegun(ex);
		}
	}

	/**
	 * Send what the server need not take to the end.
	 */
	void flood(RawRtmpClient client, RtmpMessage... messages) {
		flood(client, List.of(messages));
	}

	void flood(RawRtmpClient client, List<RtmpMessage> messages) {
		try {
			client.send(messages.toArray(RtmpMessage[]::new));
		}
		catch (UncheckedIOException ex) {
			// The server has closed, which is looked at next
			if (ex.getCause() instanceof SocketTimeoutException) {
				throw ex;
			}
		}
	}

	/**
	 * Expect the server to close the connection.
	 * @return how many bytes came before
	 */
	long assertClosed(RawRtmpClient client) {
		long bytes = client.awaitClose();
		client.close();
		return bytes;
	}

	/**
	 * Expect the server to go on with a connection that publishes, and end the publish.
	 */
	void assertUnharmed(RawRtmpClient client) {
		client.deleteStream(1).awaitStatus("NetStream.Unpublish.Success");
		client.close();
	}

	/**
	 * Expect the server to answer on a connection.
	 */
	void assertServed(RawRtmpClient client) {
		client.command(0, "_checkbw", 4711, AmfNull.INSTANCE)
			.await(CommandMessage.class, (answer) -> answer.transactionId() == 4711);
		client.close();
	}

	/**
	 * Expect that the server closed the connection or goes on with it, and does not leave
	 * it hanging.
	 */
	void assertServedOrClosed(RawRtmpClient client) {
		try {
			assertServed(client);
		}
		catch (AssertionError | UncheckedIOException ex) {
			for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
				if (cause instanceof SocketTimeoutException) {
					throw ex;
				}
			}
		}
	}

	static UnknownMessage message(int typeId, int streamId, byte[] body) {
		return new UnknownMessage(typeId, streamId, 0, ByteBuffer.wrap(body));
	}

	static byte[] bytes(RtmpMessage... messages) {
		ByteBuffer bytes = new MessageWriter().write(List.of(messages));
		byte[] array = new byte[bytes.remaining()];
		bytes.get(array);
		return array;
	}

	/**
	 * Leave nothing open behind a round, least of all one that failed.
	 */
	@Override
	public void close() {
		this.clients.forEach(RawRtmpClient::close);
		this.clients.clear();
	}

	void assertAtMost(long bytes, long limit) {
		assertThat(bytes).as("bytes that the server sent").isLessThanOrEqualTo(limit);
	}

	/**
	 * Says that there was no attack.
	 */
	static final class NotBegun extends RuntimeException {

		NotBegun(Throwable cause) {
			super(cause);
		}

	}

}
