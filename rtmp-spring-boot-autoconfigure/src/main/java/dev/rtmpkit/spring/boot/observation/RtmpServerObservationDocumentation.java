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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * Observations of an RTMP server.
 */
public enum RtmpServerObservationDocumentation implements ObservationDocumentation {

	/**
	 * The decision whether a client may publish: from the call of the validator until it
	 * has answered or its time is over. Requests that are refused without asking it are
	 * not observed.
	 */
	PUBLISH_DECISION {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultRtmpPublishObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

	};

	/**
	 * Keys for metrics and traces. Their values come from closed sets.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * The configured application name that the client connected to, {@code UNKNOWN}
		 * if none is configured.
		 */
		APP {

			@Override
			public String asString() {
				return "app";
			}

		},

		/**
		 * What came out: {@code accepted}, {@code denied}, {@code validator_timeout} or
		 * {@code validator_error}; {@code UNKNOWN} while it is open.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

	/**
	 * Keys for traces alone.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * The id of the connection, which the log has, too.
		 */
		CONNECTION_ID {

			@Override
			public String asString() {
				return "connection.id";
			}

		},

		/**
		 * What the encoder calls itself, printable and short; {@code none} if it has no
		 * name.
		 */
		ENCODER {

			@Override
			public String asString() {
				return "encoder";
			}

		}

	}

}
