package io.github.gigachat.spring.boot;

import java.util.Objects;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Connection details whose values are known from the start.
 */
final class KnownConnectionDetails implements GigaChatConnectionDetails {

	private final String baseUrl;

	private final @Nullable String authUrl;

	private final GigaChatCredentials credentials;

	KnownConnectionDetails(String baseUrl, @Nullable String authUrl, GigaChatCredentials credentials) {
		this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
		this.authUrl = authUrl;
		this.credentials = Objects.requireNonNull(credentials, "credentials");
	}

	@Override
	public String getBaseUrl() {
		return this.baseUrl;
	}

	@Override
	public @Nullable String getAuthUrl() {
		return this.authUrl;
	}

	@Override
	public GigaChatCredentials getCredentials() {
		return this.credentials;
	}

}
