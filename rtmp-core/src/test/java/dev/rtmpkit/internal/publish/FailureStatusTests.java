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

package dev.rtmpkit.internal.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.publish.Deadline;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.stream.StopReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/failures.md quotes is what encoders get.
 */
class FailureStatusTests {

	@Test
	void refusalsAreQuoted() throws IOException {
		List<Rejection> rejections = List.of(Rejection.NAME_IN_USE, Rejection.BAD_NAME, Rejection.TIMEOUT,
				Rejection.ERROR, Rejection.BUSY, Rejection.BANNED, Rejection.TOO_MANY_FAILURES);
		assertThat(Stream.concat(rejections.stream().map(Rejection::reason),
				Stream.of(RejectReason.DENIED, RejectReason.UNKNOWN_APPLICATION, RejectReason.WRONG_PASSWORD)))
			.containsExactlyInAnyOrder(RejectReason.values());
		for (Rejection rejection : rejections) {
			assertThat(row("RejectReason", rejection.reason().tag()))
				.contains("`" + rejection.code().code() + "`: " + rejection.message() + " |");
		}
		assertThat(row("RejectReason", RejectReason.UNKNOWN_APPLICATION.tag()))
			.contains("`" + StatusCode.CONNECT_INVALID_APP.code() + "`: There is no such application. |");
		assertThat(row("RejectReason", RejectReason.WRONG_PASSWORD.tag()))
			.contains("`" + StatusCode.CONNECT_REJECTED.code() + "`");
		assertThat(row("RejectReason", RejectReason.DENIED.tag()))
			.contains("`" + Rejection.denied("").code().code() + "`");
	}

	@Test
	void endsAreQuoted() throws IOException {
		for (StopReason reason : StopReason.values()) {
			if (reason != StopReason.CONNECTION_LOST) {
				assertThat(row("StopReason", reason.tag())).contains(quote(StopStatus.of(reason)));
			}
		}
	}

	@Test
	@Tag("D9")
	void missedDeadlinesAreQuoted() throws IOException {
		for (Deadline deadline : Deadline.values()) {
			StopStatus status = StopStatus.of(deadline);
			assertThat(row("Deadline", deadline.tag())).contains((status != null) ? quote(status) : "| nothing |");
		}
	}

	@ParameterizedTest
	@EnumSource(StopReason.class)
	@Tag("D7")
	void whenTheServerEndsAPublishTheStatusIsOneThatEncodersShow(StopReason reason) {
		String level = (reason == StopReason.UNPUBLISHED) ? "status" : "error";
		assertThat(StopStatus.of(reason).code().level()).isEqualTo(level);
		// FFmpeg shows no more than that
		assertThat(StopStatus.of(reason).description()).isNotEmpty().hasSizeLessThan(256);
	}

	private static String quote(StopStatus status) {
		return "`" + status.code().code() + "`: " + status.description() + " |";
	}

	private static String row(String table, String tag) throws IOException {
		String page = Files.readString(Path.of("..", "docs", "failures.md"));
		return page.substring(page.indexOf("| " + table + " |"))
			.lines()
			.filter((line) -> line.startsWith("| `" + tag + "` |"))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No row of " + tag + " in docs/failures.md"));
	}

}
