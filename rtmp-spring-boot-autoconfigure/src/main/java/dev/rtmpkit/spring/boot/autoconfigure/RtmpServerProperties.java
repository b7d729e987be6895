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

import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rtmpkit.publish.AuthenticationMode;
import dev.rtmpkit.publish.DuplicatePublisherPolicy;
import dev.rtmpkit.stream.GopCaching;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties of the RTMP server.
 */
@ConfigurationProperties("rtmp.server")
public class RtmpServerProperties {

	/**
	 * Network address to which the server should bind. All addresses if not set.
	 */
	private @Nullable InetAddress address;

	/**
	 * Port to listen on. Use 0 for any free port, or -1 for none, to take encrypted
	 * connections only.
	 */
	private int port = 1935;

	/**
	 * Number of I/O threads. Use 0 for one for each processor.
	 */
	private int ioThreads;

	/**
	 * Comma-separated list of the applications that may be connected to. Any application
	 * if empty.
	 */
	private Set<String> applications = new LinkedHashSet<>();

	/**
	 * Secret stream keys by public stream name. A key must not have what some encoders
	 * cut or change, such as slashes. Ignored if there is a StreamKeyValidator bean. With
	 * neither of them nor a PublisherCredentials bean, one key is generated and logged at
	 * startup.
	 */
	private Map<String, String> streamKeys = new LinkedHashMap<>();

	/**
	 * Policy for a second publisher of a live stream.
	 */
	private DuplicatePublisherPolicy duplicatePublisher = DuplicatePublisherPolicy.REPLACE_SAME_KEY;

	/**
	 * Time to wait for a publisher that was lost, so that it continues its stream. Use 0
	 * not to wait. If a duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration reconnectGrace = Duration.ofSeconds(0);

	/**
	 * Policy for keeping the newest group of pictures of each stream, so that consumers
	 * that subscribe later see a picture at once.
	 */
	private GopCaching gopCache = GopCaching.ON_DEMAND;

	private final Addresses addresses = new Addresses();

	private final ProxyProtocol proxyProtocol = new ProxyProtocol();

	@NestedConfigurationProperty
	private final RtmpSslProperties ssl = new RtmpSslProperties();

	private final Authentication authentication = new Authentication();

	private final Capabilities capabilities = new Capabilities();

	@NestedConfigurationProperty
	private final RtmpTimeoutProperties timeouts = new RtmpTimeoutProperties();

	@NestedConfigurationProperty
	private final RtmpLimitProperties limits = new RtmpLimitProperties();

	private final Shutdown shutdown = new Shutdown();

	public @Nullable InetAddress getAddress() {
		return this.address;
	}

	public void setAddress(@Nullable InetAddress address) {
		this.address = address;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public int getIoThreads() {
		return this.ioThreads;
	}

	public void setIoThreads(int ioThreads) {
		this.ioThreads = ioThreads;
	}

	public Set<String> getApplications() {
		return this.applications;
	}

	public void setApplications(Set<String> applications) {
		this.applications = applications;
	}

	public Map<String, String> getStreamKeys() {
		return this.streamKeys;
	}

	public void setStreamKeys(Map<String, String> streamKeys) {
		this.streamKeys = streamKeys;
	}

	public DuplicatePublisherPolicy getDuplicatePublisher() {
		return this.duplicatePublisher;
	}

	public void setDuplicatePublisher(DuplicatePublisherPolicy duplicatePublisher) {
		this.duplicatePublisher = duplicatePublisher;
	}

	public Duration getReconnectGrace() {
		return this.reconnectGrace;
	}

	public void setReconnectGrace(Duration reconnectGrace) {
		this.reconnectGrace = reconnectGrace;
	}

	public GopCaching getGopCache() {
		return this.gopCache;
	}

	public void setGopCache(GopCaching gopCache) {
		this.gopCache = gopCache;
	}

	public Addresses getAddresses() {
		return this.addresses;
	}

	public ProxyProtocol getProxyProtocol() {
		return this.proxyProtocol;
	}

	public RtmpSslProperties getSsl() {
		return this.ssl;
	}

	public Authentication getAuthentication() {
		return this.authentication;
	}

	public Capabilities getCapabilities() {
		return this.capabilities;
	}

	public RtmpTimeoutProperties getTimeouts() {
		return this.timeouts;
	}

	public RtmpLimitProperties getLimits() {
		return this.limits;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	/**
	 * Which clients may connect.
	 */
	public static class Addresses {

		/**
		 * Comma-separated list of the IP addresses, or ranges of them in CIDR notation,
		 * that may connect. Any address if empty.
		 */
		private List<String> allow = new ArrayList<>();

		/**
		 * Comma-separated list of the IP addresses, or ranges of them in CIDR notation,
		 * that may not connect, even if they are allowed.
		 */
		private List<String> deny = new ArrayList<>();

		public List<String> getAllow() {
			return this.allow;
		}

		public void setAllow(List<String> allow) {
			this.allow = allow;
		}

		public List<String> getDeny() {
			return this.deny;
		}

		public void setDeny(List<String> deny) {
			this.deny = deny;
		}

	}

	/**
	 * Which load balancers tell where clients are.
	 */
	public static class ProxyProtocol {

		/**
		 * Comma-separated list of the IP addresses, or ranges of them in CIDR notation,
		 * of load balancers whose connections begin with a header of the PROXY protocol,
		 * version 1 or 2. What else comes from them is refused, and such headers from
		 * others are. None if empty.
		 */
		private List<String> trustedProxies = new ArrayList<>();

		public List<String> getTrustedProxies() {
			return this.trustedProxies;
		}

		public void setTrustedProxies(List<String> trustedProxies) {
			this.trustedProxies = trustedProxies;
		}

	}

	/**
	 * Who publishes.
	 */
	public static class Authentication {

		/**
		 * Authentication mode, in which encoders prove that they know their password.
		 * Ignored unless there is a PublisherCredentials bean.
		 */
		private AuthenticationMode mode = AuthenticationMode.ADOBE;

		public AuthenticationMode getMode() {
			return this.mode;
		}

		public void setMode(AuthenticationMode mode) {
			this.mode = mode;
		}

	}

	/**
	 * What clients are told of the server.
	 */
	public static class Capabilities {

		/**
		 * Whether to tell clients that the server understands Enhanced RTMP.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * How the server stops.
	 */
	public static class Shutdown {

		/**
		 * Time to wait for handlers, recordings and listeners to finish once the server
		 * stops. Publishers that understand a reconnect request may take half of it to
		 * leave. Use 0 to stop at once. Should be shorter than
		 * "spring.lifecycle.timeout-per-shutdown-phase". If a duration suffix is not
		 * specified, seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration gracePeriod = Duration.ofSeconds(10);

		/**
		 * URL that encoders are asked to reconnect to once the server stops, absolute or
		 * relative to their own. Without it they are asked to use their own again, which
		 * suits servers behind a load balancer. Encoders that do not understand such a
		 * request are disconnected instead.
		 */
		private @Nullable String reconnectUrl;

		public Duration getGracePeriod() {
			return this.gracePeriod;
		}

		public void setGracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
		}

		public @Nullable String getReconnectUrl() {
			return this.reconnectUrl;
		}

		public void setReconnectUrl(@Nullable String reconnectUrl) {
			this.reconnectUrl = reconnectUrl;
		}

	}

}
