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

package dev.rtmpkit.spring.boot.autoconfigure.health;

import dev.rtmpkit.record.FlvRecorder;
import dev.rtmpkit.spring.boot.autoconfigure.RtmpRecordingAutoConfiguration;
import dev.rtmpkit.spring.boot.context.RtmpRecordingEventPublisher;
import dev.rtmpkit.spring.boot.health.RtmpRecordingHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the health of recording.
 */
@AutoConfiguration(after = RtmpRecordingAutoConfiguration.class)
@ConditionalOnClass({ FlvRecorder.class, RtmpRecordingHealthIndicator.class,
		ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(RtmpRecordingEventPublisher.class)
@ConditionalOnEnabledHealthIndicator("rtmprecording")
public final class RtmpRecordingHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "rtmpRecordingHealthIndicator", "rtmpRecordingHealthContributor" })
	RtmpRecordingHealthIndicator rtmpRecordingHealthContributor() {
		return new RtmpRecordingHealthIndicator();
	}

}
