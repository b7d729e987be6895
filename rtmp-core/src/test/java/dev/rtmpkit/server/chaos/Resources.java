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

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * What the process uses at a moment.
 *
 * @param heapBytes what is left on the heap after a collection
 * @param pinnedBytes what of Netty's pool buffers hold that were not released
 * @param poolBytes the pool
 * @param threads the live threads
 * @param files the open file descriptors, 0 where nobody knows
 */
public record Resources(long heapBytes, long pinnedBytes, long poolBytes, int threads, long files) {

	private static final int COLLECTIONS = 3;

	private static final int BUFFERS = 100;

	/**
	 * Collect garbage, give Netty's leak detector reason to report what it found in it,
	 * and measure.
	 */
	public static Resources measure() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
			// The collector tells of what it found a little later
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
			for (int buffer = 0; buffer < BUFFERS; buffer++) {
				PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
				PooledByteBufAllocator.DEFAULT.heapBuffer(16).release();
			}
		}
		PooledByteBufAllocator pool = PooledByteBufAllocator.DEFAULT;
		return new Resources(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
				pool.pinnedDirectMemory() + pool.pinnedHeapMemory(),
				pool.metric().usedDirectMemory() + pool.metric().usedHeapMemory(),
				ManagementFactory.getThreadMXBean().getThreadCount(), openFiles());
	}

	private static long openFiles() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getOpenFileDescriptorCount() : 0;
	}

}
