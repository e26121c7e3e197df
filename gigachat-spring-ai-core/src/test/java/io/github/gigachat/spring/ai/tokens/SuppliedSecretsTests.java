package io.github.gigachat.spring.ai.tokens;

import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.ApiKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests an application's suppliers of keys and tokens that return nothing, return an
 * invalid header value, or throw: each ends in an error without the secret.
 */
@Timeout(60)
class SuppliedSecretsTests {

	private static final String SECRET = "s3cr3t-of-the-vault";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Named<GigaChatCredentials>> useless() {
		return Stream.of(Named.of("a token that fails", GigaChatCredentials.token(SuppliedSecretsTests::fail)),
				Named.of("no token", GigaChatCredentials.token(SuppliedSecretsTests::none)),
				Named.of("a token of two lines", GigaChatCredentials.token(() -> SECRET + "\r\nX-Evil: 1")),
				Named.of("a token that is not ASCII", GigaChatCredentials.token(() -> SECRET + "ж")),
				Named.of("a key that fails", GigaChatCredentials.authorizationKey((ApiKey) SuppliedSecretsTests::fail)),
				Named.of("no key", GigaChatCredentials.authorizationKey((ApiKey) SuppliedSecretsTests::none)),
				Named.of("a key that is none", GigaChatCredentials.authorizationKey((ApiKey) () -> SECRET)));
	}

	private static String fail() {
		throw new IllegalStateException("vault: " + SECRET);
	}

	private static @Nullable String none() {
		return null;
	}

	@ParameterizedTest
	@MethodSource("useless")
	void anInvalidSuppliedSecretIsAnAuthenticationErrorWithoutTheSecret(GigaChatCredentials credentials) {
		GigaChatModel model = service.model((api) -> api.credentials(credentials));

		Throwable called = catchThrowable(() -> model.call(new Prompt("Hi")));
		Throwable streamed = catchThrowable(() -> model.stream(new Prompt("Hi")).blockLast());

		assertThat(List.of(called, streamed)).allSatisfy((failure) -> {
			assertThat(failure).isInstanceOf(GigaChatNonTransientException.class);
			assertThat(((GigaChatFailure) failure).kind()).isEqualTo(FailureKind.AUTHENTICATION);
			assertThat(failure.getMessage()).doesNotContain(SECRET);
		});
		assertThat(service.emulator().requests()).isEmpty();
	}

}
