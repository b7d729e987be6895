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

package dev.rtmpkit.internal.wire.message;

import dev.rtmpkit.amf.AmfProperties;
import dev.rtmpkit.publish.Capabilities;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code connect} command says (RTMP 1.0, 7.2.1.1). Everything is optional, and
 * what has the wrong type counts as absent.
 *
 * @param app the application name as sent, without quotes; it may hold a query; empty if
 * absent
 * @param tcUrl the URL that the client says it connected to; empty if absent
 * @param flashVer what the client calls itself
 * @param swfUrl the URL of the client program
 * @param pageUrl the URL of the page around it
 * @param objectEncoding 0 for AMF0, 3 for AMF3
 * @param capabilities what the client can do
 */
public record ConnectCommand(String app, String tcUrl, @Nullable String flashVer, @Nullable String swfUrl,
		@Nullable String pageUrl, int objectEncoding, Capabilities capabilities) {

	/**
	 * Read a command.
	 * @param command the command
	 * @return what it says
	 */
	public static ConnectCommand of(CommandMessage command) {
		if (!(command.commandObject() instanceof AmfProperties properties)) {
			return new ConnectCommand("", "", null, null, null, 0, Capabilities.NONE);
		}
		String tcUrl = text(properties, "tcUrl");
		Double objectEncoding = properties.number("objectEncoding");
		return new ConnectCommand(orEmpty(text(properties, "app")),
				orEmpty((tcUrl != null) ? tcUrl : text(properties, "tcurl")), text(properties, "flashVer"),
				text(properties, "swfUrl"), text(properties, "pageUrl"),
				(objectEncoding != null) ? objectEncoding.intValue() : 0, Capabilities.of(properties));
	}

	/** Some clients put their values into quotes. */
	private static @Nullable String text(AmfProperties properties, String name) {
		String text = properties.string(name);
		if (text == null || text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
			return text;
		}
		return text.substring(1, text.length() - 1);
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

	/**
	 * Return a text without names and URLs, which may hold a stream key.
	 * @return the text
	 */
	@Override
	public String toString() {
		return "ConnectCommand[objectEncoding=" + this.objectEncoding + "]";
	}

}
