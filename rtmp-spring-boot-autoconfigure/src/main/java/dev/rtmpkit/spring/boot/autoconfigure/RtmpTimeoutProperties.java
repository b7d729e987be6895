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

package dev.rtmpkit.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties of how long clients, and calls made on their behalf, may take.
 */
public class RtmpTimeoutProperties {

	/**
	 * Time to wait for the handshake of a client, from the connection on. If a duration
	 * suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration handshake = Duration.ofSeconds(5);

	/**
	 * Time to wait until a publish of a client is accepted, from the connection or the
	 * end of its last publish on. If a duration suffix is not specified, seconds will be
	 * used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration publish = Duration.ofSeconds(10);

	/**
	 * Time to wait for the validator, or for the look-up of a password, before the
	 * publisher is refused. If a duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration validator = Duration.ofSeconds(3);

	/**
	 * Time to wait for the first media of an accepted publisher. If a duration suffix is
	 * not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration firstMedia = Duration.ofSeconds(30);

	/**
	 * Time to wait for more media of a publisher that gives signs of life. If a duration
	 * suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration media = Duration.ofSeconds(60);

	/**
	 * Time to wait for a sign of life of a publisher: media, the answer to a ping, or
	 * anything else. If a duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration idle = Duration.ofSeconds(15);

	public Duration getHandshake() {
		return this.handshake;
	}

	public void setHandshake(Duration handshake) {
		this.handshake = handshake;
	}

	public Duration getPublish() {
		return this.publish;
	}

	public void setPublish(Duration publish) {
		this.publish = publish;
	}

	public Duration getValidator() {
		return this.validator;
	}

	public void setValidator(Duration validator) {
		this.validator = validator;
	}

	public Duration getFirstMedia() {
		return this.firstMedia;
	}

	public void setFirstMedia(Duration firstMedia) {
		this.firstMedia = firstMedia;
	}

	public Duration getMedia() {
		return this.media;
	}

	public void setMedia(Duration media) {
		this.media = media;
	}

	public Duration getIdle() {
		return this.idle;
	}

	public void setIdle(Duration idle) {
		this.idle = idle;
	}

}
