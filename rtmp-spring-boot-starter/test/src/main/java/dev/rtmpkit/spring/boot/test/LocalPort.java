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

package dev.rtmpkit.spring.boot.test;

import java.util.function.ToIntFunction;

import org.springframework.core.env.Environment;

/**
 * What the port annotations evaluate: a port that a server has bound, and if there is
 * none why.
 */
enum LocalPort implements ToIntFunction<Environment> {

	/** For connections that are not encrypted. */
	PLAIN("local.rtmp.server.port"),

	/** For encrypted connections. */
	SSL("local.rtmp.server.ssl.port");

	private static final String NOT_STARTED = "no RTMP server has started in this application context. "
			+ "A test needs a context with the auto-configuration of rtmp-spring-boot-starter, such as that of "
			+ "@SpringBootTest; a bean that uses the port has to be @Lazy, as the server starts last";

	private final String property;

	LocalPort(String property) {
		this.property = property;
	}

	/**
	 * Return the port.
	 * @param environment the environment of the context
	 * @return the port
	 * @throws IllegalStateException if there is none
	 */
	@Override
	public int applyAsInt(Environment environment) {
		Integer port = environment.getProperty(this.property, Integer.class);
		if (port == null) {
			throw new IllegalStateException("'%s' is not set: %s".formatted(this.property, why(environment)));
		}
		return port;
	}

	private String why(Environment environment) {
		if (!environment.getProperty("rtmp.server.enabled", Boolean.class, true)) {
			return "'rtmp.server.enabled' is false";
		}
		if (this == PLAIN && environment.getProperty("rtmp.server.port", "").trim().startsWith("-")) {
			return "'rtmp.server.port' is negative, so that all connections are encrypted. "
					+ "Use @LocalRtmpServerSslPort instead";
		}
		if (this == SSL && environment.getProperty(PLAIN.property) != null) {
			return "the RTMP server takes no encrypted connections. Set 'rtmp.server.ssl.bundle' to the name of an "
					+ "SSL bundle";
		}
		return NOT_STARTED;
	}

}
