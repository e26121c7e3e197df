package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * Builds JDK HTTP clients as the transport needs them.
 */
public final class HttpClients {

	private HttpClients() {
	}

	/**
	 * A client that follows no redirect, since following would carry the key to another
	 * host, and that negotiates HTTP/2 over TLS.
	 * @param connectTimeout the longest that connecting may take, TLS handshake included
	 * @param sslContext decides trust and client certificates; {@code null} for the JVM's
	 * defaults
	 * @return a new client, to be closed by who asked for it
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
	 * Closes a client on JDK 21 and later: an older one ends once nobody refers to it.
	 * {@code shutdownNow}, for {@code close} would wait for bodies that nobody reads any
	 * more.
	 */
	static void close(HttpClient client) {
		try {
			HttpClient.class.getMethod("shutdownNow").invoke(client);
		}
		catch (NoSuchMethodException ex) {
			// Before 21.
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("The HTTP client cannot be closed", ex);
		}
	}

}
