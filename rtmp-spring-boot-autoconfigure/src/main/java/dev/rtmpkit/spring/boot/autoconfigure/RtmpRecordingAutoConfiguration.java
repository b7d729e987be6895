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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.rtmpkit.record.FlvRecorder;
import dev.rtmpkit.record.RecordingListener;
import dev.rtmpkit.record.RecordingSettings;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.spring.boot.context.RtmpRecordingEventPublisher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of recording every stream to an FLV file.
 */
@AutoConfiguration(after = RtmpServerAutoConfiguration.class)
@ConditionalOnClass(RtmpServer.class)
@ConditionalOnBean(RtmpServer.class)
@ConditionalOnBooleanProperty("rtmp.recording.enabled")
@EnableConfigurationProperties(RtmpRecordingProperties.class)
public final class RtmpRecordingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RtmpRecordingEventPublisher rtmpRecordingEventPublisher(ApplicationEventPublisher publisher) {
		return new RtmpRecordingEventPublisher(publisher);
	}

	@Bean
	@ConditionalOnMissingBean
	FlvRecorder rtmpFlvRecorder(RtmpRecordingProperties properties, ObjectProvider<RecordingListener> listeners) {
		return new FlvRecorder(RecordingSettings.of(created(properties.getDirectory())),
				listeners.orderedStream().toArray(RecordingListener[]::new));
	}

	/**
	 * A disk that cannot be written to is to be noticed now, not when the first stream is
	 * lost.
	 */
	private static Path created(Path directory) {
		try {
			Files.createDirectories(directory);
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException(RtmpPropertyFailureAnalyzer.RECORDING_DIRECTORY,
					directory, "the directory cannot be created: " + ex);
		}
		if (!Files.isWritable(directory)) {
			throw new InvalidConfigurationPropertyValueException(RtmpPropertyFailureAnalyzer.RECORDING_DIRECTORY,
					directory, "the directory cannot be written to");
		}
		return directory;
	}

}
