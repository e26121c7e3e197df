package io.github.gigachat.emulator.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that lives as long as its emulator and vouches for localhost
 * only.
 */
public final class TestAuthority {

	private static final char[] NO_PASSWORD = new char[0];

	private final X509Certificate certificate;

	private final SSLContext serverContext;

	private TestAuthority(X509Certificate certificate, SSLContext serverContext) {
		this.certificate = certificate;
		this.serverContext = serverContext;
	}

	/**
	 * Makes an authority and a server's certificate signed by it.
	 * @return the authority
	 */
	public static TestAuthority create() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			KeyPair authorityKeys = generator.generateKeyPair();
			KeyPair serverKeys = generator.generateKeyPair();
			CertificateWriter writer = new CertificateWriter();
			X509Certificate authority = writer.authority(authorityKeys);
			X509Certificate server = writer.server(serverKeys.getPublic(), authorityKeys.getPrivate());
			return new TestAuthority(authority, serverContext(serverKeys, server));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("This Java runtime cannot make the emulator's certificate.", ex);
		}
	}

	private static SSLContext serverContext(KeyPair keys, X509Certificate server)
			throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("server", keys.getPrivate(), NO_PASSWORD, new Certificate[] { server });
		KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keyManagers.init(store, NO_PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keyManagers.getKeyManagers(), null, null);
		return context;
	}

	/**
	 * The authority's own certificate.
	 * @return what a client has to trust
	 */
	public X509Certificate certificate() {
		return this.certificate;
	}

	/**
	 * The authority's own certificate in PEM form.
	 * @return the text of a PEM file
	 */
	public String certificatePem() {
		Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
		try {
			return "-----BEGIN CERTIFICATE-----\n" + encoder.encodeToString(this.certificate.getEncoded())
					+ "\n-----END CERTIFICATE-----\n";
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("A certificate of the emulator's own cannot be encoded.", ex);
		}
	}

	/**
	 * The server's end of TLS.
	 * @return a context with the server's certificate
	 */
	public SSLContext serverContext() {
		return this.serverContext;
	}

}
