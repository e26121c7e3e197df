package io.github.gigachat.spring.boot;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsProperties;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;

/**
 * Whom this provider's connections trust, with which certificate they show themselves:
 * {@code spring.ai.gigachat.ssl.*}.
 */
public class GigaChatSslProperties extends HttpClientSettingsProperties.Ssl {

	// no primitives: a blank value could not be bound to one

	/**
	 * Whether to trust, beside the JVM's roots and for this provider's connections only,
	 * the bundled Russian Trusted Root CA that the hosts of GigaChat chain to.
	 */
	private Boolean russianRootCa = true;

	/**
	 * PEM file with further certificates to trust.
	 */
	private @Nullable Resource caCertificate;

	/**
	 * Whether certificates and host names are checked. Without it anyone on the way can
	 * read the key.
	 */
	private Boolean verify = true;

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatSslProperties() {
	}

	/**
	 * Sets the SSL bundle.
	 * @param bundle the name of a bundle; blank for none
	 */
	@Override
	public void setBundle(@Nullable String bundle) {
		super.setBundle(StringUtils.hasText(bundle) ? bundle.strip() : null);
	}

	/**
	 * Whether the bundled Russian Trusted Root CA is trusted.
	 * @return whether it is trusted
	 */
	public Boolean getRussianRootCa() {
		return this.russianRootCa;
	}

	/**
	 * Sets whether the bundled Russian Trusted Root CA is trusted.
	 * @param russianRootCa whether it is trusted
	 */
	public void setRussianRootCa(Boolean russianRootCa) {
		this.russianRootCa = russianRootCa;
	}

	/**
	 * The PEM file with further certificates.
	 * @return the file
	 */
	public @Nullable Resource getCaCertificate() {
		return this.caCertificate;
	}

	/**
	 * Sets the PEM file with further certificates.
	 * @param caCertificate the file
	 */
	public void setCaCertificate(@Nullable Resource caCertificate) {
		this.caCertificate = caCertificate;
	}

	/**
	 * Whether certificates and host names are checked.
	 * @return whether they are checked
	 */
	public Boolean getVerify() {
		return this.verify;
	}

	/**
	 * Sets whether certificates and host names are checked.
	 * @param verify whether they are checked
	 */
	public void setVerify(Boolean verify) {
		this.verify = verify;
	}

}
