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

/**
 * The state of a publish, from the claim of its name to its end.
 * <table>
 * <caption>Transitions</caption>
 * <tr>
 * <th>from</th>
 * <th>to</th>
 * <th>when</th>
 * </tr>
 * <tr>
 * <td>STARTING</td>
 * <td>LIVE</td>
 * <td>listeners have been told and every handler has subscribed or returned</td>
 * </tr>
 * <tr>
 * <td>STARTING</td>
 * <td>ENDED</td>
 * <td>the publisher is gone, was replaced or disconnected; a handler or a listener takes
 * too long</td>
 * </tr>
 * <tr>
 * <td>LIVE</td>
 * <td>INTERRUPTED</td>
 * <td>the publisher is gone and may come back within the reconnect grace</td>
 * </tr>
 * <tr>
 * <td>LIVE</td>
 * <td>ENDED</td>
 * <td>the publisher is gone and is not waited for, was replaced or disconnected</td>
 * </tr>
 * <tr>
 * <td>INTERRUPTED</td>
 * <td>LIVE</td>
 * <td>the publisher is back</td>
 * </tr>
 * <tr>
 * <td>INTERRUPTED</td>
 * <td>ENDED</td>
 * <td>the grace is over, the server shuts down, the publish was replaced or
 * disconnected</td>
 * </tr>
 * </table>
 * A live publish that another connection takes over stays {@link #LIVE}. Nothing leads
 * out of {@link #ENDED}.
 */
enum PublicationState {

	/** The name is taken; listeners and handlers get ready. No media flows. */
	STARTING,

	/** Media flows. */
	LIVE,

	/** The publisher is gone and may come back. */
	INTERRUPTED,

	/** The name is free again. */
	ENDED;

	/**
	 * Return whether a publish can go from this state to another.
	 * @param next the other state
	 * @return whether there is such a transition
	 */
	boolean leadsTo(PublicationState next) {
		return switch (this) {
			case STARTING -> next == LIVE || next == ENDED;
			case LIVE -> next == INTERRUPTED || next == ENDED;
			case INTERRUPTED -> next == LIVE || next == ENDED;
			case ENDED -> false;
		};
	}

}
