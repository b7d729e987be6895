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

package dev.rtmpkit.spring.boot.metrics;

import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

import dev.rtmpkit.record.FlvRecorder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.util.Assert;

/**
 * {@link MeterBinder} of recorders, whose recordings are added up. Every tag value comes
 * from a closed set.
 */
public final class RtmpRecordingMetrics implements MeterBinder {

	private static final String RECORDINGS = "recordings";

	private final List<FlvRecorder> recorders;

	/**
	 * Create a binder.
	 * @param recorders the recorders
	 */
	public RtmpRecordingMetrics(Collection<FlvRecorder> recorders) {
		Assert.notNull(recorders, "'recorders' must not be null");
		this.recorders = List.copyOf(recorders);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("rtmp.recordings.active", this, (metrics) -> metrics.sum(FlvRecorder::activeRecordings))
			.description("Recordings being written")
			.baseUnit(RECORDINGS)
			.register(registry);
		bindEnded(registry, "completed", FlvRecorder::completedRecordings);
		bindEnded(registry, "failed", FlvRecorder::failedRecordings);
	}

	private void bindEnded(MeterRegistry registry, String outcome, ToLongFunction<FlvRecorder> count) {
		FunctionCounter.builder("rtmp.recordings.ended", this, (metrics) -> metrics.sum(count))
			.description("Recordings that have ended, or could not begin")
			.baseUnit(RECORDINGS)
			.tag("outcome", outcome)
			.register(registry);
	}

	private long sum(ToLongFunction<FlvRecorder> count) {
		return this.recorders.stream().mapToLong(count).sum();
	}

}
