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

package dev.rtmpkit.internal.session;

import java.util.List;
import java.util.Map;

import dev.rtmpkit.internal.text.NameRules;
import dev.rtmpkit.internal.text.QueryParameters;

/**
 * Where a client publishes to, read from the application name and the stream name, each
 * of which may hold a query.
 *
 * @param app the application name: no query, no leading or trailing slash, no default
 * instance, no virtual host
 * @param name the stream name: no query, no leading slash, no prefix that tells a file
 * format; empty if there is none
 * @param appQuery the query of the application name or an empty string; a virtual host
 * that is part of the name counts as one
 * @param nameQuery the query of the stream name or an empty string
 */
record PublishTarget(String app, String name, String appQuery, String nameQuery) {

	private static final String DEFAULT_INSTANCE = "/_definst_";

	/** How clients whose server box takes no query name a virtual host. */
	private static final String VIRTUAL_HOST = "...vhost...";

	private static final List<String> FORMATS = List.of("mp4:", "flv:");

	/**
	 * Read a target. Some encoders know one URL only and take all of its path for the
	 * application: without a stream name, the last part of the path is the name, and
	 * there may be no application. Where only some applications are allowed, that is so
	 * only if one of them remains.
	 * @param app the application name as sent
	 * @param streamName the stream name as sent
	 * @param settings what is allowed
	 * @return the target
	 */
	static PublishTarget of(String app, String streamName, SessionSettings settings) {
		String appName = applicationName(app);
		String name = streamName(streamName);
		if (name.isEmpty()) {
			int lastSlash = appName.lastIndexOf('/');
			String parent = stripDefaultInstance(appName.substring(0, Math.max(0, lastSlash)));
			if (settings.isAllowed(parent)) {
				name = appName.substring(lastSlash + 1);
				appName = parent;
			}
		}
		return new PublishTarget(appName, stripFormat(name), appQuery(app), query(streamName));
	}

	/**
	 * Reduce an application name to what it means.
	 * @param app the application name as sent
	 * @return the name without query, outer slashes and default instance
	 */
	static String applicationName(String app) {
		String path = beforeQuery(app);
		int host = path.indexOf(VIRTUAL_HOST);
		path = (host < 0) ? path : path.substring(0, host);
		return stripDefaultInstance(stripTrailingSlashes(stripLeadingSlashes(path)));
	}

	/**
	 * Return whether an application name as sent may be connected to. Where encoders know
	 * one URL only, its last part is the stream key.
	 * @param app the application name as sent
	 * @param settings what is allowed
	 * @return whether it may
	 */
	static boolean isApplication(String app, SessionSettings settings) {
		PublishTarget target = of(app, "", settings);
		return NameRules.isApplication(applicationName(app)) || (NameRules.isApplication(target.app)
				&& NameRules.isStreamKey(target.name, settings.streamKeyBytes()));
	}

	/**
	 * Return whether the names are fit to be passed on, or there is no stream name yet.
	 * @param settings what is allowed
	 * @return whether they are
	 */
	boolean isFit(SessionSettings settings) {
		return NameRules.isApplication(this.app)
				&& (this.name.isEmpty() || NameRules.isStreamKey(this.name, settings.streamKeyBytes()));
	}

	private static String appQuery(String app) {
		String path = beforeQuery(app);
		int host = path.indexOf(VIRTUAL_HOST);
		return (host < 0) ? query(app) : query(app) + "&vhost=" + path.substring(host + VIRTUAL_HOST.length());
	}

	private static String stripDefaultInstance(String path) {
		return path.endsWith(DEFAULT_INSTANCE) ? path.substring(0, path.length() - DEFAULT_INSTANCE.length()) : path;
	}

	private static String stripFormat(String name) {
		for (String format : FORMATS) {
			if (name.startsWith(format)) {
				return name.substring(format.length());
			}
		}
		return name;
	}

	/**
	 * Reduce a stream name to what it means.
	 * @param streamName the stream name as sent
	 * @return the name without query and leading slashes
	 */
	static String streamName(String streamName) {
		return stripLeadingSlashes(beforeQuery(streamName));
	}

	/**
	 * Decode the query parameters of all three places.
	 * @param tcUrl the URL that the client says it connected to
	 * @return the parameters; the stream name's win, then the application's
	 */
	Map<String, String> parameters(String tcUrl) {
		return QueryParameters.merge(this.nameQuery, this.appQuery, query(tcUrl));
	}

	private static String stripLeadingSlashes(String text) {
		int start = 0;
		while (start < text.length() && text.charAt(start) == '/') {
			start++;
		}
		return text.substring(start);
	}

	private static String stripTrailingSlashes(String text) {
		int end = text.length();
		while (end > 0 && text.charAt(end - 1) == '/') {
			end--;
		}
		return text.substring(0, end);
	}

	private static String beforeQuery(String text) {
		int mark = text.indexOf('?');
		return (mark < 0) ? text : text.substring(0, mark);
	}

	private static String query(String text) {
		int mark = text.indexOf('?');
		return (mark < 0) ? "" : text.substring(mark + 1);
	}

}
