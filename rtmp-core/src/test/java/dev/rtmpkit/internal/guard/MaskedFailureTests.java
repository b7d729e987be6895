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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.Map;

import dev.rtmpkit.publish.Capabilities;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.StreamKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MaskedFailure}.
 */
class MaskedFailureTests {

	private final PublishRequest request = new PublishRequest("live", StreamKey.of("s3cr3t-key"),
			Map.of("token", "t0ken-value", "flag", ""), PublishType.LIVE,
			new ClientInfo("c1", new InetSocketAddress("127.0.0.1", 1), false, null, "", Capabilities.NONE, null));

	@Test
	@Tag("L2")
	void whenTextQuotesTheCredentialsMasksThemInCausesToo() {
		Exception failure = new IllegalStateException("No channel for s3cr3t-key",
				new IOException("GET /keys/s3cr3t-key?token=t0ken-value"));
		StringWriter log = new StringWriter();
		MaskedFailure.of(failure, this.request::mask).printStackTrace(new PrintWriter(log));
		assertThat(log.toString()).doesNotContain("s3cr3t-key", "t0ken-value")
			.contains("java.lang.IllegalStateException: No channel for ***",
					"java.io.IOException: GET /keys/***?token=***", "MaskedFailureTests");
	}

	@Test
	void whenCausesGoInCirclesEnds() {
		Exception first = new IllegalStateException("first");
		Exception second = new IllegalStateException("second", first);
		first.initCause(second);
		assertThat(MaskedFailure.of(first)).hasMessageContaining("first");
	}

}
