package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.boot.autoconfigure.Runners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.model.ApiKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of credentials beans whose keys and tokens change while the application runs.
 */
class RotatingCredentialsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = GigaChatEmulatorExtension
		.with((settings) -> settings.acceptToken("second").acceptHeader("X-Client-ID", "anna"));

	/** Base64 of a client id and secret that the emulator refuses. */
	private static final String OTHER_KEY = "b3RoZXI6a2V5";

	@Test
	void theKeyIsReadAtEachRefresh(GigaChatEmulator emulator) {
		AtomicReference<String> vault = new AtomicReference<>(emulator.apiKey());
		AtomicInteger asked = new AtomicInteger();
		ApiKey key = () -> {
			asked.incrementAndGet();
			return vault.get();
		};
		Runners.applicationAt(emulator)
			.withBean(GigaChatCredentials.class, () -> GigaChatCredentials.authorizationKey(key))
			.run((context) -> {
				assertThat(asked).as("before the first call").hasValue(0);
				Runners.ask(context, "hello");
				Runners.ask(context, "hello");
				assertThat(asked).hasValue(1);

				vault.set(OTHER_KEY);
				emulator.revokeTokens();
				assertThatThrownBy(() -> Runners.ask(context, "hello")).isInstanceOfSatisfying(
						GigaChatNonTransientException.class,
						(failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION));

				vault.set(emulator.apiKey());
				Runners.ask(context, "hello");
				assertThat(authorizations(emulator.tokenRequests())).containsExactly("Basic " + emulator.apiKey(),
						"Basic " + OTHER_KEY, "Basic " + emulator.apiKey());
			});
	}

	@Test
	void theTokenIsReadAgainAfterARefusal(GigaChatEmulator emulator) {
		Iterator<String> vault = List.of("first", "second").iterator();
		Supplier<String> token = vault::next;
		Runners.applicationAt(emulator)
			.withBean(GigaChatCredentials.class, () -> GigaChatCredentials.token(token))
			.run((context) -> {
				Runners.ask(context, "hello");
				Runners.ask(context, "hello");
				assertThat(authorizations(emulator.chatRequests())).containsExactly("Bearer first", "Bearer second",
						"Bearer second");
				assertThat(emulator.tokenRequests()).isEmpty();
			});
	}

	@Test
	void aHeaderCanReplaceTheToken(GigaChatEmulator emulator) {
		Runners.applicationAt(emulator)
			.withBean(GigaChatCredentials.class, () -> GigaChatCredentials.header("X-Client-ID", "anna"))
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(emulator.lastChatRequest().header("X-Client-ID")).isEqualTo("anna");
				assertThat(emulator.lastChatRequest().headers()).doesNotContainKey("Authorization");
			});
	}

	private static List<String> authorizations(List<RecordedRequest> requests) {
		return requests.stream().map((request) -> String.valueOf(request.header("Authorization"))).toList();
	}

}
