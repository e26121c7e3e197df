package io.github.gigachat.spring.ai.internal.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;

/**
 * The components that all exchanges of one transport share.
 *
 * @param client the JDK client
 * @param timer the timer of all exchanges
 * @param limits the limits of concurrent exchanges, filled by {@link #limitOf}
 * @param registry the observation registry
 * @param tags the tags of every observation in addition to those of its convention
 * @param log the logger for one line per exchange
 * @param bounds the timeouts and maximum sizes
 * @param observing {@code true} until the observation of an exchange fails
 */
record TransportContext(HttpClient client, Watchdog.Timer timer, Map<Origin, OriginLimit> limits,
		ObservationRegistry registry, KeyValues tags, Log log, Bounds bounds, AtomicBoolean observing) {

	/**
	 * Returns the limit of the origin of a target.
	 */
	OriginLimit limitOf(URI uri) {
		Origin origin = new Origin(uri.getScheme(), uri.getHost(), uri.getPort());
		OriginLimit limit = this.limits.get(origin);
		return (limit != null) ? limit : this.limits.computeIfAbsent(origin, (key) -> new OriginLimit());
	}

	/**
	 * The scheme, host and port of a target.
	 */
	record Origin(String scheme, String host, int port) {
	}

	/**
	 * The timeouts and maximum sizes of every exchange.
	 *
	 * @param silence the read timeout in nanoseconds
	 * @param acquire the acquire timeout in nanoseconds
	 * @param responseSize the maximum size in bytes of a body, or of all events of a
	 * stream together
	 * @param bufferedBytes the maximum number of bytes buffered for a subscriber
	 */
	record Bounds(long silence, long acquire, int responseSize, long bufferedBytes) {
	}

}
