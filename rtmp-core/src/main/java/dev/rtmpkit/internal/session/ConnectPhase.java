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
import java.util.Objects;

import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfPropertiesBuilder;
import dev.rtmpkit.internal.session.auth.AuthenticationStep;
import dev.rtmpkit.internal.session.auth.PublisherAuthenticator;
import dev.rtmpkit.internal.session.auth.PublisherLogin;
import dev.rtmpkit.internal.text.NameRules;
import dev.rtmpkit.internal.text.PlainText;
import dev.rtmpkit.internal.wire.message.CommandMessage;
import dev.rtmpkit.internal.wire.message.Commands;
import dev.rtmpkit.internal.wire.message.ConnectCommand;
import dev.rtmpkit.internal.wire.message.RtmpMessage;
import dev.rtmpkit.internal.wire.message.SetChunkSize;
import dev.rtmpkit.internal.wire.message.SetPeerBandwidth;
import dev.rtmpkit.internal.wire.message.StatusCode;
import dev.rtmpkit.internal.wire.message.UserControl;
import dev.rtmpkit.internal.wire.message.WindowAcknowledgementSize;
import dev.rtmpkit.publish.ClientInfo;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.PublishType;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * Answers commands until the client has connected to an application (RTMP 1.0, 7.2.1.1).
 * The answer agrees to AMF3 if the client asks for it, which lets the client send AMF3;
 * what the server sends stays AMF0, as every client takes that in either case.
 */
final class ConnectPhase {

	private static final int AMF3 = 3;

	/** How often a client is told to connect again: once more than it has to be. */
	private static final int INVITATIONS = 3;

	private static final String WRONG_PASSWORD = "The user or the password is wrong.";

	private static final String UNCHECKED_PASSWORD = "The password could not be checked.";

	private final SessionSettings settings;

	private final ClientInfo client;

	private final SessionListener listener;

	private @Nullable Connected connected;

	private @Nullable Pending pending;

	private int invitations;

	ConnectPhase(SessionSettings settings, ClientInfo client, SessionListener listener) {
		this.settings = settings;
		this.client = client;
		this.listener = listener;
	}

	Connected connected() {
		return Objects.requireNonNull(this.connected, "connected");
	}

	SessionState receive(CommandMessage command) {
		if (!command.name().equals("connect")) {
			if (command.transactionId() != 0) {
				this.listener
					.send(List.of(Commands.error(command.transactionId(), StatusCode.CALL_FAILED, "Connect first.")));
			}
			this.listener.ignored();
			return SessionState.AWAITING_CONNECT;
		}
		ConnectCommand connect = ConnectCommand.of(command);
		PublisherAuthenticator authenticator = this.settings.authenticator();
		if (!PublishTarget.isApplication(connect.app(), this.settings)) {
			return refuse(command.transactionId(), connect, RejectReason.BAD_NAME,
					"The application name is too long or has characters or parts that are not allowed.");
		}
		if (!this.settings.isAllowed(PublishTarget.applicationName(connect.app()))) {
			return refuse(command.transactionId(), connect, RejectReason.UNKNOWN_APPLICATION,
					"There is no such application.");
		}
		if (authenticator == null) {
			return connect(command.transactionId(), connect, connect.app(), connect.tcUrl(), null);
		}
		AuthenticationStep step = authenticator.step(connect.app(), connect.tcUrl());
		PublisherLogin login = step.login();
		if (login != null) {
			this.pending = new Pending(command.transactionId(), connect, step, login);
			this.listener.authenticationRequested(login);
			return SessionState.AUTHENTICATING;
		}
		if (step.next() == AuthenticationStep.Next.CONNECT_AGAIN && ++this.invitations <= INVITATIONS) {
			// Some clients connect again on this connection, others on a new one
			this.listener
				.send(List.of(Commands.error(command.transactionId(), StatusCode.CONNECT_REJECTED, step.refusal())));
			return SessionState.AWAITING_CONNECT;
		}
		if (step.next() == AuthenticationStep.Next.REFUSE) {
			tellRefused(connect, step, RejectReason.WRONG_PASSWORD, WRONG_PASSWORD);
		}
		return refuse(command.transactionId(), StatusCode.CONNECT_REJECTED, step.refusal());
	}

	SessionState authenticated() {
		Pending login = pending();
		return connect(login.transactionId(), login.connect(), login.step().app(), login.step().tcUrl(),
				login.login().user());
	}

	SessionState refuse(boolean checked) {
		Pending login = pending();
		if (checked) {
			tellRefused(login.connect(), login.step(), RejectReason.WRONG_PASSWORD, WRONG_PASSWORD);
			return refuse(login.transactionId(), StatusCode.CONNECT_REJECTED, login.step().refusal());
		}
		tellRefused(login.connect(), login.step(), RejectReason.VALIDATOR_ERROR, UNCHECKED_PASSWORD);
		return refuse(login.transactionId(), StatusCode.CONNECT_REJECTED, UNCHECKED_PASSWORD);
	}

	/**
	 * Return what tells a client that is not connected why its connection ends: the
	 * answer to its connect command, if it waits for that.
	 */
	RtmpMessage closingStatus(SessionState state, StatusCode code, String description) {
		return (state == SessionState.AUTHENTICATING) ? Commands.error(pending().transactionId(), code, description)
				: Commands.onStatus(0, code, description);
	}

	private Pending pending() {
		return Objects.requireNonNull(this.pending, "pending");
	}

	private SessionState connect(double transactionId, ConnectCommand connect, String app, String tcUrl,
			@Nullable String user) {
		String flashVer = connect.flashVer();
		this.connected = new Connected(app, tcUrl,
				new ClientInfo(this.client.connectionId(), this.client.remoteAddress(), this.client.secure(),
						(flashVer != null) ? PlainText.of(flashVer) : null, PlainText.of(tcUrl), connect.capabilities(),
						user));
		this.listener.send(welcome(transactionId, connect.objectEncoding()));
		return SessionState.CONNECTED;
	}

	private SessionState refuse(double transactionId, ConnectCommand connect, RejectReason reason, String description) {
		tellRefused(connect, connect.app(), connect.tcUrl(), reason, description);
		return refuse(transactionId, StatusCode.CONNECT_INVALID_APP, description);
	}

	private void tellRefused(ConnectCommand connect, AuthenticationStep step, RejectReason reason, String description) {
		tellRefused(connect, step.app(), step.tcUrl(), reason, description);
	}

	private void tellRefused(ConnectCommand connect, String fullApp, String tcUrl, RejectReason reason,
			String description) {
		String app = PublishTarget.applicationName(fullApp);
		ClientInfo refused = new ClientInfo(this.client.connectionId(), this.client.remoteAddress(),
				this.client.secure(), null, PlainText.of(tcUrl), connect.capabilities(), null);
		this.listener.connectRefused(new PublishRequest((NameRules.isApplication(app)) ? app : "", StreamKey.of(""),
				Map.of(), PublishType.LIVE, refused), reason, description);
	}

	private SessionState refuse(double transactionId, StatusCode code, String description) {
		this.listener.send(List.of(Commands.error(transactionId, code, description)));
		this.listener.closing();
		return SessionState.CLOSED;
	}

	private List<RtmpMessage> welcome(double transactionId, int objectEncoding) {
		int window = this.settings.windowAcknowledgementSize();
		AmfObject properties = AmfObject.builder()
			.put("fmsVer", "FMS/3,0,1,123")
			.put("capabilities", 31)
			.put("mode", 1)
			.build();
		AmfPropertiesBuilder<AmfObject> info = AmfObject.builder()
			.put("level", StatusCode.CONNECT_SUCCESS.level())
			.put("code", StatusCode.CONNECT_SUCCESS.code())
			.put("description", "Connection succeeded.")
			.put("objectEncoding", (objectEncoding == AMF3) ? AMF3 : 0);
		return List.of(new WindowAcknowledgementSize(window), new SetPeerBandwidth(window, SetPeerBandwidth.DYNAMIC),
				new SetChunkSize(this.settings.chunkSize()), UserControl.of(UserControl.STREAM_BEGIN, 0),
				Commands.result(transactionId, properties, this.settings.capabilities().addTo(info).build()));
	}

	/**
	 * A client that has connected.
	 *
	 * @param app the application as it was sent, which may hold a query
	 * @param tcUrl the URL as it was sent, which may hold a query
	 * @param client who it is
	 */
	record Connected(String app, String tcUrl, ClientInfo client) {

	}

	/**
	 * A client whose password is being looked up.
	 *
	 * @param transactionId of its connect command
	 * @param connect what it said
	 * @param step what is left of that without what concerns authentication
	 * @param login what it claims
	 */
	private record Pending(double transactionId, ConnectCommand connect, AuthenticationStep step,
			PublisherLogin login) {

	}

}
