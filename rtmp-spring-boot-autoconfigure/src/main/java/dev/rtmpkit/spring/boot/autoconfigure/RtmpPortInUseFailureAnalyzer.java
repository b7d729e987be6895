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

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that the port of the RTMP server is taken.
 */
class RtmpPortInUseFailureAnalyzer extends AbstractFailureAnalyzer<RtmpPortInUseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RtmpPortInUseException cause) {
		return new FailureAnalysis("RTMP server failed to start. Port " + cause.port() + " was already in use.",
				"Identify and stop the process that is listening on port " + cause.port()
						+ " or configure this application to listen on another port with '"
						+ ((cause.encrypted()) ? "rtmp.server.ssl.port" : "rtmp.server.port") + "'.",
				cause);
	}

}
