package io.github.gigachat.spring.ai.internal.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Creates {@link SSLContext} instances and trust managers for a client.
 * <p>
 * Default: the trust store of the JVM. Protocols, ciphers and the proxy are always those
 * of the JVM, unless {@link Builder#protocol} is set.
 */
public final class TlsContexts {

	private TlsContexts() {
	}

	/**
	 * Creates a builder for a context that uses the JVM's trust store.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Creates a trust manager over the JVM's default trust store, for use with
	 * {@link #anyOf}. The JVM's own store is read for the first certificate chain. A
	 * store that is set by {@code javax.net.ssl.trustStore} is read at once, so that a
	 * wrong setting is reported here.
	 * @return a trust manager over the JVM's default trust store
	 */
	public static X509ExtendedTrustManager jvmTrust() {
		boolean configured = System.getProperties()
			.stringPropertyNames()
			.stream()
			.anyMatch((name) -> name.startsWith("javax.net.ssl.trustStore"));
		return configured ? trustOf((KeyStore) null) : new LazyTrustManager(() -> trustOf((KeyStore) null));
	}

	/**
	 * Creates a trust manager that trusts exactly the given certificates.
	 * @param certificates the trust anchors
	 * @return a trust manager that accepts chains to one of them
	 */
	public static X509ExtendedTrustManager trust(Collection<X509Certificate> certificates) {
		try {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			int index = 0;
			for (X509Certificate certificate : certificates) {
				store.setCertificateEntry("trusted-" + index++, certificate);
			}
			return trustOf(store);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Cannot store the trusted certificates in a key store", ex);
		}
	}

	/**
	 * Creates a trust manager that accepts a chain if any of the given managers accepts
	 * it.
	 * @param managers the managers, called in order
	 * @return a trust manager that refuses only the chains that all of them refuse
	 */
	public static X509ExtendedTrustManager anyOf(X509ExtendedTrustManager... managers) {
		return new CombinedTrustManager(managers);
	}

	private static X509ExtendedTrustManager trustOf(@Nullable KeyStore store) {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(store);
			return extended(factory.getTrustManagers());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The JVM has no usable trust manager", ex);
		}
	}

	/**
	 * Returns the first manager that checks host names itself. With a plain
	 * {@code X509TrustManager} the {@code SSLContext} adds that check; behind another
	 * manager the check would be lost.
	 * @param managers the managers
	 * @return the first {@code X509ExtendedTrustManager}
	 * @throws IllegalArgumentException if there is none
	 */
	public static X509ExtendedTrustManager extended(TrustManager... managers) {
		for (TrustManager manager : managers) {
			if (manager instanceof X509ExtendedTrustManager extended) {
				return extended;
			}
		}
		throw new IllegalArgumentException(
				"An X509ExtendedTrustManager is needed: any other trust manager would leave host names unchecked");
	}

	/**
	 * Builder for an {@link SSLContext}.
	 */
	public static final class Builder {

		private final List<X509Certificate> certificates = new ArrayList<>();

		private TrustManager @Nullable [] trustManagers;

		private KeyManager @Nullable [] keyManagers;

		private boolean verify = true;

		private String protocol = "TLS";

		private Builder() {
		}

		/**
		 * Adds trusted certificates to those of the JVM. Ignored if {@link #trustOnly} is
		 * set.
		 * @param certificates the additional trust anchors
		 * @return this
		 */
		public Builder trustAlso(Collection<X509Certificate> certificates) {
			this.certificates.addAll(certificates);
			return this;
		}

		/**
		 * Sets the trust managers, which replace the JVM's trust store.
		 * @param trustManagers the managers
		 * @return this
		 */
		public Builder trustOnly(TrustManager... trustManagers) {
			this.trustManagers = trustManagers.clone();
			return this;
		}

		/**
		 * Sets the key managers that present the client certificate. Default: none.
		 * @param keyManagers the managers
		 * @return this
		 */
		public Builder keyManagers(KeyManager... keyManagers) {
			this.keyManagers = keyManagers.clone();
			return this;
		}

		/**
		 * Sets whether certificates and host names of servers are checked. Default:
		 * {@code true}. With {@code false} the connection can be intercepted.
		 * @param verify {@code false} to accept every certificate for every host
		 * @return this
		 */
		public Builder verify(boolean verify) {
			this.verify = verify;
			return this;
		}

		/**
		 * Sets the protocol of the context. Default: {@code TLS}.
		 * @param protocol a protocol name of the JVM, for example {@code TLSv1.3}
		 * @return this
		 */
		public Builder protocol(String protocol) {
			this.protocol = protocol;
			return this;
		}

		/**
		 * Creates the context.
		 * @return a new context
		 * @throws IllegalStateException if the JVM does not support the settings
		 */
		public SSLContext build() {
			try {
				SSLContext context = SSLContext.getInstance(this.protocol);
				context.init(this.keyManagers, trust(), null);
				return context;
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("The JVM cannot create a TLS context", ex);
			}
		}

		private TrustManager[] trust() {
			if (!this.verify) {
				return new TrustManager[] { new TrustEveryone() };
			}
			if (this.trustManagers != null) {
				return this.trustManagers;
			}
			if (this.certificates.isEmpty()) {
				return new TrustManager[] { jvmTrust() };
			}
			return new TrustManager[] { anyOf(jvmTrust(), TlsContexts.trust(this.certificates)) };
		}

	}

	/**
	 * Trust manager that accepts every certificate for every host, for clients with
	 * verification switched off.
	 * <p>
	 * It must be an extended manager, because with a plain one the JDK still checks host
	 * names.
	 */
	private static final class TrustEveryone extends X509ExtendedTrustManager {

		private static final X509Certificate[] NO_ISSUERS = {};

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return NO_ISSUERS;
		}

	}

}
