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

package dev.rtmpkit.internal.connection;

import java.util.function.BooleanSupplier;

import dev.rtmpkit.RtmpProtocolException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * Notices that a client leaves when it has seen the server's certificate, without a byte
 * of its own. Some clients that do not trust a certificate do so, and send no alert.
 * Stands behind the TLS handler until there is input.
 */
final class RefusedCertificateHandler extends ChannelInboundHandlerAdapter {

	private final BooleanSupplier answered;

	private boolean agreed;

	/**
	 * Create a handler.
	 * @param answered tells whether the client was sent something
	 */
	RefusedCertificateHandler(BooleanSupplier answered) {
		this.answered = answered;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent completion) {
			this.agreed = completion.isSuccess();
		}
		else if (event instanceof ConnectionEnding) {
			// By the server, or for another reason
			context.pipeline().remove(this);
		}
		else if (EndOfInput.isToldBy(event) && (this.agreed || this.answered.getAsBoolean())) {
			TlsFailure failure = (this.agreed) ? TlsFailure.LEFT_SILENTLY : TlsFailure.LEFT_HANDSHAKE;
			context.fireExceptionCaught(new RtmpProtocolException(failure.error(), failure.text()));
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		context.fireChannelRead(message);
		context.pipeline().remove(this);
	}

}
