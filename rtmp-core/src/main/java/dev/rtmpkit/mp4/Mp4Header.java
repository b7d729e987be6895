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

package dev.rtmpkit.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

import dev.rtmpkit.internal.mp4.BoxWriter;
import dev.rtmpkit.internal.mp4.MovieBox;
import dev.rtmpkit.internal.mp4.TrackDescription;

/**
 * What stands before fragments and tells their tracks: the initialization segment, with
 * file type and movie box (ISO/IEC 14496-12, 8.8.1). Each one begins a timeline of its
 * own, at 0.
 */
public final class Mp4Header implements Mp4Part {

	private final List<TrackDescription> tracks;

	private final long startTime;

	private final ByteBuffer fileType;

	private final ByteBuffer movie;

	Mp4Header(List<TrackDescription> tracks, long startTime) {
		this.tracks = List.copyOf(tracks);
		this.startTime = startTime;
		BoxWriter first = new BoxWriter();
		MovieBox.writeFileType(first, this.tracks);
		this.fileType = first.toBuffer();
		BoxWriter second = new BoxWriter();
		MovieBox.writeForFragments(second, this.tracks);
		this.movie = second.toBuffer();
	}

	@Override
	public List<ByteBuffer> buffers() {
		return List.of(fileType(), movie());
	}

	@Override
	public long size() {
		return this.fileType.remaining() + this.movie.remaining();
	}

	ByteBuffer fileType() {
		return this.fileType.duplicate();
	}

	ByteBuffer movie() {
		return this.movie.duplicate();
	}

	/**
	 * Return the tracks in the order of their ids in the file, which begin with 1.
	 */
	List<TrackDescription> tracks() {
		return this.tracks;
	}

	/**
	 * Return what HTTP, Media Source Extensions and playlists call the content (RFC
	 * 6381).
	 * @return for example {@code video/mp4; codecs="avc1.64001f,mp4a.40.2"}, or
	 * {@code audio/mp4; …} if there is no video
	 */
	public String contentType() {
		boolean video = this.tracks.stream().anyMatch(TrackDescription::video);
		return this.tracks.stream()
			.map(TrackDescription::codec)
			.distinct()
			.collect(Collectors.joining(",", ((video) ? "video" : "audio") + "/mp4; codecs=\"", "\""));
	}

	/**
	 * Return where this timeline is on that of the publisher.
	 * @return the timestamp, in milliseconds, that is 0 here
	 */
	public long startTime() {
		return this.startTime;
	}

	/**
	 * Return a text without the bytes.
	 */
	@Override
	public String toString() {
		return "Mp4Header[contentType=" + contentType() + ", startTime=" + this.startTime + ", bytes=" + size() + "]";
	}

}
