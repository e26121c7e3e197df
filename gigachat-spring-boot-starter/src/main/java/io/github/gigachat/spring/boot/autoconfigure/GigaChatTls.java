package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.gigachat.spring.ai.api.RussianTrustedRootCa;
import io.github.gigachat.spring.ai.http.PemCertificates;
import io.github.gigachat.spring.ai.http.RenewableSslContext;
import io.github.gigachat.spring.ai.http.TlsContexts;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatSslProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.core.io.Resource;

/**
 * Composes whom this provider's connections trust.
 * <p>
 * A bundle of its own with a trust store decides alone. Otherwise the JVM's roots, the
 * Russian Trusted Root CA and {@code ssl.ca-certificate} are trusted, and what an
 * inherited bundle trusts. Certificates of the connection details are trusted in any
 * case. A renewed bundle holds for new connections.
 */
final class GigaChatTls {

	private static final Log logger = LogFactory.getLog(GigaChatTls.class);

	private final GigaChatSslProperties properties;

	private final List<X509Certificate> connectionCertificates;

	private final @Nullable SelectedBundle selected;

	private final List<X509Certificate> additional = new ArrayList<>();

	GigaChatTls(GigaChatSslProperties properties, List<X509Certificate> connectionCertificates,
			@Nullable SelectedBundle selected) {
		this.properties = properties;
		this.connectionCertificates = connectionCertificates;
		this.selected = selected;
		if (properties.getRussianRootCa()) {
			this.additional.addAll(RussianTrustedRootCa.certificates());
		}
		Resource caCertificate = properties.getCaCertificate();
		if (caCertificate != null) {
			this.additional.addAll(read(caCertificate));
		}
	}

	private static List<X509Certificate> read(Resource caCertificate) {
		try (InputStream pem = caCertificate.getInputStream()) {
			return PemCertificates.read(pem);
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(
					GigaChatProperties.CONFIG_PREFIX + ".ssl.ca-certificate", caCertificate.getDescription(),
					"It has to be a readable PEM file of certificates. " + ex.getMessage() + ".", ex);
		}
	}

	/**
	 * The context of the client.
	 * @return a new context
	 */
	SSLContext context() {
		logIgnoredCertificate();
		if (!this.properties.getVerify()) {
			logger.warn("TLS CERTIFICATES AND HOST NAMES OF GIGACHAT ARE NOT VERIFIED: anyone on the way can read the"
					+ " authorization key and every message. Remove spring.ai.gigachat.ssl.verify=false; trust an"
					+ " authority of your own with spring.ai.gigachat.ssl.ca-certificate.");
		}
		if (this.selected == null) {
			return context(null);
		}
		RenewableSslContext context = RenewableSslContext.of(context(this.selected.bundle()));
		this.selected.updates().accept((renewed) -> context.replace(context(renewed)));
		return context;
	}

	private SSLContext context(@Nullable SslBundle bundle) {
		TlsContexts.Builder context = TlsContexts.builder()
			.trustOnly(trust(bundle))
			.verify(this.properties.getVerify());
		if (bundle != null) {
			context.keyManagers(bundle.getManagers().getKeyManagers()).protocol(bundle.getProtocol());
		}
		return context.build();
	}

	private void logIgnoredCertificate() {
		SslBundle bundle = bundle();
		if (this.properties.getCaCertificate() != null && bundle != null && decidesAlone(trustOf(bundle))) {
			logger.info("spring.ai.gigachat.ssl.ca-certificate is ignored: the trust store of"
					+ " spring.ai.gigachat.ssl.bundle decides alone");
		}
	}

	private boolean decidesAlone(@Nullable X509ExtendedTrustManager ofBundle) {
		return ofBundle != null && this.selected != null && this.selected.own();
	}

	private @Nullable SslBundle bundle() {
		return (this.selected != null) ? this.selected.bundle() : null;
	}

	X509ExtendedTrustManager trust(@Nullable SslBundle bundle) {
		List<X509ExtendedTrustManager> managers = new ArrayList<>();
		X509ExtendedTrustManager ofBundle = (bundle != null) ? trustOf(bundle) : null;
		if (!decidesAlone(ofBundle)) {
			managers.add(TlsContexts.jvmTrust());
			addTrust(managers, this.additional);
		}
		if (ofBundle != null) {
			managers.add(ofBundle);
		}
		addTrust(managers, this.connectionCertificates);
		return TlsContexts.anyOf(managers.toArray(X509ExtendedTrustManager[]::new));
	}

	/** The JVM fails on a manager that trusts nobody, instead of refusing. */
	private static void addTrust(List<X509ExtendedTrustManager> managers, List<X509Certificate> certificates) {
		if (!certificates.isEmpty()) {
			managers.add(TlsContexts.trust(certificates));
		}
	}

	/**
	 * The bundle's trust, if it has any. Without a trust store its managers are those of
	 * the JVM, unless code made the bundle of managers of its own.
	 */
	private static @Nullable X509ExtendedTrustManager trustOf(SslBundle bundle) {
		X509ExtendedTrustManager trust = TlsContexts.extended(bundle.getManagers().getTrustManagers());
		boolean ownTrust = bundle.getStores().getTrustStore() != null
				|| !issuers(trust).equals(issuers(TlsContexts.jvmTrust()));
		return ownTrust ? trust : null;
	}

	private static Set<X509Certificate> issuers(X509ExtendedTrustManager trust) {
		return new HashSet<>(Arrays.asList(trust.getAcceptedIssuers()));
	}

	/**
	 * The ciphers and protocols that the bundle asks for.
	 * @return the parameters, or {@code null} for the JVM's
	 */
	@Nullable SSLParameters parameters() {
		SslBundle bundle = bundle();
		if (bundle == null || !bundle.getOptions().isSpecified()) {
			return null;
		}
		SslOptions options = bundle.getOptions();
		SSLParameters parameters = new SSLParameters();
		parameters.setCipherSuites(options.getCiphers());
		parameters.setProtocols(options.getEnabledProtocols());
		return parameters;
	}

}
