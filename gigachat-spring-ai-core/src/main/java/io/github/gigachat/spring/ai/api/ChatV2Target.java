package io.github.gigachat.spring.ai.api;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.client.ServiceRoot;
import io.github.gigachat.spring.ai.internal.client.ServiceUrls;
import io.github.gigachat.spring.ai.internal.http.HeaderRules;
import org.jspecify.annotations.Nullable;

/**
 * The address of the v2 chat endpoint, which is not below the base URL of v1.
 *
 * @param root the scheme, the host and the port, with the headers that may go there
 * @param path the path of the endpoint
 */
record ChatV2Target(ServiceRoot root, String path) {

	/**
	 * Creates the target. An origin other than that of the base URL receives the
	 * credentials, which it needs, but not the fixed headers of the base URL.
	 * @param url the URL of the endpoint; {@code null} if it is not known
	 * @param base the base URL
	 * @param fixed the headers of requests to the base URL
	 * @param caller the credentials, which may be one of these headers
	 */
	static @Nullable ChatV2Target of(@Nullable URI url, URI base, Map<String, String> fixed,
			GigaChatCredentials caller) {
		if (url == null) {
			return null;
		}
		String whole = url.toString();
		String path = url.getRawPath();
		URI origin = URI.create(whole.substring(0, whole.length() - path.length()));
		return new ChatV2Target(
				new ServiceRoot(origin, ServiceUrls.sameOrigin(base, url) ? fixed : elsewhere(fixed, caller)), path);
	}

	private static Map<String, String> elsewhere(Map<String, String> fixed, GigaChatCredentials caller) {
		Map<String, String> headers = new LinkedHashMap<>(HeaderRules.ofProxies(fixed));
		if (caller instanceof GigaChatCredentials.Header header) {
			headers.put(header.name(), header.value());
		}
		return headers;
	}

	ServiceRequest request(ServiceBody body, String accept) {
		return new ServiceRequest("POST", this.path, this.path, accept, body, this.root);
	}

}
