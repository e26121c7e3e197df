package io.github.gigachat.spring.ai.internal.client;

import java.net.URI;
import java.util.Map;

/**
 * The root URL of requests, with the fixed headers that are sent there.
 *
 * @param url the URL without a trailing slash
 * @param headers the headers, by name
 */
public record ServiceRoot(URI url, Map<String, String> headers) {

	URI resolve(String path) {
		return URI.create(this.url + path);
	}

	/** Returns the path of a request with placeholders, for metrics. */
	String template(String template) {
		return this.url.getPath() + template;
	}

	/**
	 * Names the URL; never shows the headers.
	 */
	@Override
	public String toString() {
		return "ServiceRoot[url=" + this.url + "]";
	}

}
