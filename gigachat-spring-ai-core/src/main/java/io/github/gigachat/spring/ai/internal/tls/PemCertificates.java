package io.github.gigachat.spring.ai.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Reads X.509 certificates in PEM form.
 */
public final class PemCertificates {

	private PemCertificates() {
	}

	/**
	 * Reads all certificates of a stream.
	 * @param pem one or more {@code BEGIN CERTIFICATE} blocks; the caller closes it
	 * @return the certificates in their order, at least one
	 * @throws IOException if the stream cannot be read
	 * @throws IllegalArgumentException if it holds no certificate, or one that cannot be
	 * parsed
	 */
	public static List<X509Certificate> read(InputStream pem) throws IOException {
		byte[] bytes = pem.readAllBytes();
		List<X509Certificate> certificates;
		try {
			certificates = CertificateFactory.getInstance("X.509")
				.generateCertificates(new ByteArrayInputStream(bytes))
				.stream()
				.map(X509Certificate.class::cast)
				.toList();
		}
		catch (CertificateException ex) {
			throw new IllegalArgumentException("Not a PEM file of X.509 certificates", ex);
		}
		if (certificates.isEmpty()) {
			throw new IllegalArgumentException("No certificate found: a BEGIN CERTIFICATE block is needed");
		}
		return certificates;
	}

}
