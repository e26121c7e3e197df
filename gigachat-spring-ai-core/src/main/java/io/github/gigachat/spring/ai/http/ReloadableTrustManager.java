package io.github.gigachat.spring.ai.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A trust manager whose trust can be replaced while a client uses it.
 * <p>
 * Thread-safe. Connections made after a replacement are checked against the new trust;
 * those that exist stay.
 */
public final class ReloadableTrustManager extends X509ExtendedTrustManager {

	private volatile X509ExtendedTrustManager current;

	/**
	 * Starts with the given trust.
	 * @param trustManagers of which the first {@link X509ExtendedTrustManager} is used
	 * @throws IllegalArgumentException if there is none
	 */
	public ReloadableTrustManager(TrustManager... trustManagers) {
		this.current = TlsContexts.extended(trustManagers);
	}

	/**
	 * Replaces the trust for new connections.
	 * @param trustManagers of which the first {@link X509ExtendedTrustManager} is used
	 * @throws IllegalArgumentException if there is none; the old trust stays
	 */
	public void replace(TrustManager... trustManagers) {
		this.current = TlsContexts.extended(trustManagers);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		this.current.checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		this.current.checkServerTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		this.current.checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		this.current.checkServerTrusted(chain, authType, engine);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.current.checkClientTrusted(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.current.checkServerTrusted(chain, authType);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.current.getAcceptedIssuers();
	}

}
