package io.github.gigachat.spring.ai.internal.http;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limits of all origins. An origin is scheme, host and port.
 */
final class OriginLimits {

	private final Map<Origin, OriginLimit> limits = new ConcurrentHashMap<>();

	OriginLimit of(URI uri) {
		Origin origin = new Origin(uri.getScheme(), uri.getHost(), uri.getPort());
		OriginLimit limit = this.limits.get(origin);
		return (limit != null) ? limit : this.limits.computeIfAbsent(origin, (key) -> new OriginLimit());
	}

	/**
	 * The key of a limit.
	 */
	private record Origin(String scheme, String host, int port) {
	}

}
