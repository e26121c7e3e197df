package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;

/**
 * The components that all exchanges of one transport share.
 *
 * @param client the JDK client
 * @param watchdogs the timer
 * @param limits the limits of concurrent exchanges
 * @param registry the observation registry
 * @param log the logger for one line per exchange
 * @param bounds the timeouts and maximum sizes
 * @param observing {@code true} until the observation of an exchange fails
 */
record TransportContext(HttpClient client, Watchdogs watchdogs, OriginLimits limits, ObservationRegistry registry,
		Log log, Bounds bounds, AtomicBoolean observing) {

	/**
	 * The timeouts and maximum sizes of every exchange.
	 * 
	 * @param silence the read timeout in nanoseconds
	 * @param acquire the acquire timeout in nanoseconds
	 * @param responseSize the maximum size of a body or of one event in bytes
	 * @param bufferedBytes the maximum number of bytes buffered for a subscriber
	 */
	record Bounds(long silence, long acquire, int responseSize, long bufferedBytes) {
	}

}
