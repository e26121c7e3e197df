package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatConnectionProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * Connection details of a named connection: its own URLs, and behind them those of the
 * default connection, which may come from a bean; its own credentials, or those of the
 * default connection if no property of its own keeps them away.
 */
public final class NamedConnectionDetails implements GigaChatConnectionDetails {

	private final String name;

	private final GigaChatConnectionProperties properties;

	private final Set<String> ownUrls;

	private final @Nullable String reason;

	private final UnaryOperator<String> naming;

	private final Supplier<GigaChatConnectionDetails> defaults;

	/**
	 * Creates the details.
	 * @param name the name of the connection
	 * @param properties the properties of the connection
	 * @param ownUrls the names of the properties of its own URLs, without prefix
	 * @param reason the property that keeps the default credentials away, or {@code null}
	 * if they apply
	 * @param naming names the properties of the connection in a text
	 * @param defaults supplies the details of the default connection
	 */
	public NamedConnectionDetails(String name, GigaChatConnectionProperties properties, Set<String> ownUrls,
			@Nullable String reason, UnaryOperator<String> naming, Supplier<GigaChatConnectionDetails> defaults) {
		this.name = name;
		this.properties = properties;
		this.ownUrls = ownUrls;
		this.reason = reason;
		this.naming = naming;
		this.defaults = defaults;
	}

	@Override
	public String getBaseUrl() {
		String own = own("base-url", this.properties.getBaseUrl());
		return (own != null) ? own : this.defaults.get().getBaseUrl();
	}

	@Override
	public @Nullable String getV2Url() {
		String own = own("chat.v2-url", this.properties.getChat().getV2Url());
		return (own != null || hasOwnBaseUrl()) ? own : this.defaults.get().getV2Url();
	}

	@Override
	public @Nullable String getAuthUrl() {
		String own = own("auth-url", this.properties.getAuthUrl());
		return (own != null) ? own : this.defaults.get().getAuthUrl();
	}

	private @Nullable String own(String property, @Nullable String value) {
		return this.ownUrls.contains(property) ? value : null;
	}

	private boolean hasOwnBaseUrl() {
		return this.ownUrls.contains("base-url");
	}

	@Override
	public GigaChatCredentials getCredentials() {
		if (this.reason == null) {
			return this.defaults.get().getCredentials();
		}
		try {
			return new CredentialsSelector(this.properties, this.naming).select();
		}
		catch (MissingCredentialsException ex) {
			throw MissingCredentials.ofConnection(this.name, this.reason, ex.blank());
		}
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		boolean own = hasOwnBaseUrl() || this.properties.getSsl().getBundle() != null;
		return own ? null : this.defaults.get().getSslBundle();
	}

	@Override
	public List<X509Certificate> getCaCertificates() {
		boolean own = hasOwnBaseUrl() && this.ownUrls.contains("auth-url");
		return own ? List.of() : this.defaults.get().getCaCertificates();
	}

}
