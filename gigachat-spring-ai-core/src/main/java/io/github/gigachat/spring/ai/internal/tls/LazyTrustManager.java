package io.github.gigachat.spring.ai.internal.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import org.springframework.util.function.SingletonSupplier;

/**
 * Trust manager that is created for the first certificate chain, because reading the more
 * than hundred roots of a JVM delays the start of an application and needs memory.
 */
final class LazyTrustManager extends X509ExtendedTrustManager {

	private final Supplier<X509ExtendedTrustManager> manager;

	LazyTrustManager(Supplier<X509ExtendedTrustManager> manager) {
		this.manager = SingletonSupplier.of(manager);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		manager().checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		manager().checkServerTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		manager().checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		manager().checkServerTrusted(chain, authType, engine);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		manager().checkClientTrusted(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		manager().checkServerTrusted(chain, authType);
	}

	/**
	 * Returns the manager. Its failure refuses the chain, so that the next manager is
	 * asked and the handshake does not fail like a lost connection.
	 */
	private X509ExtendedTrustManager manager() throws CertificateException {
		try {
			return this.manager.get();
		}
		catch (RuntimeException ex) {
			throw new CertificateException("The trusted certificates cannot be read", ex);
		}
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.manager.get().getAcceptedIssuers();
	}

}
