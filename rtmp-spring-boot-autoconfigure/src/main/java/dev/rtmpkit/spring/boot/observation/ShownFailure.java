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

package dev.rtmpkit.spring.boot.observation;

import java.io.PrintWriter;
import java.io.StringWriter;

import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.publish.PublishRequest;

/**
 * What of a validator's failure may be seen in a trace, which shows all of its texts.
 */
final class ShownFailure {

	private ShownFailure() {
	}

	/**
	 * Take the credentials out of a failure.
	 * @param failure what the validator threw
	 * @param request the request that it was asked about
	 * @return the failure itself if it shows none, so that its type is seen
	 */
	static Throwable of(Throwable failure, PublishRequest request) {
		try {
			String text = text(failure);
			return (request.mask(text).equals(text)) ? failure : MaskedFailure.of(failure, request::mask);
		}
		catch (RuntimeException | Error ex) {
			// It fails when it is described
			return MaskedFailure.withoutText(failure);
		}
	}

	private static String text(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

}
