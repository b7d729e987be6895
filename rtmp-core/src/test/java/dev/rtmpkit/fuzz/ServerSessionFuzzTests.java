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

package dev.rtmpkit.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.internal.session.SessionState;
import dev.rtmpkit.internal.wire.message.StatusCode;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes {@link dev.rtmpkit.internal.session.ServerSession} with all that follows the
 * handshake, against an owner that decides about publishes, pings, and ends what is left.
 */
@Tag("Z1")
class ServerSessionFuzzTests {

	@FuzzTest
	void receive(FuzzedDataProvider data) {
		long seed = data.consumeLong();
		int decisions = data.consumeInt();
		byte[] bytes = data.consumeRemainingAsBytes();
		SessionOwner owner = new SessionOwner(decisions);
		Network.deliverInPieces(bytes, seed, owner);
		owner.session().ping(1);
		owner.session().requestReconnect(null, "Bye.");
		owner.session().end(StatusCode.UNPUBLISH_SUCCESS, "Bye.");
		assertThat(owner.session().state()).isEqualTo(SessionState.CLOSED);
		assertThat(owner.isClosing()).isTrue();
		owner.session().ping(2);
	}

}
