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

package dev.rtmpkit.spring.boot.context;

import java.time.Instant;

import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.stream.PublisherInfo;
import org.jspecify.annotations.Nullable;

/**
 * Published when the encoder sent {@code onMetaData}, for the first time or with
 * something new.
 *
 * @param streamName the public name of the stream
 * @param publisher who published it
 * @param time when the metadata came
 * @param metadata what the encoder says about its stream
 */
public record RtmpStreamMetadataEvent(String streamName, PublisherInfo publisher, Instant time,
		Metadata metadata) implements RtmpStreamEvent {

	/**
	 * Return a text fit for a log.
	 */
	@Override
	public String toString() {
		return EventText.of(this, ", metadata=" + this.metadata);
	}

	/**
	 * The facts of {@code onMetaData}. Each is what the encoder claims, wrong or missing
	 * as it may be. What else it sent, in its own words, is in
	 * {@code LiveStream.metadata()}.
	 *
	 * @param width pixels or {@code null}
	 * @param height pixels or {@code null}
	 * @param frameRate frames per second or {@code null}
	 * @param videoDataRate kilobits per second or {@code null}
	 * @param audioDataRate kilobits per second or {@code null}
	 * @param audioSampleRate hertz or {@code null}
	 * @param audioChannels the number of channels or {@code null}
	 */
	public record Metadata(@Nullable Integer width, @Nullable Integer height, @Nullable Double frameRate,
			@Nullable Double videoDataRate, @Nullable Double audioDataRate, @Nullable Integer audioSampleRate,
			@Nullable Integer audioChannels) {

		static Metadata of(StreamMetadata metadata) {
			return new Metadata(metadata.width(), metadata.height(), metadata.frameRate(), metadata.videoDataRate(),
					metadata.audioDataRate(), metadata.audioSampleRate(), metadata.audioChannels());
		}

	}

}
