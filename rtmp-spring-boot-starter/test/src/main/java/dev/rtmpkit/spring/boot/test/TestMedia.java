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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.client.RtmpPublisher;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.VideoPacket;

/**
 * Sends the stream of a test: metadata and sequence headers, then video with a key frame
 * every second, and audio.
 */
final class TestMedia {

	private static final long MILLIS = 1000;

	private final RtmpPublisher publisher;

	private long end;

	private int videoFrames;

	private int audioFrames;

	TestMedia(RtmpPublisher publisher) {
		this.publisher = publisher;
	}

	/**
	 * Send what stands before the first frame.
	 */
	void begin() throws IOException {
		AmfValue properties = AmfObject.builder()
			.put("width", new AmfNumber(TestVideo.SIZE))
			.put("height", new AmfNumber(TestVideo.SIZE))
			.put("framerate", new AmfNumber(TestVideo.FRAMES_PER_SECOND))
			.put("audiosamplerate", new AmfNumber(TestAudio.SAMPLE_RATE))
			.build();
		this.publisher.send(DataPacket.of(0, DataPacket.ON_META_DATA, properties));
		this.publisher.send(VideoPacket.parse(0, TestVideo.sequenceHeader()));
		this.publisher.send(AudioPacket.parse(0, TestAudio.sequenceHeader()));
	}

	/**
	 * Return the time up to which frames were sent.
	 * @return the time in milliseconds
	 */
	long end() {
		return this.end;
	}

	/**
	 * Send frames.
	 * @param duration of how much media
	 */
	void send(Duration duration) throws IOException {
		this.end += duration.toMillis();
		while (videoTime() < this.end || audioTime() < this.end) {
			if (videoTime() <= audioTime()) {
				this.publisher.send(VideoPacket.parse(videoTime(), video()));
				this.videoFrames++;
			}
			else {
				this.publisher.send(AudioPacket.parse(audioTime(), TestAudio.frame()));
				this.audioFrames++;
			}
		}
	}

	private ByteBuffer video() {
		int number = this.videoFrames % TestVideo.FRAMES_PER_SECOND;
		return (number == 0) ? TestVideo.keyFrame(this.videoFrames / TestVideo.FRAMES_PER_SECOND)
				: TestVideo.repetition(number);
	}

	private long videoTime() {
		return this.videoFrames * MILLIS / TestVideo.FRAMES_PER_SECOND;
	}

	private long audioTime() {
		return this.audioFrames * MILLIS * TestAudio.SAMPLES_PER_FRAME / TestAudio.SAMPLE_RATE;
	}

}
