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

import java.util.List;

import dev.rtmpkit.publish.PublisherCredentials;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.publish.StreamKeyValidator;
import dev.rtmpkit.server.RtmpServer;
import dev.rtmpkit.server.ServerCallbacks;
import dev.rtmpkit.stream.StreamHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Gives the application's beans to the server when it starts. The server does not depend
 * on them, so that each of them may have the server injected. A server bean that was not
 * built with the builder of this context gets them as well.
 */
final class BeanCallbacks implements ServerCallbacks, SmartInitializingSingleton {

	private final ObjectProvider<Decider> decider;

	private final ObjectProvider<Others> others;

	private final ObjectProvider<RtmpServer> servers;

	BeanCallbacks(ObjectProvider<Decider> decider, ObjectProvider<Others> others, ObjectProvider<RtmpServer> servers) {
		this.decider = decider;
		this.others = others;
		this.servers = servers;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.servers.forEach((server) -> server.addCallbacks(this));
	}

	@Override
	public StreamKeyValidator validator() {
		return this.decider.getObject().validator();
	}

	@Override
	public @Nullable PublisherCredentials credentials() {
		return this.others.getObject().credentials();
	}

	@Override
	public List<StreamHandler> handlers() {
		return this.others.getObject().handlers();
	}

	@Override
	public List<RtmpServerListener> listeners() {
		return this.others.getObject().listeners();
	}

	/**
	 * A lazy bean to have the validator injected, so that it is missed or ambiguous as
	 * any other bean is.
	 *
	 * @param validator decides who may publish, where the server was built without
	 */
	record Decider(StreamKeyValidator validator) {

	}

	/**
	 * A lazy bean to have the other beans injected.
	 *
	 * @param credentials knows the passwords of publishers, if they need one
	 * @param handlers get the streams
	 * @param listeners hear what happens
	 */
	record Others(@Nullable PublisherCredentials credentials, List<StreamHandler> handlers,
			List<RtmpServerListener> listeners) {

	}

}
