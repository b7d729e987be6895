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
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.rtmpkit.amf.AmfEcmaArray;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.flv.FlvReader;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.stream.StreamSource;
import dev.rtmpkit.media.AudioPacket;
import dev.rtmpkit.media.DataPacket;
import dev.rtmpkit.media.MediaPacket;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.media.VideoPacket;
import dev.rtmpkit.stream.StopReason;
import dev.rtmpkit.stream.SubscriptionOptions;
import dev.rtmpkit.testkit.Hex;
import dev.rtmpkit.testkit.LogsFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FlvRecorder}.
 */
class FlvRecorderTests {

	private static final DataPacket METADATA = metadata();

	private static final VideoPacket VIDEO_HEADER = VideoPacket.parse(0, payload("17 00 000000 01640028"));

	private static final AudioPacket AUDIO_HEADER = AudioPacket.parse(0, payload("AF 00 1210"));

	@TempDir
	Path directory;

	private final CollectingListener listener = new CollectingListener();

	@Test
	void recordsEveryPacketAsPublished() throws IOException {
		MediaPacket[] packets = { METADATA, VIDEO_HEADER, AUDIO_HEADER, keyFrame(16_777_215), audio(16_777_220),
				frame(16_777_255), audio(0x80000000L), AudioPacket.parse(0x80000001L, ByteBuffer.allocate(0)) };
		StreamSource source = record("demo");
		publish(source, packets);
		source.end(StopReason.UNPUBLISHED);
		Path file = this.directory.resolve("demo-20261123T013815.007Z.flv");
		List<MediaPacket> read = read(file);
		assertThat(read).extracting(MediaPacket::timestamp)
			.containsExactly(0L, 0L, 0L, 16_777_215L, 16_777_220L, 16_777_255L, 0x80000000L, 0x80000001L);
		assertThat(read.subList(1, read.size())).extracting(MediaPacket::payload)
			.containsExactlyElementsOf(
					List.of(packets).subList(1, packets.length).stream().map(MediaPacket::payload).toList());
		Recording completed = this.listener.completed.get(0);
		assertThat(completed.file()).isEqualTo(file);
		assertThat(completed.streamName()).isEqualTo("demo");
		assertThat(completed.publisher()).isSameAs(source.stream().publisher());
		assertThat(completed.bytes()).isEqualTo(Files.size(file));
		assertThat(completed.duration()).isEqualTo(Duration.ofMillis(0x80000000L - 16_777_215));
		assertThat(this.listener.started).hasSize(1);
		assertThat(this.listener.failed).isEmpty();
	}

	@Test
	@Tag("E6")
	void countsRecordingsThatRunAndThatAreComplete() {
		FlvRecorder recorder = new FlvRecorder(RecordingSettings.of(this.directory), this.listener);
		StreamSource first = TestSource.recorded("first", recorder);
		StreamSource second = TestSource.recorded("second", recorder);
		StreamSource silent = TestSource.recorded("silent", recorder);
		assertThat(recorder.activeRecordings()).isZero();
		publish(first, audio(0), audio(23));
		publish(second, audio(0));
		assertThat(recorder.activeRecordings()).isEqualTo(2);
		first.end(StopReason.UNPUBLISHED);
		silent.end(StopReason.UNPUBLISHED);
		assertThat(recorder.activeRecordings()).isOne();
		second.end(StopReason.CONNECTION_LOST);
		assertThat(recorder.activeRecordings()).isZero();
		assertThat(recorder.completedRecordings()).isEqualTo(2);
		assertThat(recorder.failedRecordings()).isZero();
	}

	@Test
	@Tag("F4")
	void timestampsWrapInTheFileAsTheyDoOnTheWire() throws IOException {
		StreamSource source = record("demo");
		publish(source, audio(0xFFFFFFFFL), audio(0x100000001L));
		source.end(StopReason.UNPUBLISHED);
		assertThat(Files.readAllBytes(onlyFile())).isEqualTo(Hex.bytes("""
				464C56 01 04 00000009 00000000     // FLV, version 1, audio only
				08 000004 FFFFFF FF 000000         // audio, 4 bytes, 2^32 - 1
				AF 01 2110 0000000F                // AAC
				08 000004 000001 00 000000         // audio, 4 bytes, 2^32 + 1
				AF 01 2110 0000000F                // AAC
				"""));
		assertThat(this.listener.completed.get(0).duration()).isEqualTo(Duration.ofMillis(2));
	}

	@Test
	void atAnyMomentTheFileIsWholeAndAnnouncesWhatItHolds() throws IOException {
		StreamSource source = record("demo");
		List<MediaPacket> packets = List.of(METADATA, AUDIO_HEADER, audio(10), VIDEO_HEADER, keyFrame(20), audio(30));
		int[] flags = { 0, 4, 4, 5, 5, 5 };
		for (int i = 0; i < packets.size(); i++) {
			source.publish(packets.get(i));
			assertThat(read(onlyFile())).hasSize(i + 1);
			assertThat(Files.readAllBytes(onlyFile())[4]).as("flags after packet %d", i).isEqualTo((byte) flags[i]);
		}
	}

	@Test
	void whenItEndsDurationAndSizeAreFilledIn() throws IOException {
		StreamSource source = record("demo");
		publish(source, METADATA, VIDEO_HEADER, keyFrame(1000), frame(3500), metadata());
		source.end(StopReason.CONNECTION_LOST);
		List<MediaPacket> read = read(onlyFile());
		StreamMetadata first = Objects.requireNonNull(((DataPacket) read.get(0)).metadata());
		assertThat(first.properties().number("duration")).isEqualTo(2.5);
		assertThat(first.properties().number("filesize")).isEqualTo(Files.size(onlyFile()));
		assertThat(first.width()).isEqualTo(1280);
		assertThat(first.encoder()).isEqualTo("test");
		assertThat(read.get(4).payload()).isEqualTo(METADATA.payload());
	}

	@Test
	void whenNothingIsPublishedThereIsNoFile() {
		StreamSource source = record("demo");
		source.end(StopReason.UNPUBLISHED);
		assertThat(this.directory).isEmptyDirectory();
		assertThat(this.listener.started).isEmpty();
		assertThat(this.listener.completed).isEmpty();
		assertThat(this.listener.failed).isEmpty();
	}

	@Test
	@Tag("DM1")
	void whatClearsMetadataIsNotRecorded() throws IOException {
		StreamSource source = record("demo");
		publish(source, METADATA, DataPacket.of(5, DataPacket.CLEAR_DATA_FRAME, new AmfString(DataPacket.ON_META_DATA)),
				audio(10));
		source.end(StopReason.UNPUBLISHED);
		assertThat(read(onlyFile())).hasSize(2);
	}

	@Test
	void whenTwoBeginInTheSameMillisecondEachHasItsFile() throws IOException {
		StreamSource first = record("demo");
		first.publish(audio(1));
		first.end(StopReason.UNPUBLISHED);
		StreamSource second = record("demo");
		publish(second, audio(2), audio(3));
		second.end(StopReason.UNPUBLISHED);
		assertThat(this.listener.completed).extracting(Recording::file)
			.containsExactly(this.directory.resolve("demo-20261123T013815.007Z.flv"),
					this.directory.resolve("demo-20261123T013815.007Z-2.flv"));
		assertThat(read(this.listener.completed.get(0).file())).hasSize(1);
		assertThat(read(this.listener.completed.get(1).file())).hasSize(2);
	}

	@ParameterizedTest
	@Tag("N1")
	@ValueSource(strings = { "..", "../../x", "..\\x", "/etc/passwd", "%2e%2e%2fx", "a\0b", "", "x/../../../y" })
	void whateverTheNameTheFileIsInTheDirectory(String name) throws IOException {
		Path inner = Files.createDirectory(this.directory.resolve("inner"));
		StreamSource source = TestSource.recorded(name, new FlvRecorder(RecordingSettings.of(inner), this.listener));
		source.publish(audio(1));
		source.end(StopReason.UNPUBLISHED);
		assertThat(this.listener.completed.get(0).file()).hasParent(inner).exists();
		assertThat(this.directory).isDirectoryNotContaining((path) -> !path.equals(inner));
	}

	@Test
	@Tag("N1")
	void whenASymbolicLinkHasTheNameItIsNotFollowed() throws IOException {
		Path target = this.directory.resolve("target");
		Files.createSymbolicLink(this.directory.resolve("demo-20261123T013815.007Z.flv"), target);
		StreamSource source = record("demo");
		source.publish(audio(1));
		source.end(StopReason.UNPUBLISHED);
		assertThat(target).doesNotExist();
		assertThat(this.listener.completed.get(0).file()).hasFileName("demo-20261123T013815.007Z-2.flv");
	}

	@Test
	void whenDirectoryDoesNotExistItIsCreated() throws IOException {
		Path nested = this.directory.resolve("a/b");
		StreamSource source = TestSource.recorded("demo", new FlvRecorder(RecordingSettings.of(nested)));
		source.publish(audio(1));
		source.end(StopReason.UNPUBLISHED);
		assertThat(nested.resolve("demo-20261123T013815.007Z.flv")).exists();
	}

	@Test
	@Tag("S3")
	@LogsFailure(FileAlreadyExistsException.class)
	void whenDirectoryIsAFileTheRecordingFailsOnceAndThePublishGoesOn() throws IOException {
		Path blocked = Files.createFile(this.directory.resolve("blocked"));
		FlvRecorder recorder = new FlvRecorder(RecordingSettings.of(blocked), this.listener);
		StreamSource source = TestSource.recorded("demo", recorder);
		publish(source, audio(1), audio(2));
		assertThat(source.stream().stopReason()).isNull();
		source.end(StopReason.UNPUBLISHED);
		assertThat(this.listener.failed).hasSize(1);
		assertThat(this.listener.failed.get(0).bytes()).isZero();
		assertThat(this.listener.failures.get(0)).isInstanceOf(IOException.class);
		assertThat(this.listener.started).isEmpty();
		assertThat(this.listener.completed).isEmpty();
		assertThat(recorder.failedRecordings()).isOne();
		assertThat(recorder.activeRecordings()).isZero();
		assertThat(recorder.completedRecordings()).isZero();
	}

	@Test
	@Tag("S3")
	@LogsFailure(ClosedByInterruptException.class)
	void whenWritingFailsWhatWasWrittenCanBePlayed() throws IOException {
		StreamSource source = record("demo");
		publish(source, METADATA, audio(1), audio(2));
		// an interrupted thread cannot write to a file channel
		Thread.currentThread().interrupt();
		source.publish(audio(3));
		assertThat(Thread.interrupted()).isTrue();
		source.publish(audio(4));
		source.end(StopReason.UNPUBLISHED);
		assertThat(read(onlyFile())).hasSize(3);
		assertThat(this.listener.failed).hasSize(1);
		assertThat(this.listener.failed.get(0).bytes()).isEqualTo(Files.size(onlyFile()));
		assertThat(this.listener.completed).isEmpty();
	}

	@Test
	@Tag("S1")
	void whenSubscriptionIsCutOffTheRecordingFailsWithAWholeFile() throws IOException {
		List<Runnable> tasks = new ArrayList<>();
		FlvRecorder recorder = new FlvRecorder(
				RecordingSettings.of(this.directory).subscription(SubscriptionOptions.lossless().queueBytes(1)),
				this.listener);
		StreamSource source = TestSource.recorded("demo", recorder, tasks::add);
		publish(source, METADATA, audio(1), audio(2));
		source.checkStalls(0);
		source.checkStalls(Duration.ofSeconds(10).toNanos());
		publish(source, audio(3));
		tasks.get(0).run();
		assertThat(recorder.failedRecordings()).isOne();
		assertThat(recorder.activeRecordings()).isZero();
		assertThat(read(onlyFile())).hasSize(3);
		assertThat(this.listener.failed).hasSize(1);
		assertThat(this.listener.completed).isEmpty();
	}

	@Test
	@Tag("S2")
	@LogsFailure(IllegalStateException.class)
	void whenListenerThrowsTheRecordingGoesOnAndTheNextOneHears() throws IOException {
		RecordingListener broken = new RecordingListener() {

			@Override
			public void recordingStarted(Recording recording) {
				throw new IllegalStateException("broken");
			}

		};
		StreamSource source = TestSource.recorded("demo",
				new FlvRecorder(RecordingSettings.of(this.directory), broken, this.listener));
		publish(source, audio(1), audio(2));
		source.end(StopReason.UNPUBLISHED);
		assertThat(read(onlyFile())).hasSize(2);
		assertThat(this.listener.started).hasSize(1);
		assertThat(this.listener.completed).hasSize(1);
	}

	@Test
	void whenSubscriptionIsNotLosslessSettingsAreRefused() {
		RecordingSettings settings = RecordingSettings.of(this.directory);
		assertThatIllegalArgumentException().isThrownBy(() -> settings.subscription(SubscriptionOptions.live()));
	}

	private StreamSource record(String name) {
		return TestSource.recorded(name, new FlvRecorder(RecordingSettings.of(this.directory), this.listener));
	}

	private static void publish(StreamSource source, MediaPacket... packets) {
		for (MediaPacket packet : packets) {
			source.publish(packet);
		}
	}

	private Path onlyFile() throws IOException {
		try (var files = Files.list(this.directory)) {
			List<Path> all = files.toList();
			assertThat(all).hasSize(1);
			return all.get(0);
		}
	}

	private static List<MediaPacket> read(Path file) throws IOException {
		List<MediaPacket> packets = new ArrayList<>();
		try (FlvReader reader = new FlvReader(Files.newInputStream(file))) {
			MediaPacket packet;
			while ((packet = reader.next()) != null) {
				packets.add(packet);
			}
			assertThat(reader.isTruncated()).isFalse();
		}
		return packets;
	}

	private static VideoPacket keyFrame(long timestamp) {
		return VideoPacket.parse(timestamp, payload("17 01 000050 00000001 65"));
	}

	private static VideoPacket frame(long timestamp) {
		return VideoPacket.parse(timestamp, payload("27 01 FFFFB0 00000001 41"));
	}

	private static AudioPacket audio(long timestamp) {
		return AudioPacket.parse(timestamp, payload("AF 01 2110"));
	}

	private static ByteBuffer payload(String hex) {
		return ByteBuffer.wrap(Hex.bytes(hex));
	}

	private static DataPacket metadata() {
		AmfEcmaArray properties = AmfEcmaArray.builder()
			.put("duration", 0)
			.put("width", 1280)
			.put("encoder", "test")
			.put("filesize", 0)
			.build();
		ByteBuffer payload = Amf0Encoder.encode(new AmfString(DataPacket.ON_META_DATA), properties);
		return Objects.requireNonNull(DataPacket.parse(0, payload));
	}

	/**
	 * Keeps what it hears.
	 */
	private static final class CollectingListener implements RecordingListener {

		private final List<Recording> started = new ArrayList<>();

		private final List<Recording> completed = new ArrayList<>();

		private final List<Recording> failed = new ArrayList<>();

		private final List<Throwable> failures = new ArrayList<>();

		@Override
		public void recordingStarted(Recording recording) {
			this.started.add(recording);
		}

		@Override
		public void recordingCompleted(Recording recording) {
			this.completed.add(recording);
		}

		@Override
		public void recordingFailed(Recording recording, Throwable failure) {
			this.failed.add(recording);
			this.failures.add(failure);
		}

	}

}
