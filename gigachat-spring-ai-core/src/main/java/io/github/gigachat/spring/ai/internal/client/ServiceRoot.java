package io.github.gigachat.spring.ai.internal.client;

import java.net.URI;
import java.util.Map;

/**
 * What the paths of requests begin with, and the fixed headers of what goes there.
 *
 * @param url the URL, without a slash at its end
 * @param headers the headers, by name
 */
public record ServiceRoot(URI url, Map<String, String> headers) {

	URI resolve(String path) {
		return URI.create(this.url + path);
	}

	/** The path of a request for metrics. */
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
