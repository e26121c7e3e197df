package io.github.gigachat.spring.ai.internal.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests when the trusted certificates are read, and the effect of a failure to read them.
 */
class LazyTrustManagerTests {

	private static final X509Certificate[] CHAIN = {};

	private static final String TYPE = "UNKNOWN";

	private final AtomicInteger reads = new AtomicInteger();

	private final CountedTrust trust = new CountedTrust();

	@Test
	void theCertificatesAreReadOnceForTheFirstChain() throws Exception {
		LazyTrustManager manager = new LazyTrustManager(() -> {
			this.reads.incrementAndGet();
			return this.trust;
		});
		assertThat(this.reads).hasValue(0);

		manager.checkServerTrusted(CHAIN, TYPE);
		manager.checkServerTrusted(CHAIN, TYPE, (SSLEngine) null);

		assertThat(this.reads).hasValue(1);
		assertThat(this.trust.chains).hasValue(2);
	}

	@Test
	void aFailureToReadThemRefusesEveryChain() {
		LazyTrustManager manager = unreadable();

		assertRefused(() -> manager.checkServerTrusted(CHAIN, TYPE));
		assertRefused(() -> manager.checkServerTrusted(CHAIN, TYPE, (Socket) null));
		assertRefused(() -> manager.checkServerTrusted(CHAIN, TYPE, (SSLEngine) null));
		assertRefused(() -> manager.checkClientTrusted(CHAIN, TYPE));
		assertRefused(() -> manager.checkClientTrusted(CHAIN, TYPE, (Socket) null));
		assertRefused(() -> manager.checkClientTrusted(CHAIN, TYPE, (SSLEngine) null));
	}

	@Test
	void theNextManagerIsAskedAfterAFailureToReadThem() {
		CombinedTrustManager manager = new CombinedTrustManager(unreadable(), this.trust);

		assertThatNoException().isThrownBy(() -> manager.checkServerTrusted(CHAIN, TYPE, (SSLEngine) null));

		assertThat(this.reads).hasValue(1);
		assertThat(this.trust.chains).hasValue(1);
	}

	private LazyTrustManager unreadable() {
		return new LazyTrustManager(() -> {
			this.reads.incrementAndGet();
			throw new IllegalStateException("no key store");
		});
	}

	private static void assertRefused(ThrowingCallable check) {
		assertThatExceptionOfType(CertificateException.class).isThrownBy(check)
			.withCauseInstanceOf(IllegalStateException.class);
	}

	/**
	 * Accepts and counts every chain.
	 */
	private static final class CountedTrust extends X509ExtendedTrustManager {

		private final AtomicInteger chains = new AtomicInteger();

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
			this.chains.incrementAndGet();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
			this.chains.incrementAndGet();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
			this.chains.incrementAndGet();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
			this.chains.incrementAndGet();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
			this.chains.incrementAndGet();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
			this.chains.incrementAndGet();
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return CHAIN;
		}

	}

}
