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

import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublicationState}.
 */
class PublicationStateTests {

	@ParameterizedTest
	@EnumSource
	void leadsToTheStatesOfTheTableOnly(PublicationState from) {
		Set<PublicationState> next = switch (from) {
			case STARTING, INTERRUPTED -> EnumSet.of(PublicationState.LIVE, PublicationState.ENDED);
			case LIVE -> EnumSet.of(PublicationState.INTERRUPTED, PublicationState.ENDED);
			case ENDED -> EnumSet.noneOf(PublicationState.class);
		};
		for (PublicationState to : PublicationState.values()) {
			assertThat(from.leadsTo(to)).as(from + " to " + to).isEqualTo(next.contains(to));
		}
	}

}
