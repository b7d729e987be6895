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

package dev.rtmpkit.spring.boot.autoconfigure;

import dev.rtmpkit.server.RtmpPortInUseException;
import dev.rtmpkit.server.RtmpServerException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that the RTMP server cannot listen where it should, for another reason than a
 * port that is taken.
 */
class RtmpServerFailureAnalyzer extends AbstractFailureAnalyzer<RtmpServerException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RtmpServerException cause) {
		if (cause instanceof RtmpPortInUseException) {
			return null;
		}
		return new FailureAnalysis("RTMP server failed to start. " + cause.getMessage() + reason(cause.getCause()),
				"Set 'rtmp.server.address' to an address of this host, or leave it out to listen on all of them. "
						+ "Check that this application may listen on 'rtmp.server.port' and, with TLS, on "
						+ "'rtmp.server.ssl.port'.",
				cause);
	}

	private static String reason(@Nullable Throwable failure) {
		return (failure != null && failure.getMessage() != null) ? ": " + failure.getMessage() : "";
	}

}
