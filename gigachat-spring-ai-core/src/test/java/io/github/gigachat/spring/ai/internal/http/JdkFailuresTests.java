package io.github.gigachat.spring.ai.internal.http;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What exceptions of the client mean.
 */
class JdkFailuresTests {

	@Test
	@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void aChainOfCausesWithACycleIsReadToAnEnd() {
		IOException outer = new IOException("outer");
		outer.initCause(new IOException("inner", outer));
		assertThat(kind(outer)).isEqualTo(TransportException.Kind.RESET);
	}

	@Test
	void aClosedClientIsRecognisedByTheInnermostException() {
		assertThat(kind(new IOException("outer", new IOException("closed")))).isEqualTo(TransportException.Kind.CLOSED);
		assertThat(kind(new IOException("closed"))).isEqualTo(TransportException.Kind.CLOSED);
		assertThat(kind(new IOException("closed", new IOException("why")))).isEqualTo(TransportException.Kind.RESET);
	}

	@Test
	void onlyTooManyStreamsCountAsALackOfRoom() {
		assertThat(JdkFailures.isForWantOfRoom(new IOException(new IOException("too many concurrent streams"))))
			.isTrue();
		assertThat(JdkFailures.isForWantOfRoom(new IOException("Stream not processed"))).isFalse();
		assertThat(JdkFailures.isForWantOfRoom(new IOException("request not processed by peer"))).isFalse();
	}

	private static TransportException.Kind kind(IOException failure) {
		return JdkFailures.of(TransportTest.post(URI.create("http://127.0.0.1/")), null, failure).kind();
	}

}
