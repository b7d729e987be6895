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

package dev.rtmpkit.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What decoders of H.264 and HEVC need before the first picture, taken from the
 * configuration record (ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1). Each set is a unit with
 * its header, without length or start code.
 *
 * @param video the video parameter sets, which H.264 has none of
 * @param sequence the sequence parameter sets
 * @param picture the picture parameter sets
 * @param lengthSize how many bytes the length before each unit of a picture has, 1 to 4
 */
public record ParameterSets(List<ByteBuffer> video, List<ByteBuffer> sequence, List<ByteBuffer> picture,
		int lengthSize) {

	static final int AVC_SEQUENCE = 7;

	static final int AVC_DELIMITER = 9;

	static final int HEVC_SEQUENCE = 33;

	static final int HEVC_DELIMITER = 35;

	private static final int HEVC_VIDEO = 32;

	private static final int HEVC_PICTURE = 34;

	private static final int AVC_HEAD_LENGTH = 5;

	private static final int AVC_COUNT_MASK = 0x1F;

	private static final int HEVC_HEAD_LENGTH = 22;

	private static final int HEVC_LENGTH_OFFSET = 21;

	/**
	 * Create parameter sets.
	 */
	public ParameterSets {
		video = List.copyOf(video);
		sequence = List.copyOf(sequence);
		picture = List.copyOf(picture);
	}

	/**
	 * Read the parameter sets of the default track, or of the first one if there are
	 * several.
	 * @param sequenceHeader the packet
	 * @return the parameter sets or {@code null} if this is no sequence header of H.264
	 * or HEVC, or cannot be understood
	 */
	public static @Nullable ParameterSets of(VideoPacket sequenceHeader) {
		return (sequenceHeader.packetType() == VideoPacketType.SEQUENCE_START)
				? parse(sequenceHeader.codec(), sequenceHeader.body()) : null;
	}

	/**
	 * Read a configuration record.
	 * @param codec the codec
	 * @param configuration the record; its position stays
	 * @return the parameter sets or {@code null} if the codec has none, or the record
	 * cannot be understood
	 */
	public static @Nullable ParameterSets parse(VideoCodec codec, ByteBuffer configuration) {
		ByteBuffer record = configuration.slice().asReadOnlyBuffer();
		return switch (codec) {
			case AVC -> avc(record);
			case HEVC -> hevc(record);
			default -> null;
		};
	}

	private static @Nullable ParameterSets avc(ByteBuffer record) {
		if (record.remaining() < AVC_HEAD_LENGTH + 1 || record.get(0) != 1) {
			return null;
		}
		int lengthSize = (record.get(AVC_HEAD_LENGTH - 1) & 3) + 1;
		List<ByteBuffer> sequence = new ArrayList<>();
		List<ByteBuffer> picture = new ArrayList<>();
		record.position(AVC_HEAD_LENGTH);
		boolean whole = isRead(record, record.get() & AVC_COUNT_MASK, sequence) && record.hasRemaining()
				&& isRead(record, record.get() & 0xFF, picture);
		return (whole) ? new ParameterSets(List.of(), sequence, picture, lengthSize) : null;
	}

	private static @Nullable ParameterSets hevc(ByteBuffer record) {
		if (record.remaining() < HEVC_HEAD_LENGTH + 1) {
			return null;
		}
		int lengthSize = (record.get(HEVC_LENGTH_OFFSET) & 3) + 1;
		List<ByteBuffer> video = new ArrayList<>();
		List<ByteBuffer> sequence = new ArrayList<>();
		List<ByteBuffer> picture = new ArrayList<>();
		record.position(HEVC_HEAD_LENGTH);
		int arrays = record.get() & 0xFF;
		for (int i = 0; i < arrays; i++) {
			if (record.remaining() < 1 + Short.BYTES) {
				return null;
			}
			List<ByteBuffer> units = switch (record.get() & 0x3F) {
				case HEVC_VIDEO -> video;
				case HEVC_SEQUENCE -> sequence;
				case HEVC_PICTURE -> picture;
				default -> new ArrayList<>();
			};
			if (!isRead(record, Short.toUnsignedInt(record.getShort()), units)) {
				return null;
			}
		}
		return new ParameterSets(video, sequence, picture, lengthSize);
	}

	private static boolean isRead(ByteBuffer record, int count, List<ByteBuffer> units) {
		for (int i = 0; i < count; i++) {
			int length = (record.remaining() >= Short.BYTES) ? Short.toUnsignedInt(record.getShort()) : -1;
			if (length < 1 || length > record.remaining()) {
				return false;
			}
			units.add(record.slice(record.position(), length));
			record.position(record.position() + length);
		}
		return true;
	}

	@Override
	public List<ByteBuffer> video() {
		return views(this.video);
	}

	@Override
	public List<ByteBuffer> sequence() {
		return views(this.sequence);
	}

	@Override
	public List<ByteBuffer> picture() {
		return views(this.picture);
	}

	/**
	 * Return all of them in the order in which decoders want them.
	 * @return read-only views of their own
	 */
	public List<ByteBuffer> all() {
		List<ByteBuffer> all = new ArrayList<>(video());
		all.addAll(sequence());
		all.addAll(picture());
		return List.copyOf(all);
	}

	private static List<ByteBuffer> views(List<ByteBuffer> units) {
		return units.stream().map(ByteBuffer::duplicate).toList();
	}

}
