package io.github.gigachat.spring.ai.internal.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * An SSL context that is replaced as a whole while a client goes on using it.
 * <p>
 * Managers replaced within one context would not do: a connection that resumes a session
 * of that context checks no certificate and shows none, so it would live on what was
 * trusted before.
 */
public final class RenewableSslContext extends SSLContext {

	private final Current current;

	private RenewableSslContext(Current current, SSLContext first) {
		super(current, first.getProvider(), first.getProtocol());
		this.current = current;
	}

	/**
	 * A context that hands over to another one.
	 * @param first the context to begin with, initialized
	 * @return the context to give to a client
	 */
	public static RenewableSslContext of(SSLContext first) {
		return new RenewableSslContext(new Current(first), first);
	}

	/**
	 * Replaces the context for connections from now on; those that are open stay.
	 * @param context the context, initialized
	 */
	public void replace(SSLContext context) {
		this.current.context.set(context);
	}

	/**
	 * Hands over to the context of the moment.
	 */
	private static final class Current extends SSLContextSpi {

		private final AtomicReference<SSLContext> context;

		Current(SSLContext first) {
			this.context = new AtomicReference<>(first);
		}

		@Override
		protected void engineInit(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust,
				@Nullable SecureRandom random) throws KeyManagementException {
			throw new KeyManagementException("The context is made of contexts that are initialized");
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			return this.context.get().getSocketFactory();
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			return this.context.get().getServerSocketFactory();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine() {
			return this.context.get().createSSLEngine();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(String host, int port) {
			return this.context.get().createSSLEngine(host, port);
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return this.context.get().getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return this.context.get().getClientSessionContext();
		}

		@Override
		protected SSLParameters engineGetDefaultSSLParameters() {
			return this.context.get().getDefaultSSLParameters();
		}

		@Override
		protected SSLParameters engineGetSupportedSSLParameters() {
			return this.context.get().getSupportedSSLParameters();
		}

	}

}
