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

package dev.rtmpkit.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.stream.LiveStream;
import dev.rtmpkit.stream.PacketConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one stream to one file.
 */
final class FlvRecording implements PacketConsumer {

	private static final Logger logger = LoggerFactory.getLogger(FlvRecording.class);

	private final LiveStream stream;

	private final Path directory;

	private final List<RecordingListener> listeners;

	private @Nullable FlvFile file;

	private boolean failed;

	FlvRecording(LiveStream stream, Path directory, List<RecordingListener> listeners) {
		this.stream = stream;
		this.directory = directory;
		this.listeners = listeners;
	}

	@Override
	public void onPacket(MediaPacket packet) {
		// what clears metadata is meant for a server and has no place in a file
		if (this.failed || (packet instanceof DataPacket data && data.name().equals(DataPacket.CLEAR_DATA_FRAME))) {
			return;
		}
		try {
			file().write(packet);
		}
		catch (IOException | RuntimeException ex) {
			fail(ex);
		}
	}

	private FlvFile file() throws IOException {
		FlvFile current = this.file;
		if (current == null) {
			current = FlvFile.create(this.directory, fileName());
			this.file = current;
			Recording recording = recording();
			tell((target) -> target.recordingStarted(recording));
		}
		return current;
	}

	@Override
	public void onEnd(@Nullable Throwable failure) {
		if (this.failed) {
			return;
		}
		Throwable cause = finish(failure);
		if (cause != null) {
			tellFailed(cause);
		}
		else if (this.file != null) {
			Recording recording = recording();
			tell((target) -> target.recordingCompleted(recording));
		}
	}

	private @Nullable Throwable finish(@Nullable Throwable failure) {
		try {
			if (this.file != null) {
				this.file.finish();
			}
			return failure;
		}
		catch (IOException ex) {
			logFailure(ex);
			return (failure != null) ? failure : ex;
		}
	}

	/**
	 * Give up. The subscription goes on without effect: the publisher and its other
	 * consumers must not notice.
	 */
	private void fail(Exception failure) {
		this.failed = true;
		logFailure(failure);
		try {
			if (this.file != null) {
				this.file.finish();
			}
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
		tellFailed(failure);
	}

	private void logFailure(Exception failure) {
		// the path is safe to log, the stream's name is not
		logger.warn("Recording of session {} to {} failed", this.stream.publisher().sessionId(), recording().file(),
				failure);
	}

	private void tellFailed(Throwable failure) {
		Recording recording = recording();
		tell((target) -> target.recordingFailed(recording, failure));
	}

	private void tell(Consumer<RecordingListener> call) {
		for (RecordingListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("A recording listener failed", ex);
			}
		}
	}

	private Recording recording() {
		FlvFile current = this.file;
		if (current == null) {
			return new Recording(this.stream.name(), this.stream.publisher(), this.directory.resolve(fileName().get(0)),
					0, Duration.ZERO, Instant.now());
		}
		return new Recording(this.stream.name(), this.stream.publisher(), current.path(), current.bytes(),
				current.duration(), Instant.now());
	}

	private RecordingFileName fileName() {
		return new RecordingFileName(this.stream.name(), this.stream.publisher().startedAt());
	}

}
