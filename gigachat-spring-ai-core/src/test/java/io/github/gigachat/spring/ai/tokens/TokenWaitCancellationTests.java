package io.github.gigachat.spring.ai.tokens;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a caller that stops waiting for a token leaves nothing behind, while others
 * go on waiting.
 */
@Timeout(60)
class TokenWaitCancellationTests {

	private static final int LEAVERS = 5_000;

	private static final Pattern FUTURES = Pattern.compile(
			"^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+java\\.util\\.concurrent\\.CompletableFuture[ \\r\\n(]",
			Pattern.MULTILINE);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void aCancelledWaiterIsReleasedWhileOthersWait() {
		service.emulator().network().onToken().silentBeforeResponse();
		// one request for a token, for half of this time, outlasts the test
		GigaChatModel model = service.model((api) -> api.tokenWaitTimeout(Duration.ofMinutes(4)));
		CompletableFuture<ChatResponse> patient = model.stream(new Prompt("Hi")).last().toFuture();
		service.emulator().awaitRequests(1, EmulatedService.LIMIT);
		long before = livingFutures();

		for (int i = 0; i < LEAVERS; i++) {
			model.stream(new Prompt("Hi")).subscribe().dispose();
		}

		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(livingFutures() - before).isLessThan(LEAVERS / 10));
		service.emulator().network().resume();
		assertThat(patient).succeedsWithin(EmulatedService.LIMIT);
		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	/** Those that can still be reached, by the JVM's own count. */
	private static long livingFutures() {
		try {
			Object histogram = ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
			Matcher futures = FUTURES.matcher(String.valueOf(histogram));
			assertThat(futures.find()).isTrue();
			return Long.parseLong(futures.group(1));
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
