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

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.rtmpkit.publish.PublishDecision;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.StreamKeyValidator;

/**
 * Does what the beginning of a key says, and accepts all other keys.
 */
public final class ChaosValidator implements StreamKeyValidator {

	static final String DENIED = "no-";

	static final String DENIED_SLOWLY = "no-slow-";

	static final String HANGING = "no-hang-";

	static final String SLOW = "slow-";

	static final String INTRUDING = "intruder-";

	static final List<String> BROKEN = List.of("no-exception-", "no-error-", "no-null-");

	static final int SLOW_MILLIS = 50;

	private final CountDownLatch released = new CountDownLatch(1);

	/**
	 * Let go of whoever hangs.
	 */
	public void release() {
		this.released.countDown();
	}

	@Override
	@SuppressWarnings("NullAway") // What a validator may not do is what it does here
	public PublishDecision validate(PublishRequest request) throws Exception {
		String key = request.streamKey().value();
		if (key.startsWith(HANGING)) {
			this.released.await();
		}
		else if (key.startsWith(SLOW) || key.startsWith(DENIED_SLOWLY)) {
			this.released.await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
		}
		else if (key.startsWith(BROKEN.get(0))) {
			throw new IllegalStateException("No answer");
		}
		else if (key.startsWith(BROKEN.get(1))) {
			throw new AssertionError("No answer");
		}
		else if (key.startsWith(BROKEN.get(2))) {
			return null;
		}
		else if (key.startsWith(INTRUDING)) {
			return PublishDecision.accept(HealthyPublisher.NAME + 0);
		}
		return (key.startsWith(DENIED)) ? PublishDecision.reject("Not this key.") : PublishDecision.acceptKeyAsName();
	}

}
