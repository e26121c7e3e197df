package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.StringUtils;

/**
 * Connection details from the properties. A {@link GigaChatCredentials} bean replaces the
 * credentials of the properties.
 */
public final class PropertiesGigaChatConnectionDetails implements GigaChatConnectionDetails {

	private final GigaChatProperties properties;

	private final @Nullable String v2Url;

	private final ObjectProvider<GigaChatCredentials> credentials;

	private final boolean besideConnections;

	/**
	 * Creates connection details from the properties.
	 * @param properties the properties
	 * @param v2Url the URL of chats of the v2 API, or {@code null} for the default
	 * @param credentials the application's credentials, if it has any
	 * @param besideConnections {@code true} if there are named connections, which a
	 * failure then mentions
	 */
	public PropertiesGigaChatConnectionDetails(GigaChatProperties properties, @Nullable String v2Url,
			ObjectProvider<GigaChatCredentials> credentials, boolean besideConnections) {
		this.properties = properties;
		this.v2Url = v2Url;
		this.credentials = credentials;
		this.besideConnections = besideConnections;
	}

	@Override
	public String getBaseUrl() {
		String url = this.properties.getBaseUrl();
		return StringUtils.hasText(url) ? url : GigaChatApi.DEFAULT_BASE_URL;
	}

	@Override
	public @Nullable String getV2Url() {
		return this.v2Url;
	}

	@Override
	public @Nullable String getAuthUrl() {
		return this.properties.getAuthUrl();
	}

	@Override
	public GigaChatCredentials getCredentials() {
		return this.credentials.getIfAvailable(this::ofProperties);
	}

	private GigaChatCredentials ofProperties() {
		try {
			return new CredentialsSelector(this.properties, UnaryOperator.identity()).select();
		}
		catch (MissingCredentialsException ex) {
			throw this.besideConnections ? MissingCredentials.besideConnections(ex.blank()) : ex;
		}
	}

}
