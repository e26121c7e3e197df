package io.github.gigachat.spring.ai.internal.http;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * One request as the transport sends it.
 *
 * @param method the HTTP method, in upper case
 * @param uri the absolute target, {@code http} or {@code https}
 * @param uriTemplate the path without query and with placeholders for its variable parts,
 * used as a metric tag; one that is nothing but a placeholder, <code>/{url}</code>, keeps
 * the path out of messages and logs, too
 * @param headers the headers, one value a name; copied, in their order
 * @param body the body, or {@code null} for none; sent a second time unless it is a
 * {@link RequestBody} that cannot be
 */
public record TransportRequest(String method, URI uri, String uriTemplate, Map<String, String> headers,
		@Nullable BodyPublisher body) {

	private static final Pattern UNTOLD = Pattern.compile("/\\{[^/]*}");

	/**
	 * Checks that the target can be called.
	 * @param method the HTTP method
	 * @param uri the target
	 * @param uriTemplate the target's path for metrics
	 * @param headers the headers, one value a name
	 * @param body the body, or {@code null} for none
	 * @throws IllegalArgumentException if the target is not an absolute {@code http} or
	 * {@code https} URI with a host
	 */
	public TransportRequest {
		Assert.hasText(method, "A request needs a method");
		Assert.isTrue(isHttp(uri), "A request needs an absolute http or https URI with a host");
		headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

	/**
	 * Describes the request without its header values, its query and its body.
	 * @return the method, the target and the names of the headers
	 */
	@Override
	public String toString() {
		return "TransportRequest[" + describe() + ", headers=" + this.headers.keySet() + "]";
	}

	/**
	 * Whether the request can be sent, for the first time or once more.
	 */
	boolean isSendable() {
		return !(this.body instanceof RequestBody known) || known.isSendable();
	}

	/**
	 * Method, origin and path: what may stand in a message or a log.
	 */
	String describe() {
		return this.method + " " + target();
	}

	/**
	 * The target without user information, query and fragment.
	 */
	String target() {
		int port = this.uri.getPort();
		return this.uri.getScheme() + "://" + this.uri.getHost() + ((port >= 0) ? ":" + port : "") + path();
	}

	/**
	 * The target's path, unless it is not to be told.
	 */
	String path() {
		return UNTOLD.matcher(this.uriTemplate).matches() ? this.uriTemplate : this.uri.getRawPath();
	}

	private static boolean isHttp(URI uri) {
		return uri.getHost() != null
				&& ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
	}

}
