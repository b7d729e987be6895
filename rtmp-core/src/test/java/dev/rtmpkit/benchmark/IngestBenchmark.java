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

package dev.rtmpkit.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.rtmpkit.benchmark.BenchmarkProcess.Usage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CPU per gigabyte of this server against one that only receives and discards: four
 * unthrottled publishers, chunk size 4096, the two servers taking turns.
 */
@Tag("benchmark")
class IngestBenchmark {

	private static final int PUBLISHERS = 4;

	private static final int WARM_UPS = 3;

	private static final int ROUNDS = 6;

	private static final Duration ROUND = Duration.ofSeconds(4);

	@Test
	void comparesCpuPerGigabyteWithDiscarding() throws Exception {
		double[] ingest = new double[ROUNDS];
		double[] discard = new double[ROUNDS];
		try (BenchmarkProcess ingestServer = new BenchmarkProcess("ingest");
				BenchmarkProcess discardServer = new BenchmarkProcess("discard")) {
			for (int i = 0; i < WARM_UPS; i++) {
				round(ingestServer, "warm-up" + i);
				round(discardServer, "warm-up" + i);
			}
			for (int i = 0; i < ROUNDS; i++) {
				ingest[i] = round(ingestServer, "round" + i);
				discard[i] = round(discardServer, "round" + i);
				System.out.printf("round %d: ingest %.3f, discard %.3f CPU s/GB, ratio %.2f%n", i + 1, ingest[i],
						discard[i], ingest[i] / discard[i]);
			}
		}
		double ratio = median(ingest) / median(discard);
		System.out.printf("median: ingest %.3f, discard %.3f CPU s/GB, ratio %.2f%n", median(ingest), median(discard),
				ratio);
		assertThat(ratio).as("CPU per GB, this server to a discarding one").isPositive().isLessThan(4);
	}

	private static double round(BenchmarkProcess server, String name) throws IOException {
		Usage before = server.usage();
		List<CompletableFuture<Void>> publishers = new ArrayList<>();
		for (int i = 0; i < PUBLISHERS; i++) {
			publishers.add(CompletableFuture.runAsync(new Publisher(server.port(), name + "-" + i, ROUND.toNanos()),
					(task) -> new Thread(task).start()));
		}
		CompletableFuture.allOf(publishers.toArray(CompletableFuture[]::new)).join();
		Usage after = server.usage();
		return after.secondsPerGigabyte(before);
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
	}

}
