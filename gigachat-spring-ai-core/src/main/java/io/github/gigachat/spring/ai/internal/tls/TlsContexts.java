package io.github.gigachat.spring.ai.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Composes the {@link SSLContext} of a client.
 * <p>
 * Without further settings it trusts what the JVM trusts. Protocols, ciphers and proxy
 * stay the JVM's.
 */
public final class TlsContexts {

	private TlsContexts() {
	}

	/**
	 * Starts a context that trusts what the JVM trusts.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The JVM's own trust, in the form that managers are composed of.
	 * @return a trust manager over the JVM's default trust store
	 */
	public static X509ExtendedTrustManager jvmTrust() {
		return trustOf((KeyStore) null);
	}

	/**
	 * Trust in exactly the given certificates.
	 * @param certificates the trust anchors
	 * @return a trust manager that vouches for what chains to one of them
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
			throw new IllegalStateException("Cannot hold the trusted certificates in a key store", ex);
		}
	}

	/**
	 * Trust in whatever one of several managers vouches for.
	 * @param managers the managers, asked in their order
	 * @return a trust manager that refuses what all of them refuse
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
	 * The manager among the given ones that checks host names itself. A plain
	 * {@code X509TrustManager} does so only when handed to the {@code SSLContext} as it
	 * is; behind another manager its check would be lost.
	 * @param managers the managers
	 * @return the first of them that can be composed with others
	 * @throws IllegalArgumentException if there is none
	 */
	public static X509ExtendedTrustManager extended(TrustManager... managers) {
		for (TrustManager manager : managers) {
			if (manager instanceof X509ExtendedTrustManager extended) {
				return extended;
			}
		}
		throw new IllegalArgumentException(
				"An X509ExtendedTrustManager is needed: with any other, host names would go unchecked");
	}

	/**
	 * Collects what a context trusts, with which certificate the client shows itself.
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
		 * Trusts more certificates, in addition to the JVM's roots. Ignored when
		 * {@link #trustOnly} was called.
		 * @param certificates the additional trust anchors
		 * @return this
		 */
		public Builder trustAlso(Collection<X509Certificate> certificates) {
			this.certificates.addAll(certificates);
			return this;
		}

		/**
		 * Lets the given managers alone decide, without the JVM's roots.
		 * @param trustManagers the managers
		 * @return this
		 */
		public Builder trustOnly(TrustManager... trustManagers) {
			this.trustManagers = trustManagers.clone();
			return this;
		}

		/**
		 * Shows a client certificate.
		 * @param keyManagers the managers
		 * @return this
		 */
		public Builder keyManagers(KeyManager... keyManagers) {
			this.keyManagers = keyManagers.clone();
			return this;
		}

		/**
		 * Whether certificates and host names of servers are checked; {@code true} unless
		 * set. {@code false} leaves the connection open to anyone on the way.
		 * @param verify {@code false} to accept every certificate for every host
		 * @return this
		 */
		public Builder verify(boolean verify) {
			this.verify = verify;
			return this;
		}

		/**
		 * The protocol that the context is made for; {@code TLS} unless set.
		 * @param protocol a name that the JVM knows, for example {@code TLSv1.3}
		 * @return this
		 */
		public Builder protocol(String protocol) {
			this.protocol = protocol;
			return this;
		}

		/**
		 * Makes the context.
		 * @return a new context
		 * @throws IllegalStateException if the JVM cannot make one
		 */
		public SSLContext build() {
			try {
				SSLContext context = SSLContext.getInstance(this.protocol);
				context.init(this.keyManagers, trust(), null);
				return context;
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("The JVM cannot make a TLS context", ex);
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

}
