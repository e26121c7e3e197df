package io.github.gigachat.spring.boot;

import java.net.http.HttpClient;

/**
 * Changes the HTTP client that talks to GigaChat, and no other, before it is built.
 * <p>
 * Beans of this type are applied in their order, after timeouts, TLS and proxy were set
 * from the properties. Redirects stay off whatever a customizer says, since following one
 * would carry the key to another host. An {@link java.net.Authenticator} is for proxies
 * alone: for GigaChat itself it would turn a 401 into an {@code IOException}.
 */
@FunctionalInterface
public interface GigaChatHttpClientCustomizer {

	/**
	 * Changes the client.
	 * @param builder the builder of the client
	 */
	void customize(HttpClient.Builder builder);

}
