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

package dev.rtmpkit.server;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * An engine that does not let a client make it work for nothing: another handshake on the
 * same connection (TLS 1.2 renegotiation) costs the server far more than the client, and
 * key updates (TLS 1.3) and empty records cost it more than their bytes.
 */
final class GuardedEngine extends SSLEngine {

	/** How many records in a row may bring nothing. */
	static final int EMPTY_RECORDS = 32;

	/** The type of records that hold alerts (RFC 8446, 5.1). */
	private static final int ALERT = 21;

	/** The length of a record with an alert. */
	private static final int ALERT_BYTES = 7;

	/** Where the length of a record's content is. */
	private static final int LENGTH = 3;

	/** Where the alert itself is. */
	private static final int DESCRIPTION = 6;

	/** The alert of a client that leaves. */
	private static final int CLOSE_NOTIFY = 0;

	private static final int NO_ALERT = -1;

	private static final String RECEIVED_ALERT = "Received fatal alert: ";

	private final SSLEngine engine;

	private boolean established;

	private int emptyRecords;

	GuardedEngine(SSLEngine engine) {
		this.engine = engine;
	}

	@Override
	public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
		int alert = (this.established) ? NO_ALERT : plainAlert(source);
		SSLEngineResult result;
		try {
			result = this.engine.unwrap(source, targets, offset, length);
		}
		catch (SSLException ex) {
			throw (alert != NO_ALERT) ? told(alert, ex) : ex;
		}
		if (this.established) {
			check(result);
		}
		note(result);
		return result;
	}

	/**
	 * Return the alert in a record that is not encrypted. That of a client that does not
	 * trust the server's certificate comes in such a record (OpenSSL), when the JDK's TLS
	 * 1.3 expects encrypted ones only and fails to decrypt it.
	 */
	private static int plainAlert(ByteBuffer source) {
		int start = source.position();
		boolean plain = source.remaining() == ALERT_BYTES && source.get(start) == ALERT
				&& source.getShort(start + LENGTH) == 2;
		return (plain) ? source.get(start + DESCRIPTION) & 0xFF : NO_ALERT;
	}

	/** As the JDK tells of the alerts that it understands. */
	private static SSLException told(int alert, SSLException failure) {
		if (String.valueOf(failure.getMessage()).startsWith(RECEIVED_ALERT)) {
			return failure;
		}
		return new SSLException(
				(alert == CLOSE_NOTIFY) ? "Received close_notify during handshake" : RECEIVED_ALERT + alert, failure);
	}

	private void note(SSLEngineResult result) {
		this.established |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
	}

	private void check(SSLEngineResult result) throws SSLException {
		if (result.bytesProduced() > 0) {
			this.emptyRecords = 0;
		}
		else if (result.bytesConsumed() > 0 && ++this.emptyRecords > EMPTY_RECORDS) {
			throw new SSLException("Too many records without content");
		}
		if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
			throw new SSLException("The client wants to shake hands again");
		}
	}

	@Override
	public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
		SSLEngineResult result = this.engine.wrap(sources, offset, length, target);
		note(result);
		return result;
	}

	@Override
	public @Nullable Runnable getDelegatedTask() {
		return this.engine.getDelegatedTask();
	}

	@Override
	public void closeInbound() throws SSLException {
		this.engine.closeInbound();
	}

	@Override
	public boolean isInboundDone() {
		return this.engine.isInboundDone();
	}

	@Override
	public void closeOutbound() {
		this.engine.closeOutbound();
	}

	@Override
	public boolean isOutboundDone() {
		return this.engine.isOutboundDone();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.engine.getSupportedCipherSuites();
	}

	@Override
	public String[] getEnabledCipherSuites() {
		return this.engine.getEnabledCipherSuites();
	}

	@Override
	public void setEnabledCipherSuites(String[] suites) {
		this.engine.setEnabledCipherSuites(suites);
	}

	@Override
	public String[] getSupportedProtocols() {
		return this.engine.getSupportedProtocols();
	}

	@Override
	public String[] getEnabledProtocols() {
		return this.engine.getEnabledProtocols();
	}

	@Override
	public void setEnabledProtocols(String[] protocols) {
		this.engine.setEnabledProtocols(protocols);
	}

	@Override
	public SSLSession getSession() {
		return this.engine.getSession();
	}

	@Override
	public @Nullable SSLSession getHandshakeSession() {
		return this.engine.getHandshakeSession();
	}

	@Override
	public void beginHandshake() throws SSLException {
		this.engine.beginHandshake();
	}

	@Override
	public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
		return this.engine.getHandshakeStatus();
	}

	@Override
	public void setUseClientMode(boolean mode) {
		this.engine.setUseClientMode(mode);
	}

	@Override
	public boolean getUseClientMode() {
		return this.engine.getUseClientMode();
	}

	@Override
	public void setNeedClientAuth(boolean need) {
		this.engine.setNeedClientAuth(need);
	}

	@Override
	public boolean getNeedClientAuth() {
		return this.engine.getNeedClientAuth();
	}

	@Override
	public void setWantClientAuth(boolean want) {
		this.engine.setWantClientAuth(want);
	}

	@Override
	public boolean getWantClientAuth() {
		return this.engine.getWantClientAuth();
	}

	@Override
	public void setEnableSessionCreation(boolean flag) {
		this.engine.setEnableSessionCreation(flag);
	}

	@Override
	public boolean getEnableSessionCreation() {
		return this.engine.getEnableSessionCreation();
	}

	@Override
	public SSLParameters getSSLParameters() {
		return this.engine.getSSLParameters();
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		this.engine.setSSLParameters(parameters);
	}

}
