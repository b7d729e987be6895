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

/**
 * One way to attack a server.
 *
 * @param name the row of the attack matrix and what is done, in a word or two
 * @param round attacks once, and fails if the server does not do what it should
 */
public record Attack(String name, Round round) {

	/**
	 * One attack, bounded in time and in what it sends.
	 */
	@FunctionalInterface
	public interface Round {

		/**
		 * Attack and see what becomes of it.
		 * @param attacker the means
		 * @throws AssertionError if the server did not do what it should
		 */
		void strike(Attacker attacker) throws Exception;

	}

}
