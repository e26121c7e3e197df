package io.github.gigachat.spring.boot;

import java.security.cert.X509Certificate;
import java.util.List;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the service is and who is calling. A bean of this type replaces the URLs and the
 * credentials of the properties, so that one bean plugs in an emulator or a service that
 * is found some other way.
 */
public interface GigaChatConnectionDetails extends ConnectionDetails {

	/**
	 * The root of the v1 API.
	 * @return an http or https URL
	 */
	String getBaseUrl();

	/**
	 * Where chats of the v2 API go, in place of {@code spring.ai.gigachat.chat.v2-url}.
	 * @return the whole http or https URL of the endpoint, with its path; {@code null}
	 * for the base URL with the version at its end replaced
	 */
	default @Nullable String getV2Url() {
		return null;
	}

	/**
	 * The token endpoint.
	 * @return an http or https URL; {@code null} for that of the public service, and for
	 * {@code {base-url}/token} with user and password
	 */
	default @Nullable String getAuthUrl() {
		return null;
	}

	/**
	 * Who is calling; asked once.
	 * @return the credentials
	 */
	GigaChatCredentials getCredentials();

	/**
	 * Trust and client certificate of the connection, in place of
	 * {@code spring.ai.gigachat.ssl.bundle}.
	 * @return the bundle; {@code null} for that of the properties
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * Certificates that are trusted in addition to all else, also to a bundle.
	 * @return the certificates
	 */
	default List<X509Certificate> getCaCertificates() {
		return List.of();
	}

	/**
	 * Details that are known already, such as those of an emulator.
	 * @param baseUrl the root of the v1 API, an http or https URL
	 * @param authUrl the token endpoint, an http or https URL; {@code null} as in
	 * {@link #getAuthUrl()}
	 * @param credentials who is calling
	 * @return the details
	 */
	static GigaChatConnectionDetails of(String baseUrl, @Nullable String authUrl, GigaChatCredentials credentials) {
		return new KnownConnectionDetails(baseUrl, authUrl, credentials);
	}

}
