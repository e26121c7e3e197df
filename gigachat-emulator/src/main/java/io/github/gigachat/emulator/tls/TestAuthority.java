package io.github.gigachat.emulator.tls;

import java.io.IOException;
import java.io.OutputStream;
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
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that signs a certificate for localhost and exists only as long
 * as its emulator.
 */
public final class TestAuthority {

	/** The keys exist only as long as the emulator and protect nothing. */
	private static final String PASSWORD = "emulator";

	private final X509Certificate certificate;

	private final KeyStore serverKeys;

	private TestAuthority(X509Certificate certificate, KeyStore serverKeys) {
		this.certificate = certificate;
		this.serverKeys = serverKeys;
	}

	/** Creates an authority and a server certificate signed by it. */
	public static TestAuthority create() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			KeyPair authorityKeys = generator.generateKeyPair();
			KeyPair serverKeys = generator.generateKeyPair();
			CertificateWriter writer = new CertificateWriter();
			X509Certificate authority = writer.authority(authorityKeys);
			X509Certificate server = writer.server(serverKeys.getPublic(), authorityKeys.getPrivate());
			return new TestAuthority(authority, keyStore(serverKeys, server));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("This Java runtime cannot create the emulator's certificate.", ex);
		}
	}

	private static KeyStore keyStore(KeyPair keys, X509Certificate server)
			throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("server", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] { server });
		return store;
	}

	/** Returns the certificate of the authority, which clients must trust. */
	public X509Certificate certificate() {
		return this.certificate;
	}

	public String certificatePem() {
		Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
		try {
			return "-----BEGIN CERTIFICATE-----\n" + encoder.encodeToString(this.certificate.getEncoded())
					+ "\n-----END CERTIFICATE-----\n";
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("The emulator's certificate cannot be encoded.", ex);
		}
	}

	/** Returns a context with the server's certificate. */
	public SSLContext serverContext() {
		try {
			KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keyManagers.init(this.serverKeys, PASSWORD.toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keyManagers.getKeyManagers(), null, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java runtime cannot use TLS with the emulator's certificate.", ex);
		}
	}

	/** Returns a context that trusts only this authority. */
	public SSLContext clientContext() {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setCertificateEntry("authority", this.certificate);
			TrustManagerFactory trustManagers = TrustManagerFactory
				.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trustManagers.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trustManagers.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("This Java runtime cannot trust the emulator's certificate.", ex);
		}
	}

	/** Returns the password of the key store and of its key. */
	public String keyStorePassword() {
		return PASSWORD;
	}

	/** Writes the server's key and certificate as a PKCS#12 key store. */
	public void writeKeyStore(OutputStream out) throws IOException {
		try {
			this.serverKeys.store(out, PASSWORD.toCharArray());
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("The emulator's key store cannot be written.", ex);
		}
	}

}
