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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * All attacks at once: each has a thread and an address of its own and is repeated for a
 * time.
 */
public final class Assault {

	/** Beneath what the default limits let in from one address. */
	private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final int FIRST_ADDRESS = 2;

	/** A round takes less, whatever the server does: all waiting is limited. */
	private static final long LONGEST_ROUND_MILLIS = 20_000;

	private final long end;

	private final List<Attempts> attempts = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private Assault(Duration duration) {
		this.end = System.nanoTime() + duration.toNanos();
	}

	/**
	 * Return every attack there is.
	 */
	public static List<Attack> attacks() {
		return Stream
			.of(HandshakeAttacks.all(), ChunkAttacks.all(), AmfAttacks.all(), MessageAttacks.all(), MediaAttacks.all(),
					PublishAttacks.all())
			.flatMap(List::stream)
			.toList();
	}

	/**
	 * Attack.
	 * @param attacks the attacks, 250 at most
	 * @param port the server's port
	 * @param duration after which no round begins any more
	 * @return what is going on
	 */
	public static Assault begin(List<Attack> attacks, int port, Duration duration) throws UnknownHostException {
		Assault assault = new Assault(duration);
		for (Attack attack : attacks) {
			int index = assault.attempts.size();
			InetAddress address = InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) (FIRST_ADDRESS + index) });
			Attempts attempts = new Attempts(attack.name());
			assault.attempts.add(attempts);
			Thread thread = new Thread(() -> assault.repeat(attack, new Attacker(port, address, index), attempts),
					"attack-" + attack.name());
			thread.setDaemon(true);
			assault.threads.add(thread);
		}
		assault.threads.forEach(Thread::start);
		return assault;
	}

	private void repeat(Attack attack, Attacker attacker, Attempts attempts) {
		for (long next = System.nanoTime(); System.nanoTime() < this.end; next += PACE_NANOS) {
			try (attacker) {
				attack.round().strike(attacker);
				attempts.met++;
			}
			catch (Attacker.NotBegun ex) {
				attempts.notBegun++;
			}
			catch (Exception | AssertionError ex) {
				attempts.failed++;
				attempts.failure = (attempts.failure != null) ? attempts.failure : ex;
			}
			next = Math.max(next, System.nanoTime() - PACE_NANOS);
			for (long wait; (wait = next + PACE_NANOS - System.nanoTime()) > 0;) {
				LockSupport.parkNanos(wait);
			}
		}
	}

	/**
	 * Wait until all attacks are over.
	 * @return what came of each
	 */
	public List<Attempts> await() throws InterruptedException {
		for (Thread thread : this.threads) {
			thread
				.join(LONGEST_ROUND_MILLIS + TimeUnit.NANOSECONDS.toMillis(Math.max(0, this.end - System.nanoTime())));
			if (thread.isAlive()) {
				throw new AssertionError(thread.getName() + " does not end");
			}
		}
		return this.attempts;
	}

	/**
	 * What came of one attack's rounds. Read when its thread has ended.
	 */
	public static final class Attempts {

		private final String name;

		private int met;

		private int notBegun;

		private int failed;

		private @Nullable Throwable failure;

		Attempts(String name) {
			this.name = name;
		}

		/**
		 * Return the attack's name.
		 */
		public String name() {
			return this.name;
		}

		/**
		 * Return how many rounds ended as they should.
		 */
		public int met() {
			return this.met;
		}

		/**
		 * Return how many rounds came to nothing as the server did not let the attacker
		 * in.
		 */
		public int notBegun() {
			return this.notBegun;
		}

		/**
		 * Return what went wrong in the first round that did not end as it should.
		 * @return the failure or {@code null} if there was none
		 */
		public @Nullable Throwable failure() {
			return this.failure;
		}

		@Override
		public String toString() {
			return this.name + " " + this.met + "/" + this.notBegun + "/" + this.failed;
		}

	}

}
