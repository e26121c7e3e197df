package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;

/**
 * What the exchanges of one transport have in common.
 *
 * @param client sends
 * @param watchdogs keeps the time
 * @param limits admits
 * @param registry observes
 * @param log takes one line an exchange
 * @param bounds how long and how much
 * @param observing whether the observation of an exchange has not failed yet
 */
record TransportContext(HttpClient client, Watchdogs watchdogs, OriginLimits limits, ObservationRegistry registry,
		Log log, Bounds bounds, AtomicBoolean observing) {

	/**
	 * The bounds of every exchange.
	 *
	 * @param silence nanoseconds without a byte
	 * @param acquire nanoseconds of waiting for room
	 * @param responseSize bytes of a body or of one event
	 * @param bufferedBytes bytes of a stream that wait for their subscriber
	 */
	record Bounds(long silence, long acquire, int responseSize, long bufferedBytes) {
	}

}
