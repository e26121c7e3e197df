package io.github.gigachat.spring.ai.internal.http;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A request of the transport.
 *
 * @param method the HTTP method, in upper case
 * @param uri the absolute target, {@code http} or {@code https}
 * @param uriTemplate the path without query and with placeholders for its variable parts,
 * used as a metric tag; a template that is only a placeholder, <code>/{url}</code>, also
 * keeps the path out of messages and logs
 * @param headers the headers; not copied
 * @param body the body, or {@code null} for none; it may be sent a second time, unless it
 * is a {@link Body} that is not sendable
 */
public record TransportRequest(String method, URI uri, String uriTemplate, SentHeaders headers,
		@Nullable BodyPublisher body) {

	private static final Pattern UNTOLD = Pattern.compile("/\\{[^/]*}");

	/**
	 * Creates a request and checks the target.
	 * @throws IllegalArgumentException if the target is not an absolute {@code http} or
	 * {@code https} URI with a host
	 */
	public TransportRequest {
		Assert.hasText(method, "A request needs a method");
		Assert.isTrue(isHttp(uri), "A request needs an absolute http or https URI with a host");
	}

	/** Creates a request with the headers of a map. */
	public TransportRequest(String method, URI uri, String uriTemplate, Map<String, String> headers,
			@Nullable BodyPublisher body) {
		this(method, uri, uriTemplate, SentHeaders.of(headers), body);
	}

	/**
	 * Returns the method, the target and the names of the headers, without header values,
	 * query and body.
	 */
	@Override
	public String toString() {
		return "TransportRequest[" + describe() + ", headers=" + this.headers + "]";
	}

	/**
	 * Returns whether the request can be sent, for the first time or again.
	 */
	boolean isSendable() {
		return !(this.body instanceof Body known) || known.isSendable();
	}

	/**
	 * Returns method, origin and path, for messages and logs.
	 */
	String describe() {
		return this.method + " " + target();
	}

	/**
	 * Returns the target without user information, query and fragment.
	 */
	String target() {
		int port = this.uri.getPort();
		return this.uri.getScheme() + "://" + this.uri.getHost() + ((port >= 0) ? ":" + port : "") + path();
	}

	/**
	 * Returns the path of the target, or the template if that hides the path.
	 */
	String path() {
		return UNTOLD.matcher(this.uriTemplate).matches() ? this.uriTemplate : this.uri.getRawPath();
	}

	private static boolean isHttp(URI uri) {
		return uri.getHost() != null
				&& ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
	}

	/**
	 * A request body that may not be repeatable. Any other publisher counts as
	 * repeatable.
	 */
	public interface Body extends BodyPublisher {

		/**
		 * Returns whether the body can be sent, for the first time or again.
		 * @return {@code false} if its source was consumed
		 */
		default boolean isSendable() {
			return true;
		}

	}

}
