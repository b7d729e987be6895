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

package dev.rtmpkit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import javax.net.SocketFactory;
import javax.net.ssl.SSLException;

import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.wire.chunk.ChunkLimits;
import dev.rtmpkit.internal.wire.message.AudioMessage;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.MessageReader;
import dev.rtmpkit.internal.wire.message.MessageWriter;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.VideoMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that does exactly what a test says: raw bytes or single messages over a real
 * socket, with a time limit on every wait.
 */
public final class RawRtmpClient implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 10_000;

	private static final int HANDSHAKE_BYTES = 1536;

	private final Socket socket;

	private final MessageWriter writer = new MessageWriter();

	private final MessageReader reader = new MessageReader(ChunkLimits.PUBLISHING, AmfLimits.DEFAULT);

	/**
	 * Reads everything as well, as clients with a simple reader must not lose their
	 * place.
	 */
	private final SimpleChunkReader simpleReader = new SimpleChunkReader();

	private final Queue<RtmpMessage> simplyRead = new ArrayDeque<>();

	private final byte[] buffer = new byte[64 << 10];

	private ByteBuffer unread = ByteBuffer.allocate(0);

	private RawRtmpClient(Socket socket) {
		this.socket = socket;
	}

	public static RawRtmpClient open(int port) {
		return open(SocketFactory.getDefault(), port);
	}

	/**
	 * Open a connection over a socket of some kind.
	 */
	public static RawRtmpClient open(SocketFactory sockets, int port) {
		return open(sockets, InetAddress.getLoopbackAddress(), port);
	}

	/**
	 * Open a connection from another address of this host.
	 */
	public static RawRtmpClient open(InetAddress from, int port) {
		return open(SocketFactory.getDefault(), from, port);
	}

	private static RawRtmpClient open(SocketFactory sockets, InetAddress from, int port) {
		try {
			Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port, from, 0);
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(TIMEOUT_MILLIS);
			return new RawRtmpClient(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Open a connection, shake hands, connect to an application and create message stream
	 * 1.
	 */
	public static RawRtmpClient connected(int port, String app) {
		return connected(port, app, 0);
	}

	/**
	 * As {@link #connected(int, String)}, with the extensions of {@code capsEx}.
	 */
	public static RawRtmpClient connected(int port, String app, int capsEx) {
		return open(port).handshake().connect(app, capsEx);
	}

	/**
	 * Connect to an application, the handshake being done, and create message stream 1.
	 */
	public RawRtmpClient connect(String app, int capsEx) {
		command(0, "connect", 1,
				AmfObject.builder()
					.put("app", app)
					.put("tcUrl", "rtmp://localhost/" + app)
					.put("flashVer", "raw")
					.put("capsEx", capsEx)
					.build());
		awaitCommand("_result");
		command(0, "createStream", 2, AmfNull.INSTANCE);
		awaitCommand("_result");
		return this;
	}

	/**
	 * As {@link #connected}, and publish.
	 */
	public static RawRtmpClient publishing(int port, String app, String key) {
		return publishing(port, app, key, 0);
	}

	/**
	 * As {@link #publishing(int, String, String)}, with the extensions of {@code capsEx}.
	 */
	public static RawRtmpClient publishing(int port, String app, String key, int capsEx) {
		RawRtmpClient client = connected(port, app, capsEx);
		client.publish(1, key);
		client.awaitStatus("NetStream.Publish.Start");
		return client;
	}

	public RawRtmpClient handshake() {
		return handshake(new byte[0]);
	}

	/**
	 * Shake hands, with bytes in front of the first packet and in one piece with it.
	 */
	public RawRtmpClient handshake(byte[] before) {
		byte[] hello = Arrays.copyOf(before, before.length + 1 + HANDSHAKE_BYTES);
		hello[before.length] = 3;
		sendBytes(hello);
		byte[] reply = readBytes(1 + 2 * HANDSHAKE_BYTES);
		sendBytes(Arrays.copyOfRange(reply, 1, 1 + HANDSHAKE_BYTES));
		return this;
	}

	public RawRtmpClient sendBytes(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Send bytes that the server may not want to the end.
	 */
	public RawRtmpClient sendBytesWhileOpen(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			// closed meanwhile, which is for the test to find out
			return this;
		}
		return this;
	}

	public RawRtmpClient send(RtmpMessage... messages) {
		ByteBuffer bytes = this.writer.write(List.of(messages));
		byte[] array = new byte[bytes.remaining()];
		bytes.get(array);
		return sendBytes(array);
	}

	public RawRtmpClient command(int streamId, String name, double transactionId, AmfValue object,
			AmfValue... arguments) {
		return send(new CommandMessage(streamId, name, transactionId, object, List.of(arguments)));
	}

	public RawRtmpClient publish(int streamId, String key) {
		return command(streamId, "publish", 5, AmfNull.INSTANCE, new AmfString(key), new AmfString("live"));
	}

	public RawRtmpClient deleteStream(int streamId) {
		return command(0, "deleteStream", 0, AmfNull.INSTANCE, new AmfNumber(streamId));
	}

	public RawRtmpClient video(long timestamp, byte... payload) {
		return send(new VideoMessage(1, timestamp, ByteBuffer.wrap(payload)));
	}

	public RawRtmpClient audio(long timestamp, byte... payload) {
		return send(new AudioMessage(1, timestamp, ByteBuffer.wrap(payload)));
	}

	public byte[] readBytes(int count) {
		try {
			byte[] bytes = this.socket.getInputStream().readNBytes(count);
			if (bytes.length < count) {
				throw new AssertionError("Closed after " + bytes.length + " of " + count + " bytes");
			}
			return bytes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for the next message.
	 */
	public RtmpMessage receive() {
		try {
			while (true) {
				RtmpMessage message = this.reader.read(this.unread);
				if (message != null) {
					assertThat(this.simplyRead.poll()).isEqualTo(message);
					return message;
				}
				int count = this.socket.getInputStream().read(this.buffer);
				if (count < 0) {
					throw new AssertionError("The server closed the connection");
				}
				this.unread = ByteBuffer.wrap(this.buffer, 0, count);
				this.simplyRead.addAll(this.simpleReader.read(this.unread.duplicate()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for a message and skip what comes before it.
	 */
	public <T extends RtmpMessage> T await(Class<T> type, Predicate<T> condition) {
		List<RtmpMessage> skipped = new ArrayList<>();
		while (true) {
			RtmpMessage message;
			try {
				message = receive();
			}
			catch (AssertionError | UncheckedIOException ex) {
				throw new AssertionError(ex.getMessage() + "; got before: " + skipped, ex);
			}
			if (type.isInstance(message) && condition.test(type.cast(message))) {
				return type.cast(message);
			}
			skipped.add(message);
		}
	}

	public CommandMessage awaitCommand(String name) {
		return await(CommandMessage.class, (command) -> command.name().equals(name));
	}

	public CommandMessage awaitStatus(String code) {
		return await(CommandMessage.class,
				(command) -> command.name().equals("onStatus") && code.equals(code(command)));
	}

	/**
	 * Return the code of a status or of an answer.
	 */
	public static String code(CommandMessage command) {
		return (!command.arguments().isEmpty() && command.arguments().get(0) instanceof AmfProperties info)
				? String.valueOf(info.string("code")) : "";
	}

	/**
	 * Read and discard until the server closes its side.
	 * @return how many bytes came before
	 */
	public long awaitClose() {
		long count = this.unread.remaining();
		try {
			InputStream input = this.socket.getInputStream();
			int read;
			while ((read = input.read(this.buffer)) >= 0) {
				count += read;
			}
		}
		catch (SocketException | SSLException ex) {
			// reset instead of closed: gone all the same
			return count;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return count;
	}

	/**
	 * Read and discard for a time.
	 * @return whether the server closed its side within it
	 */
	public boolean isClosedWithin(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		try {
			for (long left = time.toMillis(); left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
				this.socket.setSoTimeout((int) left);
				if (this.socket.getInputStream().read(this.buffer) < 0) {
					return true;
				}
			}
			return false;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
		finally {
			restoreTimeout();
		}
	}

	private void restoreTimeout() {
		try {
			this.socket.setSoTimeout(TIMEOUT_MILLIS);
		}
		catch (SocketException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Send nothing more, and say so: a half-close, or a close_notify of TLS.
	 */
	public RawRtmpClient endOutput() {
		try {
			this.socket.shutdownOutput();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Read and discard until the server ends its side in an orderly way, by a
	 * close_notify if the connection is encrypted.
	 */
	public void awaitOrderlyEnd() {
		try {
			while (this.socket.getInputStream().read(this.buffer) >= 0) {
				// A reply, perhaps
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Close with a reset instead of an end of the stream.
	 */
	public void reset() {
		try {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
