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

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.testkit.RawRtmpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in a process with a small heap, whose consumers all hang, while fifty encoders
 * publish to it and come back when they are cut off.
 */
@Timeout(90)
@Tag("heavy")
@Tag("I7")
class SmallHeapTests {

	private static final int PUBLISHERS = 50;

	private static final int PUBLISHERS_PER_ADDRESS = 10;

	/** How often each of them publishes, so that consumers hang of as many streams. */
	private static final int PUBLISHES = 3;

	private static final long LOAD_NANOS = TimeUnit.SECONDS.toNanos(12);

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	/** Of 8 Mbit/s with 30 frames a second. */
	private static final int FRAME_BYTES = 33_000;

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx128m", "-Xmx256m" })
	void whenAllConsumersHangTheServerLivesOn(String heap) throws Exception {
		try (ServerProcess server = new ServerProcess(heap)) {
			load(server.port());
			State loaded = server.state();
			assertThat(loaded.running()).isTrue();
			assertThat(loaded.publishes()).isGreaterThanOrEqualTo(PUBLISHERS);
			publishWell(server);
			assertThat(server.terminate()).isLessThan(10_000);
			assertThat(server.lines()).noneMatch((line) -> line.contains("OutOfMemoryError"));
		}
	}

	private static void load(int port) throws Exception {
		long end = System.nanoTime() + LOAD_NANOS;
		List<Thread> threads = new ArrayList<>();
		List<RawRtmpClient> clients = new CopyOnWriteArrayList<>();
		for (int i = 0; i < PUBLISHERS; i++) {
			int number = i;
			Thread thread = new Thread(() -> publish(port, number, end, clients), "publisher-" + i);
			thread.setDaemon(true);
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
		}
		// Those that are not read cannot end by themselves
		clients.forEach(RawRtmpClient::close);
		for (Thread thread : threads) {
			thread.join();
		}
	}

	private static void publish(int port, int number, long end, List<RawRtmpClient> clients) {
		int publishes = 0;
		while (publishes < PUBLISHES && System.nanoTime() < end) {
			try (RawRtmpClient client = RawRtmpClient.open(address(number), port)) {
				clients.add(client);
				client.handshake().connect("live", 0).publish(1, "key-" + number);
				client.awaitStatus("NetStream.Publish.Start");
				publishes++;
				byte[] frame = new byte[FRAME_BYTES];
				frame[0] = 0x17;
				frame[1] = 1;
				for (long time = 0; System.nanoTime() < end; time += 33) {
					client.video(time, frame);
					frame[0] = (byte) ((time % 990 == 0) ? 0x17 : 0x27);
				}
			}
			catch (AssertionError | UncheckedIOException ex) {
				// Turned away or cut off: an encoder tries again, and not at once
				Thread.yield();
			}
		}
	}

	private static InetAddress address(int number) {
		try {
			return InetAddress.getByAddress(new byte[] { 127, 0, 1, (byte) (1 + number / PUBLISHERS_PER_ADDRESS) });
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Publish, as an encoder does that tries again when it is turned away.
	 */
	private static void publishWell(ServerProcess server) throws Exception {
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (!isServed(server)) {
			assertThat(System.nanoTime()).as("time for a new publisher").isLessThan(end);
		}
	}

	private static boolean isServed(ServerProcess server) throws Exception {
		try (RawRtmpClient client = RawRtmpClient.publishing(server.port(), "live", SmallHeapServer.GOOD)) {
			for (int i = 0; i < 10; i++) {
				client.audio(i * 20L, (byte) 0x2F, (byte) 1, (byte) 2);
			}
			while (server.state().delivered() < 10) {
				Thread.onSpinWait();
			}
			return true;
		}
		catch (AssertionError | UncheckedIOException ex) {
			return false;
		}
	}

	private record State(boolean running, long delivered, long publishes, long used, long limit) {

	}

	/**
	 * A {@link SmallHeapServer} in a process of its own.
	 */
	private static final class ServerProcess implements AutoCloseable {

		private static final long PATIENCE_SECONDS = 20;

		private final Process process;

		private final BufferedWriter input;

		private final List<String> lines = new CopyOnWriteArrayList<>();

		private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

		private final Thread output;

		private final int port;

		ServerProcess(String heap) throws Exception {
			this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap,
					"-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
					"-Dlogback.configurationFile=dev/rtmpkit/logback-tests.xml", SmallHeapServer.class.getName())
				.redirectErrorStream(true)
				.start();
			this.input = this.process.outputWriter();
			this.output = new Thread(this::read, "server-output");
			this.output.start();
			this.port = Integer.parseInt(answer(SmallHeapServer.PORT));
		}

		private void read() {
			try (BufferedReader reader = this.process.inputReader()) {
				String line;
				while ((line = reader.readLine()) != null) {
					this.lines.add(line);
					if (line.startsWith(SmallHeapServer.PORT) || line.startsWith(SmallHeapServer.STATE)
							|| line.startsWith(SmallHeapServer.STOPPED)) {
						this.answers.add(line);
					}
				}
			}
			catch (IOException ex) {
				this.lines.add(ex.toString());
			}
		}

		int port() {
			return this.port;
		}

		List<String> lines() {
			return this.lines;
		}

		State state() throws Exception {
			this.input.write("\n");
			this.input.flush();
			String[] values = answer(SmallHeapServer.STATE).split(" ");
			return new State(Boolean.parseBoolean(values[0]), Long.parseLong(values[1]), Long.parseLong(values[2]),
					Long.parseLong(values[3]), Long.parseLong(values[4]));
		}

		private String answer(String prefix) throws InterruptedException {
			String line = this.answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(line).as(() -> "answer after " + this.lines).isNotNull().startsWith(prefix);
			return line.substring(prefix.length());
		}

		/**
		 * Terminate the process as an operator does.
		 * @return the milliseconds that the server took to stop
		 */
		long terminate() throws Exception {
			// Not by the process itself, which would close its output, too
			this.process.toHandle().destroy();
			long took = Long.parseLong(answer(SmallHeapServer.STOPPED));
			assertThat(this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
			this.output.join();
			return took;
		}

		@Override
		public void close() {
			this.process.destroyForcibly();
		}

	}

}
