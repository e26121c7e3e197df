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
 * An {@link SSLContext} whose delegate can be replaced while a client uses it.
 * <p>
 * Replacing only the managers of one context would not be enough. A connection that
 * resumes a session of that context neither checks nor presents certificates, so the
 * former certificates would stay in effect.
 */
public final class RenewableSslContext extends SSLContext {

	private final Current current;

	private RenewableSslContext(Current current, SSLContext first) {
		super(current, first.getProvider(), first.getProtocol());
		this.current = current;
	}

	/**
	 * Creates a context that delegates to another one.
	 * @param first the first delegate, initialized
	 * @return the context for the client
	 */
	public static RenewableSslContext of(SSLContext first) {
		return new RenewableSslContext(new Current(first), first);
	}

	/**
	 * Replaces the delegate for new connections. Open connections are not affected.
	 * @param context the new delegate, initialized
	 */
	public void replace(SSLContext context) {
		this.current.context.set(context);
	}

	/**
	 * Delegates to the current context.
	 */
	private static final class Current extends SSLContextSpi {

		private final AtomicReference<SSLContext> context;

		Current(SSLContext first) {
			this.context = new AtomicReference<>(first);
		}

		@Override
		protected void engineInit(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust,
				@Nullable SecureRandom random) throws KeyManagementException {
			throw new KeyManagementException("The context cannot be initialized: it delegates to initialized contexts");
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
