package io.github.gigachat.spring.boot;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * The URLs of the service and the credentials of the default connection. A bean of this
 * type replaces those of {@code spring.ai.gigachat.*}, so that one bean connects the
 * application to an emulator or to a discovered service.
 */
public interface GigaChatConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the root of the v1 API.
	 * @return an http or https URL
	 */
	String getBaseUrl();

	/**
	 * Returns the endpoint for chats of the v2 API. It replaces
	 * {@code spring.ai.gigachat.chat.v2-url}.
	 * @return the full http or https URL of the endpoint with its path, or {@code null}
	 * to derive it from the base URL by replacing the version at its end
	 */
	default @Nullable String getV2Url() {
		return null;
	}

	/**
	 * Returns the token endpoint.
	 * @return an http or https URL, or {@code null} for the default: the endpoint of the
	 * public service, or {@code {base-url}/token} with user and password
	 */
	default @Nullable String getAuthUrl() {
		return null;
	}

	/**
	 * Returns the credentials. The method is called once for each connection that uses
	 * them: the default connection, and named ones without URLs and credentials of their
	 * own.
	 * @return the credentials
	 */
	GigaChatCredentials getCredentials();

	/**
	 * Returns the bundle with trust and client certificate of the connection. It replaces
	 * {@code spring.ai.gigachat.ssl.bundle}.
	 * @return the bundle, or {@code null} for that of the properties
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * Returns certificates that are trusted in addition to all others, even those of a
	 * bundle.
	 * @return the certificates
	 */
	default List<X509Certificate> getCaCertificates() {
		return List.of();
	}

	/**
	 * Creates connection details with fixed values, such as those of an emulator.
	 * @param baseUrl the root of the v1 API, an http or https URL
	 * @param authUrl the token endpoint, an http or https URL, or {@code null} for the
	 * default of {@link #getAuthUrl()}
	 * @param credentials the credentials
	 * @return the connection details
	 */
	static GigaChatConnectionDetails of(String baseUrl, @Nullable String authUrl, GigaChatCredentials credentials) {
		Objects.requireNonNull(baseUrl, "baseUrl");
		Objects.requireNonNull(credentials, "credentials");
		return new GigaChatConnectionDetails() {

			@Override
			public String getBaseUrl() {
				return baseUrl;
			}

			@Override
			public @Nullable String getAuthUrl() {
				return authUrl;
			}

			@Override
			public GigaChatCredentials getCredentials() {
				return credentials;
			}

		};
	}

}
