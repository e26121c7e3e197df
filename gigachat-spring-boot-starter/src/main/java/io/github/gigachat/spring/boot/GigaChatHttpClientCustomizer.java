package io.github.gigachat.spring.boot;

import java.net.http.HttpClient;

/**
 * Changes the HTTP client that talks to GigaChat, and no other, before it is built.
 * <p>
 * Beans of this type are applied in their order, after timeouts, TLS and proxy were set
 * from the properties. Redirects stay off whatever a customizer says, since following one
 * would carry the key to another host. An {@link java.net.Authenticator} is refused, even
 * one for a proxy alone: with it Java 17 does not send the Authorization header, and Java
 * 25 fails on a 401. A proxy gets its credentials by
 * {@code spring.ai.gigachat.headers.Proxy-Authorization}.
 */
@FunctionalInterface
public interface GigaChatHttpClientCustomizer {

	/**
	 * Changes the client.
	 * @param builder the builder of the client
	 */
	void customize(HttpClient.Builder builder);

}
