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

package dev.rtmpkit.internal.media;

import org.jspecify.annotations.Nullable;

/**
 * Names of the profiles and levels of H.264 (ISO/IEC 14496-10, annex A).
 */
final class AvcProfiles {

	private static final int CONSTRAINT_1 = 0x40;

	private static final int CONSTRAINT_3 = 0x10;

	private static final int LEVEL_1_B = 11;

	private AvcProfiles() {
	}

	static @Nullable String name(int profile, int constraints) {
		boolean intra = (constraints & CONSTRAINT_3) != 0;
		return switch (profile) {
			case 66 -> ((constraints & CONSTRAINT_1) != 0) ? "Constrained Baseline" : "Baseline";
			case 77 -> "Main";
			case 88 -> "Extended";
			case 100 -> "High";
			case 110 -> (intra) ? "High 10 Intra" : "High 10";
			case 122 -> (intra) ? "High 4:2:2 Intra" : "High 4:2:2";
			case 244 -> (intra) ? "High 4:4:4 Intra" : "High 4:4:4 Predictive";
			case 44 -> "CAVLC 4:4:4";
			default -> null;
		};
	}

	static String level(int profile, int constraints, int level) {
		boolean legacy = profile == 66 || profile == 77 || profile == 88;
		if (level == 9 || (legacy && level == LEVEL_1_B && (constraints & CONSTRAINT_3) != 0)) {
			return "1b";
		}
		return level / 10 + "." + level % 10;
	}

}
