package io.github.gigachat.spring.ai.tokens;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a refused token is replaced once and the call repeated once, if another
 * token can be obtained.
 */
@Timeout(60)
class RefusedTokenTests {

	private static final String GOOD = "good-token";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp((emulator) -> emulator.acceptToken(GOOD));

	@ParameterizedTest
	@EnumSource
	void aRefusedTokenIsReplacedAndTheCallRepeated(Way way) {
		GigaChatModel model = service.model();
		way.ask(model).answer();
		service.emulator().revokeTokens();

		way.ask(model).answer();

		assertThat(service.emulator().chatRequests()).hasSize(3);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void anExpiredTokenIsReplacedWhateverItsStatedEnd(Way way) {
		GigaChatModel model = service.model();
		way.ask(model).answer();
		service.emulator().expireTokens();

		way.ask(model).answer();

		assertThat(service.emulator().chatRequests()).hasSize(3);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void aNewTokenThatIsRefusedTooIsAnAuthenticationErrorAtOnce(Way way) {
		GigaChatModel model = service.model();
		way.ask(model).answer();
		service.emulator().onAnyMessage().fail(401);

		GigaChatFailure failure = way.ask(model).lasting(FailureKind.AUTHENTICATION);

		assertThat(failure.status()).isEqualTo(401);
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(failure.hint()).contains("credentials");
		assertThat(service.emulator().chatRequests()).hasSize(3);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void theRepeatAfterARefusedTokenDoesNotCountAsAnAttempt(Way way) {
		GigaChatModel model = service.model();
		way.ask(model).answer();
		service.emulator().onAnyMessage().fail(500).then().fail(500).then().reply("Вот и ответ.");
		service.emulator().revokeTokens();

		assertThat(way.ask(model).answer()).isEqualTo("Вот и ответ.");

		assertThat(service.emulator().chatRequests()).hasSize(5);
	}

	@ParameterizedTest
	@EnumSource
	void aFixedTokenThatIsRefusedIsFinal(Way way) {
		GigaChatModel model = service.model((api) -> api.credentials(GigaChatCredentials.token("bad-token")));

		way.ask(model).lasting(FailureKind.AUTHENTICATION);

		assertThat(service.emulator().requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aFixedTokenIsSentAsItIs(Way way) {
		GigaChatModel model = service.model((api) -> api.credentials(GigaChatCredentials.token(GOOD)));

		way.ask(model).answer();

		assertThat(service.emulator().lastChatRequest().header("Authorization")).isEqualTo("Bearer " + GOOD);
		assertThat(service.emulator().requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aSupplierIsAskedAgainAndTheCallRepeatedWithItsNewToken(Way way) {
		Queue<String> tokens = new ArrayDeque<>(List.of("bad-token", GOOD));
		GigaChatModel model = service.model((api) -> api.credentials(GigaChatCredentials.token(tokens::remove)));

		way.ask(model).answer();
		way.ask(model).answer();

		assertThat(tokens).isEmpty();
		assertThat(service.emulator().requests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void aSupplierWithoutANewTokenEndsTheCall(Way way) {
		AtomicInteger asked = new AtomicInteger();
		GigaChatModel model = service.model((api) -> api.credentials(GigaChatCredentials.token(() -> {
			asked.incrementAndGet();
			return "bad-token";
		})));

		way.ask(model).lasting(FailureKind.AUTHENTICATION);

		assertThat(asked).hasValue(2);
		assertThat(service.emulator().requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void withoutCredentialsThereIsNoAuthorizationHeaderAndARefusalIsFinal(Way way) {
		GigaChatModel model = service.model((api) -> api.credentials(GigaChatCredentials.none()));

		way.ask(model).lasting(FailureKind.AUTHENTICATION);

		assertThat(service.emulator().requests()).hasSize(1);
		assertThat(service.emulator().lastChatRequest().header("Authorization")).isNull();
	}

}
