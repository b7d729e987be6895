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

import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.amf.AmfString;
import dev.rtmpkit.amf.AmfValue;
import dev.rtmpkit.internal.amf.Amf0Encoder;
import dev.rtmpkit.internal.amf.AmfLimits;
import dev.rtmpkit.internal.text.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * A data packet: metadata, captions, cue points and whatever else publishers send by name
 * (FLV 10.1, E.4.4). Name and values are the same however they were encoded. Equal to
 * itself only: packets that come again are other packets.
 */
public final class DataPacket implements MediaPacket {

	/** The name of a packet that describes the stream (FLV 10.1, E.5). */
	public static final String ON_META_DATA = "onMetaData";

	/**
	 * The name of a packet that takes back a retained one, whose name is its first value.
	 */
	public static final String CLEAR_DATA_FRAME = "@clearDataFrame";

	private final long timestamp;

	private final String name;

	private final List<AmfValue> values;

	private final boolean retained;

	private final boolean amf3;

	private final ByteBuffer payload;

	/** The payload holds name and values, which were read from it or written to it. */
	DataPacket(long timestamp, String name, List<AmfValue> values, boolean retained, boolean amf3, ByteBuffer payload) {
		this.timestamp = timestamp;
		this.name = name;
		this.values = List.copyOf(values);
		this.retained = retained;
		this.amf3 = amf3;
		this.payload = Payload.of(payload);
	}

	/**
	 * Create a packet of a message of type 18. It is retained if it is
	 * {@link #ON_META_DATA}.
	 * @param timestamp milliseconds on the publisher's timeline
	 * @param name the name of the handler that it is for
	 * @param values what follows the name
	 * @return the packet, its payload encoded as AMF0
	 */
	public static DataPacket of(long timestamp, String name, AmfValue... values) {
		return of(timestamp, name, name.equals(ON_META_DATA), values);
	}

	/**
	 * Create a packet of a message of type 18 that holds until another one of its name
	 * comes or it is taken back.
	 * @param timestamp milliseconds on the publisher's timeline
	 * @param name the name of the handler that it is for
	 * @param values what follows the name
	 * @return the packet, its payload encoded as AMF0
	 */
	public static DataPacket ofRetained(long timestamp, String name, AmfValue... values) {
		return of(timestamp, name, true, values);
	}

	private static DataPacket of(long timestamp, String name, boolean retained, AmfValue... values) {
		List<AmfValue> body = new ArrayList<>(values.length + 1);
		body.add(new AmfString(name));
		body.addAll(List.of(values));
		return new DataPacket(timestamp, name, List.of(values), retained, false, Amf0Encoder.encode(body));
	}

	/**
	 * Make a packet of the body of a data message of type 18 (RTMP 1.0, 7.1.2). Never
	 * fails. What stands before the name, {@code @setDataFrame} in most cases, is left
	 * out; bytes behind the values that are no AMF are not.
	 * @param timestamp milliseconds on the publisher's timeline
	 * @param body the body, AMF0, from position to limit; not copied, so it must not
	 * change
	 * @return the packet or {@code null} if there is no name, or no sense in what follows
	 * it
	 */
	public static @Nullable DataPacket parse(long timestamp, ByteBuffer body) {
		return parse(timestamp, body, false);
	}

	/**
	 * Make a packet of the body of a data message of either type (RTMP 1.0, 7.1.2), as
	 * {@link #parse(long, ByteBuffer)} does.
	 * @param timestamp milliseconds on the publisher's timeline
	 * @param body the body from position to limit, with the format selector if there is
	 * one
	 * @param amf3 whether it is the body of a message of type 15 instead of 18
	 * @return the packet or {@code null} if there is no name, or no sense in what follows
	 * it
	 */
	public static @Nullable DataPacket parse(long timestamp, ByteBuffer body, boolean amf3) {
		return new DataPacketDecoder(body, amf3, AmfLimits.DATA).decode(timestamp);
	}

	@Override
	public long timestamp() {
		return this.timestamp;
	}

	/**
	 * Return the name of the handler that it is for.
	 * @return the name, for example {@link #ON_META_DATA}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return what follows the name.
	 * @return the values
	 */
	public List<AmfValue> values() {
		return this.values;
	}

	/**
	 * Return whether it holds until another one of its name comes or it is taken back, so
	 * that late subscribers get it: what publishers send behind {@code @setDataFrame},
	 * and {@link #ON_META_DATA} in either case.
	 * @return whether it is retained
	 */
	public boolean retained() {
		return this.retained;
	}

	/**
	 * Return whether it came in a message of type 15, and is written to FLV in a tag of
	 * that type, instead of 18.
	 * @return whether the payload is that of a message of type 15
	 */
	public boolean amf3() {
		return this.amf3;
	}

	/**
	 * Return name and values as they came, AMF0 unless {@link #amf3()}. Otherwise what
	 * {@link dev.rtmpkit.amf.AmfBodyReader#amf3} reads: in most cases a format selector
	 * and AMF0; if what stood before the name could be referred to by what follows, all
	 * of the body.
	 */
	@Override
	public ByteBuffer payload() {
		return this.payload.duplicate();
	}

	@Override
	public int size() {
		return this.payload.limit();
	}

	@Override
	public MediaKind kind() {
		return MediaKind.DATA;
	}

	@Override
	public boolean isFrame() {
		return false;
	}

	@Override
	public DataPacket withTimestamp(long timestamp) {
		return (timestamp == this.timestamp) ? this
				: new DataPacket(timestamp, this.name, this.values, this.retained, this.amf3, this.payload);
	}

	/**
	 * Return the typed view of a packet that describes the stream.
	 * @return the metadata or {@code null} if this packet has another name or no
	 * properties
	 */
	public @Nullable StreamMetadata metadata() {
		if (!this.name.equals(ON_META_DATA) || this.values.isEmpty()) {
			return null;
		}
		return (this.values.get(0) instanceof AmfProperties properties) ? StreamMetadata.of(properties) : null;
	}

	/**
	 * Return a text without the values, which the publisher worded.
	 */
	@Override
	public String toString() {
		return "DataPacket[timestamp=" + this.timestamp + ", name=" + PrintableText.of(this.name) + ", values="
				+ this.values.size() + ", retained=" + this.retained + ", bytes=" + size() + "]";
	}

}
