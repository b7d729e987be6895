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

import java.util.Set;

import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.text.QueryParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PublishTarget} and {@link QueryParameters}.
 */
class PublishTargetTests {

	@Test
	@Tag("AU1")
	void whenNameHasQuerySplitsItOff() {
		PublishTarget target = target("live", "key?user=u&pass=p%20q&token=a+b%2B");
		assertThat(target.name()).isEqualTo("key");
		assertThat(target.parameters("")).containsEntry("user", "u")
			.containsEntry("pass", "p q")
			.containsEntry("token", "a+b+");
	}

	@Test
	@Tag("AU2")
	void whenAppAndTcUrlHaveQueriesNameWinsThenApp() {
		PublishTarget target = target("live?a=app&b=app", "key?a=name");
		assertThat(target.app()).isEqualTo("live");
		assertThat(target.parameters("rtmp://h/live?a=url&b=url&c=url")).containsEntry("a", "name")
			.containsEntry("b", "app")
			.containsEntry("c", "url");
	}

	@Test
	@Tag("AU4")
	void keepsSlashesInAppAndName() {
		PublishTarget target = target("live/a", "b/c");
		assertThat(target.app()).isEqualTo("live/a");
		assertThat(target.name()).isEqualTo("b/c");
	}

	@Test
	@Tag("NS10")
	void whenNameIsEmptyTakesTheLastPartOfTheApp() {
		assertThat(target("live/key", "")).extracting(PublishTarget::app, PublishTarget::name)
			.containsExactly("live", "key");
	}

	@ParameterizedTest
	@CsvSource({ "cam1, '', '', cam1", "/cam1/, '', '', cam1", "cam1?a=1, '', '', cam1", "cam1, ?a=1, '', cam1",
			"'', cam1, '', cam1", "'', '', '', ''", "/, '', '', ''", "live/_definst_, '', '', live" })
	@Tag("D14")
	void whenThereIsNoApplicationTheOnlyPartIsTheName(String app, String streamName, String expectedApp,
			String expectedName) {
		PublishTarget target = target(app, streamName);
		assertThat(target.app()).isEqualTo(expectedApp);
		assertThat(target.name()).isEqualTo(expectedName);
	}

	@ParameterizedTest
	@CsvSource({ "live, '', live, ''", "live/cam1, '', live, cam1", "live/eu/cam1, '', live/eu, cam1",
			"radio/eu, '', radio/eu, ''", "radio/eu/cam1, '', radio/eu, cam1", "live, cam1, live, cam1" })
	@Tag("D14")
	void whenApplicationsAreGivenOneOfThemRemains(String app, String streamName, String expectedApp,
			String expectedName) {
		PublishTarget target = PublishTarget.of(app, streamName,
				SessionSettings.DEFAULT.withApplications(Set.of("live", "radio/eu")));
		assertThat(target.app()).isEqualTo(expectedApp);
		assertThat(target.name()).isEqualTo(expectedName);
	}

	@Test
	@Tag("AU3")
	void whenAppAndNameHaveOnlyQueriesTakesTheAppsLastPartAndItsParameters() {
		PublishTarget target = target("live/key?a=1", "?a=1");
		assertThat(target.name()).isEqualTo("key");
		assertThat(target.parameters("")).containsEntry("a", "1");
	}

	@ParameterizedTest
	@CsvSource({ "live, mp4:key, live, key", "live, flv:key, live, key", "live, /mp4:key, live, key",
			"live, /key, live, key", "live, a/b, live, a/b", "live, mp3:key, live, mp3:key", "live, mp4:, live, ''",
			"live/_definst_, key, live, key", "live/_definst_/, key, live, key", "/live/, key, live, key",
			"live/_definst_/key, '', live, key", "_definst_, key, _definst_, key",
			"live...vhost...example.com, key, live, key", "live/...vhost...example.com, key, live, key",
			"live...vhost...example.com?k=v, mp4:key?a=b, live, key" })
	@Tag("AU5")
	@Tag("NC3")
	void knowsOtherNamesOfTheSame(String app, String streamName, String expectedApp, String expectedName) {
		PublishTarget target = target(app, streamName);
		assertThat(target.app()).isEqualTo(expectedApp);
		assertThat(target.name()).isEqualTo(expectedName);
	}

	@ParameterizedTest
	@CsvSource({ "live?vhost=example.com, key", "live...vhost...example.com, key", "live, key?vhost=example.com",
			"live...vhost...example.com?vhost=example.com, key", "live...vhost...other?k=v&vhost=example.com, key" })
	@Tag("AU5")
	void virtualHostIsAParameter(String app, String streamName) {
		assertThat(target(app, streamName).parameters("")).containsEntry("vhost", "example.com");
	}

	@Test
	@Tag("N5")
	void whenPercentIsBrokenKeepsIt() {
		assertThat(QueryParameters.merge("a=%&b=%4&c=%zz&d=100%25")).containsEntry("a", "%")
			.containsEntry("b", "%4")
			.containsEntry("c", "%zz")
			.containsEntry("d", "100%");
	}

	@Test
	@Tag("N5")
	void whenValueIsEscapedTwiceDecodesOnce() {
		assertThat(QueryParameters.merge("a=%252e")).containsEntry("a", "%2e");
	}

	@Test
	@Tag("N5")
	void whenThereAreTooManyParametersFails() {
		StringBuilder query = new StringBuilder();
		for (int i = 0; i < 10_000; i++) {
			query.append('p').append(i).append("=1&");
		}
		assertThatExceptionOfType(RtmpProtocolException.class)
			.isThrownBy(() -> QueryParameters.merge(query.toString()));
	}

	@Test
	void whenParametersHaveNoValueOrNameKeepsThem() {
		assertThat(QueryParameters.merge("flag&&=x")).containsEntry("flag", "").containsEntry("", "x").hasSize(2);
	}

	private static PublishTarget target(String app, String streamName) {
		return PublishTarget.of(app, streamName, SessionSettings.DEFAULT);
	}

}
