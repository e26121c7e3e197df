package io.github.gigachat.spring.boot;

import java.net.http.HttpClient;

/**
 * Customizes the builder of the HTTP client that is used for GigaChat only. With named
 * connections it applies to the clients of all connections, the default one and the named
 * ones.
 * <p>
 * Beans of this type are applied in their order, after the timeouts and TLS settings of
 * the properties. Redirects stay off whatever a customizer sets, because following one
 * would carry the key to another host. An {@link java.net.Authenticator} is refused, even
 * one for a proxy only: with it, Java 17 does not send the Authorization header, and Java
 * 25 fails on a 401. To authenticate at a proxy, set
 * {@code spring.ai.gigachat.headers.Proxy-Authorization}.
 * <p>
 * An executor that is set here runs the client's tasks, and delivers streams to their
 * subscribers. A fixed number of threads is for applications whose subscribers never
 * block.
 */
@FunctionalInterface
public interface GigaChatHttpClientCustomizer {

	/**
	 * Customizes the client.
	 * @param builder the builder of the client
	 */
	void customize(HttpClient.Builder builder);

}
