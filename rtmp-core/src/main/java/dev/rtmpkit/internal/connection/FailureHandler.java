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

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

import javax.net.ssl.SSLException;

import dev.rtmpkit.ProtocolError;
import dev.rtmpkit.RtmpProtocolException;
import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.internal.guard.ServerCounters;
import dev.rtmpkit.internal.guard.Warnings;
import dev.rtmpkit.stream.StopReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of a connection, and the one place where bad input and failures end
 * it: counted, logged once, closed.
 */
final class FailureHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(FailureHandler.class);

	/** The operator of a client or a proxy that does this can do something about it. */
	private static final Set<ProtocolError> OPERATORS = EnumSet.of(ProtocolError.VERSION, ProtocolError.PROXY_HEADER,
			ProtocolError.TLS_REFUSED_BY_CLIENT);

	private final ServerCounters counters;

	private final Warnings warnings;

	private @Nullable OpenConnection connection;

	FailureHandler(ServerCounters counters, Warnings warnings) {
		this.counters = counters;
		this.warnings = warnings;
	}

	/**
	 * Set the connection, now that its client is known.
	 * @param connection the connection
	 */
	void connection(OpenConnection connection) {
		this.connection = connection;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		// Every handler has seen it
		if (this.connection == null && EndOfInput.isToldBy(event)) {
			context.close();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		// Every handler has seen it
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		try {
			fail(context, cause);
		}
		catch (Error ex) {
			// Out of memory, again: all that is left is to close the connection
			context.close();
		}
	}

	private void fail(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof RtmpProtocolException failure) {
			fail(context, failure.error(), reason(failure), String.valueOf(failure.getMessage()));
		}
		else if (cause instanceof DecoderException && cause.getCause() instanceof SSLException failure) {
			fail(context, failure);
		}
		else if (cause instanceof SSLException failure) {
			TlsFailure tls = TlsFailure.of(failure);
			fail(context, tls.error(), tls.summary(), tls.text());
		}
		else if (cause instanceof IOException) {
			logger.debug("{} is lost: {}", name(context), cause.getMessage());
			end(context, StopReason.CONNECTION_LOST);
		}
		else {
			this.warnings.error(logger, cause.getClass().getName(), MaskedFailure.withoutText(cause),
					"{} is closed after an internal error", name(context));
			end(context, StopReason.INTERNAL_ERROR);
		}
	}

	private void fail(ChannelHandlerContext context, ProtocolError error, String reason, String text) {
		this.counters.error(error).increment();
		this.warnings.warnOrDebug(logger, reason, "{} is closed: {} ({})", name(context), text, error);
		end(context, StopReason.PROTOCOL_ERROR);
	}

	private void end(ChannelHandlerContext context, StopReason reason) {
		if (this.connection != null) {
			this.connection.end(reason, null);
		}
		else {
			// Its client is not known yet
			context.close();
		}
	}

	private String name(ChannelHandlerContext context) {
		return (this.connection != null)
				? "Connection " + this.connection.id() + " from " + this.connection.remoteAddress()
				: "Connection from " + context.channel().remoteAddress();
	}

	private static String reason(RtmpProtocolException failure) {
		// The texts of these come from a closed set, and name what has to be set up
		return (OPERATORS.contains(failure.error())) ? String.valueOf(failure.getMessage()) : failure.error().tag();
	}

}
