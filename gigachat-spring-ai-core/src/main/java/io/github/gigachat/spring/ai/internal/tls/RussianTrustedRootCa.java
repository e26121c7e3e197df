package io.github.gigachat.spring.ai.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The bundled Russian Trusted Root CA. The certificates of GigaChat's hosts chain to it,
 * and no JVM trusts it by default. Its SHA-256 fingerprint is
 * D2:6D:2D:02:31:B7:C3:9F:92:CC:73:85:12:BA:54:10:35:19:
 * E4:40:5D:68:B5:BD:70:3E:97:88:CA:8E:CF:31; it is valid until 27 February 2032.
 */
public final class RussianTrustedRootCa {

	private static final String RESOURCE = "russian-trusted-root-ca.pem";

	private RussianTrustedRootCa() {
	}

	/**
	 * Reads the certificate.
	 * @return a list with this one certificate
	 */
	public static List<X509Certificate> certificates() {
		return parse(pem());
	}

	/**
	 * Creates a trust manager that trusts exactly this certificate. It is parsed for the
	 * first certificate chain.
	 * @return a trust manager for use with {@link TlsContexts#anyOf}
	 * @throws IllegalStateException if the certificate is missing from the jar
	 */
	public static X509ExtendedTrustManager trust() {
		byte[] pem = pem();
		return new LazyTrustManager(() -> TlsContexts.trust(parse(pem)));
	}

	private static byte[] pem() {
		try (InputStream pem = RussianTrustedRootCa.class.getResourceAsStream(RESOURCE)) {
			if (pem == null) {
				throw new IllegalStateException(
						RESOURCE + " is missing from the jar, beside " + RussianTrustedRootCa.class.getName());
			}
			return pem.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<X509Certificate> parse(byte[] pem) {
		try {
			return PemCertificates.read(new ByteArrayInputStream(pem));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
