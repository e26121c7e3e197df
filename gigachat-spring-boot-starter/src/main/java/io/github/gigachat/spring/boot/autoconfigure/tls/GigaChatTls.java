package io.github.gigachat.spring.boot.autoconfigure.tls;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.gigachat.spring.ai.internal.tls.PemCertificates;
import io.github.gigachat.spring.ai.internal.tls.RenewableSslContext;
import io.github.gigachat.spring.ai.internal.tls.RussianTrustedRootCa;
import io.github.gigachat.spring.ai.internal.tls.TlsContexts;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatSslProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientsProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.core.io.Resource;

/**
 * Creates the TLS settings of this provider's connections.
 * <p>
 * A bundle that is configured for this provider and has a trust store replaces all other
 * trust. Otherwise the JVM's roots, the Russian Trusted Root CA,
 * {@code ssl.ca-certificate} and the trust of an inherited bundle are combined.
 * Certificates of the connection details are trusted in any case. A renewed bundle
 * applies to new connections.
 */
public final class GigaChatTls {

	private static final Log logger = LogFactory.getLog(GigaChatTls.class);

	private final GigaChatSslProperties properties;

	private final List<X509Certificate> connectionCertificates;

	private final SslBundleSelector.@Nullable Selected selected;

	private final UnaryOperator<String> naming;

	private final List<X509ExtendedTrustManager> additional = new ArrayList<>();

	GigaChatTls(GigaChatSslProperties properties, List<X509Certificate> connectionCertificates,
			SslBundleSelector.@Nullable Selected selected, UnaryOperator<String> naming) {
		this.properties = properties;
		this.naming = naming;
		this.connectionCertificates = connectionCertificates;
		this.selected = selected;
		if (properties.getRussianRootCa()) {
			this.additional.add(RussianTrustedRootCa.trust());
		}
		Resource caCertificate = properties.getCaCertificate();
		if (caCertificate != null) {
			this.additional.add(TlsContexts.trust(read(caCertificate)));
		}
	}

	/**
	 * Creates the settings with the bundle that the configuration selects.
	 * @param connection the connection details, whose bundle comes first
	 * @param properties the properties of this provider
	 * @param global the settings of all clients, or {@code null} if there are none
	 * @param globalProperties the properties of all clients, or {@code null}
	 * @param bundles the SSL bundles of the application, or {@code null}
	 * @param naming gives the properties in log messages the names that they have in the
	 * configuration
	 * @return the settings
	 * @throws InvalidGigaChatConfigurationException if the bundle does not exist
	 */
	public static GigaChatTls create(GigaChatConnectionDetails connection, GigaChatSslProperties properties,
			@Nullable HttpClientSettings global, @Nullable HttpClientsProperties globalProperties,
			@Nullable SslBundles bundles, UnaryOperator<String> naming) {
		return new GigaChatTls(properties, connection.getCaCertificates(),
				SslBundleSelector.select(connection, properties, global, globalProperties, bundles), naming);
	}

	private static List<X509Certificate> read(Resource caCertificate) {
		try (InputStream pem = caCertificate.getInputStream()) {
			return PemCertificates.read(pem);
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(
					GigaChatProperties.CONFIG_PREFIX + ".ssl.ca-certificate", caCertificate.getDescription(),
					"It must be a readable PEM file with certificates. " + ex.getMessage() + ".", ex);
		}
	}

	/**
	 * Creates the TLS context of the HTTP client.
	 * @return a context that follows the renewals of the bundle
	 */
	public SSLContext context() {
		logIgnoredCertificate();
		if (!this.properties.getVerify()) {
			logger.warn(this.naming
				.apply("TLS CERTIFICATES AND HOST NAMES OF GIGACHAT ARE NOT VERIFIED: anyone on the network path can"
						+ " read the authorization key and every message. Remove spring.ai.gigachat.ssl.verify=false; to"
						+ " trust your own authority, set spring.ai.gigachat.ssl.ca-certificate."));
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
			logger.info(this.naming.apply("spring.ai.gigachat.ssl.ca-certificate is ignored, because the trust store of"
					+ " spring.ai.gigachat.ssl.bundle replaces all other trust"));
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
			managers.addAll(this.additional);
		}
		if (ofBundle != null) {
			managers.add(ofBundle);
		}
		// the JVM fails on a trust manager without certificates
		if (!this.connectionCertificates.isEmpty()) {
			managers.add(TlsContexts.trust(this.connectionCertificates));
		}
		return TlsContexts.anyOf(managers.toArray(X509ExtendedTrustManager[]::new));
	}

	/**
	 * Returns the trust of the bundle, or {@code null} if it has none of its own. A
	 * bundle without a trust store has the JVM's managers, unless it was created from
	 * managers.
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
	 * Returns the ciphers and protocols of the bundle.
	 * @return the parameters, or {@code null} for those of the JVM
	 */
	public @Nullable SSLParameters parameters() {
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
