package io.github.gigachat.spring.boot;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsProperties;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;

/**
 * Properties of trust and client certificate of this provider's connections,
 * {@code spring.ai.gigachat.ssl.*}.
 */
public class GigaChatSslProperties extends HttpClientSettingsProperties.Ssl {

	// no primitives, because a blank value cannot be bound to one

	/**
	 * Whether this provider's connections trust the bundled Russian Trusted Root CA,
	 * which issues the certificates of GigaChat's hosts, in addition to the JVM's roots.
	 */
	private Boolean russianRootCa = true;

	/**
	 * PEM file with additional certificates to trust.
	 */
	private @Nullable Resource caCertificate;

	/**
	 * Whether to verify certificates and host names. If disabled, anyone on the network
	 * path can read the key.
	 */
	private Boolean verify = true;

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatSslProperties() {
	}

	/**
	 * Sets the SSL bundle.
	 * @param bundle the name of the bundle; blank or {@code null} for none
	 */
	@Override
	public void setBundle(@Nullable String bundle) {
		super.setBundle(StringUtils.hasText(bundle) ? bundle.strip() : null);
	}

	/**
	 * Returns whether the bundled Russian Trusted Root CA is trusted.
	 * @return {@code true} to trust it
	 */
	public Boolean getRussianRootCa() {
		return this.russianRootCa;
	}

	/**
	 * Sets whether the bundled Russian Trusted Root CA is trusted.
	 * @param russianRootCa {@code true} to trust it
	 */
	public void setRussianRootCa(Boolean russianRootCa) {
		this.russianRootCa = russianRootCa;
	}

	/**
	 * Returns the PEM file with additional certificates.
	 * @return the file, or {@code null} for none
	 */
	public @Nullable Resource getCaCertificate() {
		return this.caCertificate;
	}

	/**
	 * Sets the PEM file with additional certificates.
	 * @param caCertificate the file, or {@code null} for none
	 */
	public void setCaCertificate(@Nullable Resource caCertificate) {
		this.caCertificate = caCertificate;
	}

	/**
	 * Returns whether certificates and host names are verified.
	 * @return {@code true} to verify them
	 */
	public Boolean getVerify() {
		return this.verify;
	}

	/**
	 * Sets whether certificates and host names are verified.
	 * @param verify {@code true} to verify them
	 */
	public void setVerify(Boolean verify) {
		this.verify = verify;
	}

}
