package io.github.gigachat.spring.ai.tokens;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.nio.charset.StandardCharsets.UTF_8;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the requests for access tokens.
 */
@Timeout(60)
class TokenRequestTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService business = EmulatedService.overHttp((emulator) -> emulator.scope("GIGACHAT_API_B2B"));

	@RegisterExtension
	static final EmulatedService installation = EmulatedService
		.overHttp((emulator) -> emulator.acceptHeader("X-Client-ID", "client"));

	private static RecordedRequest tokenRequest() {
		assertThat(service.emulator().tokenRequests()).hasSize(1);
		return service.emulator().tokenRequests().get(0);
	}

	@Test
	void keyScopeAndANewRequestIdAreSent() {
		Way.CALL.ask(service.model()).answer();

		RecordedRequest request = tokenRequest();
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.header("Authorization")).isEqualTo("Basic " + service.emulator().apiKey());
		assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
		assertThat(request.header("User-Agent")).isNotBlank();
		assertThat(request.body()).isEqualTo("scope=GIGACHAT_API_PERS");
		assertThat(UUID.fromString(Objects.requireNonNull(request.header("RqUID"))).version()).isEqualTo(4);
	}

	@Test
	void theConfiguredScopeIsSent() {
		Way.CALL.ask(business.model((api) -> api.scope("GIGACHAT_API_B2B"))).answer();

		assertThat(business.emulator().tokenRequests()).extracting(RecordedRequest::body)
			.containsExactly("scope=GIGACHAT_API_B2B");
	}

	@ParameterizedTest
	@EnumSource
	void aScopeOfAnotherContractIsReportedWithAHint(Way way) {
		GigaChatFailure failure = way.ask(business.model()).lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.code()).isEqualTo(7);
		assertThat(failure.serviceMessage()).isEqualTo("scope from db not fully includes consumed scope");
		assertThat(failure.hint()).contains("spring.ai.gigachat.scope");
		assertThat(business.emulator().requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void anUnknownScopeIsReportedWithAHint(Way way) {
		GigaChatFailure failure = way.ask(service.model((api) -> api.scope("GIGACHAT_API_FREE")))
			.lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.code()).isEqualTo(1);
		assertThat(failure.hint()).contains("spring.ai.gigachat.scope", "GIGACHAT_API_PERS");
		assertThat(service.emulator().requests()).hasSize(1);
	}

	@Test
	void clientIdAndSecretMakeTheKey() {
		String[] key = new String(Base64.getDecoder().decode(service.emulator().apiKey()), UTF_8).split(":", 2);

		Way.CALL.ask(service.model((api) -> api.credentials(GigaChatCredentials.clientSecret(key[0], key[1]))))
			.answer();

		assertThat(tokenRequest().header("Authorization")).isEqualTo("Basic " + service.emulator().apiKey());
	}

	@Test
	void userAndPasswordAreSentBelowTheBaseUrlWithoutABody() {
		GigaChatModel model = service
			.model((api) -> api.credentials(GigaChatCredentials.userPassword("user", "password")).authUrl(null));

		Way.CALL.ask(model).answer();

		RecordedRequest request = tokenRequest();
		assertThat(request.path()).isEqualTo("/v1/token");
		assertThat(request.body()).isEmpty();
		assertThat(request.header("Authorization"))
			.isEqualTo("Basic " + Base64.getEncoder().encodeToString("user:password".getBytes(UTF_8)));
	}

	@Test
	void fixedHeadersGoToATokenEndpointOfTheSameOrigin() {
		Way.CALL.ask(service.model((api) -> api.headers(Map.of("X-Client-ID", "client")))).answer();

		assertThat(service.emulator().requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.header("X-Client-ID")).isEqualTo("client"));
	}

	@Test
	void fixedHeadersDoNotGoToATokenEndpointOfAnotherOrigin() {
		String token = "{\"access_token\":\"elsewhere\"}";
		business.emulator().onToken().replyRaw(200, "application/json", token);

		Way.CALL.ask(service.model((api) -> api.authUrl(business.emulator().authUrl())
			.scope("GIGACHAT_API_B2B")
			.headers(Map.of("X-Client-ID", "client"))));

		assertThat(business.emulator().tokenRequests()).isNotEmpty()
			.allSatisfy((request) -> assertThat(request.header("X-Client-ID")).isNull());
		assertThat(service.emulator().chatRequests()).isNotEmpty()
			.allSatisfy((request) -> assertThat(request.header("X-Client-ID")).isEqualTo("client"));
	}

	@Test
	void anInstallationsOwnHeaderReplacesTheToken() {
		GigaChatModel model = installation
			.model((api) -> api.credentials(GigaChatCredentials.header("X-Client-ID", "client")));

		Way.CALL.ask(model).answer();
		Way.STREAM.ask(model).answer();

		assertThat(installation.emulator().requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.header("Authorization")).isNull());
	}

}
