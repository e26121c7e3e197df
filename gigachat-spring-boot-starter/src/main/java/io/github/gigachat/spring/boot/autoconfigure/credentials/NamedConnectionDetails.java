package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatConnectionProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.ConnectionFailures;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * Connection details of a named connection: its own URLs, and behind them those of the
 * default connection, which may come from a bean; its own credentials, or those of the
 * default connection if no property of its own keeps them away.
 * <p>
 * With a base URL of its own, it takes neither another URL nor an SSL bundle of the
 * default connection, so that no key is sent to the token endpoint of another
 * installation, and no client certificate is presented to one.
 */
public final class NamedConnectionDetails implements GigaChatConnectionDetails {

	private final ConnectionFailures failures;

	private final GigaChatConnectionProperties properties;

	private final Predicate<String> own;

	private final @Nullable String reason;

	private final Supplier<GigaChatConnectionDetails> defaults;

	/**
	 * Creates the details.
	 * @param failures names the connection and its properties in failures
	 * @param properties the properties of the connection
	 * @param own tells if a property, named without prefix, is the connection's own one
	 * @param reason the property that keeps the default credentials away, or {@code null}
	 * if they apply
	 * @param defaults supplies the details of the default connection
	 */
	public NamedConnectionDetails(ConnectionFailures failures, GigaChatConnectionProperties properties,
			Predicate<String> own, @Nullable String reason, Supplier<GigaChatConnectionDetails> defaults) {
		this.failures = failures;
		this.properties = properties;
		this.own = own;
		this.reason = reason;
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
		return (own != null || hasOwnBaseUrl()) ? own : this.defaults.get().getAuthUrl();
	}

	private @Nullable String own(String property, @Nullable String value) {
		return this.own.test(property) ? value : null;
	}

	private boolean hasOwnBaseUrl() {
		return this.own.test("base-url");
	}

	@Override
	public GigaChatCredentials getCredentials() {
		try {
			return (this.reason == null) ? this.defaults.get().getCredentials()
					: new CredentialsSelector(this.properties, this.failures::named).select();
		}
		catch (MissingCredentialsException ex) {
			throw (this.reason == null) ? MissingCredentials.ofBoth(this.failures)
					: MissingCredentials.ofConnection(this.failures.connection(), this.reason, ex.blank());
		}
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		boolean own = hasOwnBaseUrl() || this.own.test("ssl.bundle");
		return own ? null : this.defaults.get().getSslBundle();
	}

	@Override
	public List<X509Certificate> getCaCertificates() {
		return hasOwnBaseUrl() ? List.of() : this.defaults.get().getCaCertificates();
	}

}
