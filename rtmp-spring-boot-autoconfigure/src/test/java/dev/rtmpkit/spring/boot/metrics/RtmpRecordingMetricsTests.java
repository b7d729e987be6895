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

import java.util.List;

import dev.rtmpkit.record.FlvRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@Tag("E6")
class RtmpRecordingMetricsTests {

	private final FlvRecorder first = mock(FlvRecorder.class);

	private final FlvRecorder second = mock(FlvRecorder.class);

	private final RtmpRecordingMetrics metrics = new RtmpRecordingMetrics(List.of(this.first, this.second));

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void addsUpRecordingsOfAllRecorders() {
		this.metrics.bindTo(this.registry);
		given(this.first.activeRecordings()).willReturn(1L);
		given(this.second.activeRecordings()).willReturn(2L);
		given(this.first.completedRecordings()).willReturn(3L);
		given(this.second.failedRecordings()).willReturn(4L);
		assertThat(this.registry.get("rtmp.recordings.active").gauge().value()).isEqualTo(3);
		assertThat(this.registry.get("rtmp.recordings.ended").tag("outcome", "completed").functionCounter().count())
			.isEqualTo(3);
		assertThat(this.registry.get("rtmp.recordings.ended").tag("outcome", "failed").functionCounter().count())
			.isEqualTo(4);
	}

	@Test
	void everyMeterHasDescription() {
		this.metrics.bindTo(this.registry);
		assertThat(this.registry.getMeters()).isNotEmpty()
			.allSatisfy((meter) -> assertThat(meter.getId().getDescription()).as(meter.getId().getName()).isNotBlank());
	}

}
