package io.github.gigachat.spring.ai.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * A self-signed certificate with its key, made anew by the JDK's keytool.
 */
final class ServerIdentity {

	private static final String PASSWORD = "changeit";

	private final KeyStore keyStore;

	private ServerIdentity(KeyStore keyStore) {
		this.keyStore = keyStore;
	}

	/**
	 * An identity for {@code 127.0.0.1}.
	 */
	static ServerIdentity ofLoopback(Path folder) throws Exception {
		return of("san=ip:127.0.0.1,dns:localhost", folder);
	}

	/**
	 * An identity for the names in a keytool extension.
	 */
	static ServerIdentity of(String extension, Path folder) throws Exception {
		Path file = Files.createTempDirectory(folder, "identity").resolve("key.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "key", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=Test",
				"-validity", "30", "-ext", extension, "-ext", "bc:c", "-storetype", "PKCS12", "-keystore",
				file.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(file.resolveSibling("keytool.log").toFile())
			.start();
		if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
			throw new IOException("keytool: " + Files.readString(file.resolveSibling("keytool.log")));
		}
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			keyStore.load(in, PASSWORD.toCharArray());
		}
		return new ServerIdentity(keyStore);
	}

	List<X509Certificate> certificates() throws GeneralSecurityException {
		return List.of((X509Certificate) this.keyStore.getCertificate("key"));
	}

	KeyManagerFactory keys() throws GeneralSecurityException {
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(this.keyStore, PASSWORD.toCharArray());
		return factory;
	}

	/**
	 * A server socket on the loopback address.
	 * @param protocol what is negotiated by ALPN, or {@code null} for no ALPN at all
	 */
	SSLServerSocket serverSocket(@Nullable String protocol) throws GeneralSecurityException, IOException {
		return serverSocket(protocol, (TrustManager[]) null);
	}

	/**
	 * A server socket that demands a client certificate when trust managers are given.
	 */
	SSLServerSocket serverSocket(@Nullable String protocol, TrustManager @Nullable ... clientTrust)
			throws GeneralSecurityException, IOException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys().getKeyManagers(), clientTrust, null);
		SSLServerSocket socket = (SSLServerSocket) context.getServerSocketFactory()
			.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
		SSLParameters parameters = socket.getSSLParameters();
		if (protocol != null) {
			parameters.setApplicationProtocols(new String[] { protocol });
		}
		parameters.setNeedClientAuth(clientTrust != null);
		socket.setSSLParameters(parameters);
		return socket;
	}

}
