package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * Creates JDK HTTP clients for the transport.
 */
public final class HttpClients {

	private HttpClients() {
	}

	/**
	 * Creates a client that negotiates HTTP/2 over TLS. It follows no redirects, because
	 * a redirect would carry the credentials to another host.
	 * @param connectTimeout the maximum time to connect, including the TLS handshake
	 * @param sslContext the context with trust and client certificates; {@code null} for
	 * the JVM's default
	 * @return a new client, which the caller must close
	 */
	public static HttpClient create(Duration connectTimeout, @Nullable SSLContext sslContext) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_2)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(connectTimeout);
		if (sslContext != null) {
			builder.sslContext(sslContext);
		}
		return builder.build();
	}

	/**
	 * Closes a client on JDK 21 and later. On older versions a client ends once it is
	 * unreachable. Calls {@code shutdownNow}, because {@code close} would wait for bodies
	 * that are no longer read.
	 */
	static void close(HttpClient client) {
		try {
			HttpClient.class.getMethod("shutdownNow").invoke(client);
		}
		catch (NoSuchMethodException ex) {
			// before JDK 21
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("The HTTP client cannot be closed", ex);
		}
	}

}
