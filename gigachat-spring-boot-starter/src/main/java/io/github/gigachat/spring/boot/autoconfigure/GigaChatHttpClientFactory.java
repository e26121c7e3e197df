package io.github.gigachat.spring.boot.autoconfigure;

import java.net.http.HttpClient;
import java.util.List;

import javax.net.ssl.SSLParameters;

import io.github.gigachat.spring.boot.GigaChatHttpClientCustomizer;
import io.github.gigachat.spring.boot.autoconfigure.tls.GigaChatTls;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.JdkHttpClientBuilder;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Creates the HTTP client of this provider.
 */
final class GigaChatHttpClientFactory {

	private final List<GigaChatHttpClientCustomizer> customizers;

	private final boolean virtualThreads;

	GigaChatHttpClientFactory(List<GigaChatHttpClientCustomizer> customizers, boolean virtualThreads) {
		this.customizers = customizers;
		this.virtualThreads = virtualThreads;
	}

	HttpClient create(HttpClientSettings settings, GigaChatTls tls) {
		JdkHttpClientBuilder builder = new JdkHttpClientBuilder();
		if (this.virtualThreads) {
			builder = builder.withExecutor(new VirtualThreadTaskExecutor("gigachat-http-"));
		}
		return builder.withCustomizer((client) -> customize(client, tls)).build(settings);
	}

	private void customize(HttpClient.Builder client, GigaChatTls tls) {
		client.sslContext(tls.context());
		SSLParameters parameters = tls.parameters();
		if (parameters != null) {
			client.sslParameters(parameters);
		}
		this.customizers.forEach((customizer) -> customizer.customize(client));
		// last, so that no customizer lets a redirect carry the key to another host
		client.followRedirects(HttpClient.Redirect.NEVER);
	}

}
