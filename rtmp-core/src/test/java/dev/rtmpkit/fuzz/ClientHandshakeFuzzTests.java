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

import java.util.Random;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rtmpkit.internal.wire.handshake.ClientHandshake;
import org.junit.jupiter.api.Tag;

/**
 * Fuzzes {@link ClientHandshake} with what a server sends.
 */
@Tag("Z1")
class ClientHandshakeFuzzTests {

	@FuzzTest
	void receive(FuzzedDataProvider data) {
		// Seeds answer what this client is known to say
		HandshakeRun.check(data, () -> new ClientHandshake(1, new Random(1)));
	}

}
