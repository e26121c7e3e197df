package io.github.gigachat.spring.ai.internal.tls;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.gigachat.spring.ai.internal.http.Causes;
import org.jspecify.annotations.Nullable;

/**
 * Trust manager that accepts a certificate chain if any of several managers accepts it.
 * <p>
 * The managers are called in order. If all of them refuse, the first exception is thrown
 * with the others suppressed. A later exception takes precedence if its manager did find
 * a path to one of its roots and refused for a more specific reason, such as a wrong host
 * name or an expired certificate.
 */
final class CombinedTrustManager extends X509ExtendedTrustManager {

	private final List<X509ExtendedTrustManager> managers;

	CombinedTrustManager(X509ExtendedTrustManager... managers) {
		this.managers = List.of(managers);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		anyOf((manager) -> manager.checkClientTrusted(chain, authType, socket));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		anyOf((manager) -> manager.checkServerTrusted(chain, authType, socket));
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		anyOf((manager) -> manager.checkClientTrusted(chain, authType, engine));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		anyOf((manager) -> manager.checkServerTrusted(chain, authType, engine));
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		anyOf((manager) -> manager.checkClientTrusted(chain, authType));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		anyOf((manager) -> manager.checkServerTrusted(chain, authType));
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.managers.stream()
			.flatMap((manager) -> Arrays.stream(manager.getAcceptedIssuers()))
			.toArray(X509Certificate[]::new);
	}

	private void anyOf(Check check) throws CertificateException {
		CertificateException telling = null;
		for (X509ExtendedTrustManager manager : this.managers) {
			try {
				check.with(manager);
				return;
			}
			catch (CertificateException ex) {
				telling = moreTelling(telling, ex);
			}
		}
		throw (telling != null) ? telling : new CertificateException("No trust manager is configured");
	}

	private static CertificateException moreTelling(@Nullable CertificateException first, CertificateException second) {
		if (first == null) {
			return second;
		}
		boolean secondTells = isWithoutPath(first) && !isWithoutPath(second);
		CertificateException telling = secondTells ? second : first;
		telling.addSuppressed(secondTells ? first : second);
		return telling;
	}

	private static boolean isWithoutPath(CertificateException failure) {
		return Causes.find(failure, CertPathBuilderException.class) != null;
	}

	/**
	 * A check by one manager.
	 */
	@FunctionalInterface
	private interface Check {

		void with(X509ExtendedTrustManager manager) throws CertificateException;

	}

}
