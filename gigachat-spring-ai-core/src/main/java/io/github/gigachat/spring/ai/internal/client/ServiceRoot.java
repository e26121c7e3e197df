package io.github.gigachat.spring.ai.internal.client;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The root URL of requests, with the fixed headers that are sent there.
 */
public final class ServiceRoot {

	private final URI url;

	private final Map<String, String> headers;

	/** The targets of paths without variable parts, of which there are few. */
	private final Map<String, Target> targets = new ConcurrentHashMap<>();

	/**
	 * Creates a root.
	 * @param url the URL without a trailing slash
	 * @param headers the headers, by name
	 */
	public ServiceRoot(URI url, Map<String, String> headers) {
		this.url = url;
		this.headers = headers;
	}

	Map<String, String> headers() {
		return this.headers;
	}

	/** Returns the target of a request below this root. */
	Target target(ServiceRequest request) {
		if (!request.path().equals(request.template())) {
			return create(request);
		}
		Target target = this.targets.get(request.path());
		return (target != null) ? target : this.targets.computeIfAbsent(request.path(), (path) -> create(request));
	}

	private Target create(ServiceRequest request) {
		return new Target(URI.create(this.url + request.path()), this.url.getPath() + request.template());
	}

	/**
	 * Names the URL; never shows the headers.
	 */
	@Override
	public String toString() {
		return "ServiceRoot[url=" + this.url + "]";
	}

	/**
	 * The target of a request.
	 *
	 * @param uri the absolute URI
	 * @param template the path with placeholders, for metrics
	 */
	record Target(URI uri, String template) {
	}

}
