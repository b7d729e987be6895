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

package dev.rtmpkit.spring.boot.context;

import java.time.Duration;
import java.time.Instant;

import dev.rtmpkit.internal.guard.LogThrottle;
import dev.rtmpkit.internal.guard.MaskedFailure;
import dev.rtmpkit.media.StreamMetadata;
import dev.rtmpkit.publish.PublishEvent;
import dev.rtmpkit.publish.PublishRequest;
import dev.rtmpkit.publish.RejectReason;
import dev.rtmpkit.publish.RtmpServerListener;
import dev.rtmpkit.stream.StopReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.Assert;

/**
 * Publishes what an RTMP server's listener hears as application events. They are
 * delivered on the thread that calls the listener, which is never an I/O thread; what an
 * event listener throws is logged and changes nothing.
 */
public final class RtmpEventPublisher implements RtmpServerListener {

	private static final Log logger = LogFactory.getLog(RtmpEventPublisher.class);

	private final ApplicationEventPublisher publisher;

	private final LogThrottle throttle = new LogThrottle();

	/**
	 * Create a publisher of events.
	 * @param publisher where to publish them
	 */
	public RtmpEventPublisher(ApplicationEventPublisher publisher) {
		Assert.notNull(publisher, "'publisher' must not be null");
		this.publisher = publisher;
	}

	@Override
	public void publishStarted(PublishEvent event) {
		publish(new RtmpPublishStartedEvent(name(event), event.publisher(), event.time()));
	}

	@Override
	public void publishRejected(PublishRequest request, RejectReason reason, String message, Instant time) {
		publish(new RtmpPublishRejectedEvent(request.connectionId(), request.appText(), request.remoteAddress(), time,
				reason, message));
	}

	@Override
	public void metadataReceived(PublishEvent event, StreamMetadata metadata) {
		publish(new RtmpStreamMetadataEvent(name(event), event.publisher(), event.time(),
				RtmpStreamMetadataEvent.Metadata.of(metadata)));
	}

	@Override
	public void publishInterrupted(PublishEvent event, StopReason reason) {
		publish(new RtmpPublishInterruptedEvent(name(event), event.publisher(), event.time(), reason));
	}

	@Override
	public void publishContinued(PublishEvent event) {
		publish(new RtmpPublishContinuedEvent(name(event), event.publisher(), event.time()));
	}

	@Override
	public void publishStopped(PublishEvent event, StopReason reason, Duration duration) {
		publish(new RtmpPublishStoppedEvent(name(event), event.publisher(), event.time(), reason, duration,
				event.stream().statistics()));
	}

	private static String name(PublishEvent event) {
		return event.stream().name();
	}

	private void publish(Object event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			String type = event.getClass().getSimpleName();
			// An encoder that is rejected again and again must not fill the log
			long suppressed = this.throttle.admit(type + " " + ex.getClass().getName(), System.nanoTime());
			if (suppressed != LogThrottle.SUPPRESSED) {
				logger.warn("A listener of " + type + " failed" + more(suppressed), MaskedFailure.of(ex));
			}
		}
	}

	private static String more(long suppressed) {
		return (suppressed > 0) ? " (" + suppressed + " more like this since the last such line)" : "";
	}

}
