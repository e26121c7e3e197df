package io.github.gigachat.spring.ai.failures;

import java.time.Duration;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a pooled connection that the server has closed in the meantime fails no
 * call, even if only one attempt is configured.
 */
@Timeout(60)
class IdleConnectionTests {

	private static final int TIMES = 50;

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	@RegisterExtension
	static final EmulatedService http = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService http2 = EmulatedService.overTlsAndHttp2();

	@ParameterizedTest
	@EnumSource
	void connectionsThatWereClosedWhileIdleFailNoCall(Way way) {
		GigaChatModel model = modelWhoseConnectionsAreClosed(http);

		for (int i = 0; i < TIMES; i++) {
			assertThat(way.ask(model).answer()).isEqualTo("Вот и ответ.");
			await().pollDelay(Duration.ZERO)
				.atMost(EmulatedService.LIMIT)
				.until(() -> http.emulator().openConnections() == 0);
		}

		assertThat(http.emulator().chatRequests()).hasSize(TIMES);
	}

	@ParameterizedTest
	@EnumSource
	void connectionsThatAreClosedAsTheNextCallBeginsFailNoCall(Way way) {
		GigaChatModel model = modelWhoseConnectionsAreClosed(http);

		for (int i = 0; i < TIMES; i++) {
			assertThat(way.ask(model).answer()).isEqualTo("Вот и ответ.");
			// a request is sent again once, so it may meet one such connection
			if (http.emulator().openConnections() > 1) {
				await().atMost(EmulatedService.LIMIT).until(() -> http.emulator().openConnections() <= 1);
			}
		}

		assertThat(http.emulator().chatRequests()).hasSizeGreaterThanOrEqualTo(TIMES);
	}

	@ParameterizedTest
	@EnumSource
	@EnabledForJreRange(min = JRE.JAVA_21,
			disabledReason = "17 may lose a request that meets the close of an HTTP/2 connection: it times out")
	void http2ConnectionsThatWereClosedWhileIdleFailNoCall(Way way) {
		GigaChatModel model = model(http2);

		for (int i = 0; i < TIMES; i++) {
			assertThat(way.ask(model).answer()).isEqualTo("Вот и ответ.");
			// a fault would close the connection before the answer is read, and the
			// JDK's client drops unread answers
			http2.emulator().closeConnections();
		}

		assertThat(http2.emulator().chatRequests()).hasSizeGreaterThanOrEqualTo(TIMES);
	}

	private static GigaChatModel modelWhoseConnectionsAreClosed(EmulatedService service) {
		service.emulator().network().onChat().closeAfterResponse().always();
		return model(service);
	}

	private static GigaChatModel model(EmulatedService service) {
		service.emulator().onAnyMessage().reply("Вот и ответ.");
		return service.model((api) -> api.retry(ONE_ATTEMPT));
	}

}
