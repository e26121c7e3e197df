package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.autoconfigure.EmulatorConnection;
import io.github.gigachat.spring.boot.autoconfigure.Runners;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the credentials that properties and beans select.
 */
@ExtendWith(OutputCaptureExtension.class)
class CredentialsSelectorTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = GigaChatEmulatorExtension
		.with((settings) -> settings.user("anna", "sesam")
			.acceptToken("ready-made")
			.acceptToken("of-the-gateway")
			.acceptToken("of-the-bean"));

	@Test
	void theAuthorizationKeyFetchesTokens(GigaChatEmulator emulator) {
		Runners.applicationOf(emulator).run((context) -> {
			Runners.ask(context, "hello");
			assertThat(tokenRequest(emulator).header("Authorization")).isEqualTo("Basic " + emulator.apiKey());
		});
	}

	@Test
	void clientIdAndSecretAreTheSameAsTheKey(GigaChatEmulator emulator) {
		String[] pair = decoded(emulator.apiKey()).split(":", 2);
		Runners.applicationAt(emulator)
			.withPropertyValues("spring.ai.gigachat.client-id=" + pair[0],
					"spring.ai.gigachat.client-secret=" + pair[1])
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(tokenRequest(emulator).header("Authorization")).isEqualTo("Basic " + emulator.apiKey());
			});
	}

	@Test
	void userAndPasswordFetchTokensBelowTheBaseUrl(GigaChatEmulator emulator) {
		Runners.application()
			.withPropertyValues("spring.ai.gigachat.base-url=" + emulator.baseUrl(), "spring.ai.gigachat.username=anna",
					"spring.ai.gigachat.password=sesam")
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(tokenRequest(emulator).path()).isEqualTo("/v1/token");
				assertThat(decoded(header(tokenRequest(emulator)).substring("Basic ".length())))
					.isEqualTo("anna:sesam");
			});
	}

	@Test
	void aFixedTokenIsUsedUnchanged(GigaChatEmulator emulator) {
		Runners.applicationAt(emulator)
			.withPropertyValues("spring.ai.gigachat.access-token=ready-made")
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(emulator.tokenRequests()).isEmpty();
				assertThat(header(emulator.lastChatRequest())).isEqualTo("Bearer ready-made");
			});
	}

	@Test
	void noAuthorizationIsSentWithoutCredentials() {
		try (GigaChatEmulator emulator = GigaChatEmulator.builder().noAuthentication().start()) {
			Runners.applicationAt(emulator).withPropertyValues("spring.ai.gigachat.auth-type=none").run((context) -> {
				Runners.ask(context, "hello");
				assertThat(emulator.tokenRequests()).isEmpty();
				assertThat(emulator.lastChatRequest().headers()).doesNotContainKey("Authorization");
			});
		}
	}

	@Test
	void anAuthorizationHeaderIsSentWithoutCredentials(GigaChatEmulator emulator) {
		Runners.applicationAt(emulator)
			.withPropertyValues("spring.ai.gigachat.auth-type=none",
					"spring.ai.gigachat.headers.Authorization=Bearer of-the-gateway")
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(header(emulator.lastChatRequest())).isEqualTo("Bearer of-the-gateway");
			});
	}

	@Test
	void anExplicitTypeDecidesAndLogsTheIgnoredPropertiesOnce(GigaChatEmulator emulator, CapturedOutput output) {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.auth-type=token", "spring.ai.gigachat.access-token=ready-made",
					"spring.ai.gigachat.username=anna")
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(header(emulator.lastChatRequest())).isEqualTo("Bearer ready-made");
			});
		assertThat(output.getOut().lines().filter((line) -> line.contains("INFO"))).singleElement()
			.asString()
			.endsWith("spring.ai.gigachat.auth-type is token, so these are ignored: spring.ai.gigachat.api-key"
					+ " (oauth) and spring.ai.gigachat.username (password)");
		assertThat(output).doesNotContain(emulator.apiKey(), "anna", "ready-made");
	}

	static Stream<Arguments> refused() {
		String key = "YTpi";
		return Stream.of(
				Arguments.of(new String[] { "api-key=" + key, "access-token=t" },
						"GigaChat has more than one kind of credentials: spring.ai.gigachat.api-key (oauth) and"
								+ " spring.ai.gigachat.access-token (token)."),
				Arguments.of(new String[] { "client-id=a", "username=u" },
						"GigaChat has more than one kind of credentials: spring.ai.gigachat.client-id (oauth) and"
								+ " spring.ai.gigachat.username (password)."),
				Arguments.of(new String[] { "api-key=" + key, "client-id=a", "client-secret=b" },
						"GigaChat has two authorization keys: spring.ai.gigachat.api-key,"
								+ " spring.ai.gigachat.client-id, spring.ai.gigachat.client-secret are set."),
				Arguments.of(new String[] { "auth-type=oauth", "api-key=" + key, "client-secret=b" },
						"GigaChat has two authorization keys: spring.ai.gigachat.api-key,"
								+ " spring.ai.gigachat.client-secret are set."),
				Arguments.of(new String[] { "client-id=a" },
						"spring.ai.gigachat.client-id is set, but spring.ai.gigachat.client-secret is not."),
				Arguments.of(new String[] { "client-secret=b", "client-id= " },
						"spring.ai.gigachat.client-secret is set, but spring.ai.gigachat.client-id is blank."),
				Arguments.of(new String[] { "username=u" },
						"spring.ai.gigachat.username is set, but spring.ai.gigachat.password is not."),
				Arguments.of(new String[] { "password=p", "auth-type=password" },
						"spring.ai.gigachat.password is set, but spring.ai.gigachat.username is not."),
				Arguments.of(new String[] {}, "GigaChat has no credentials: spring.ai.gigachat.api-key is not set"),
				Arguments.of(new String[] { "api-key=  ", "access-token=" },
						"These are set, but blank: spring.ai.gigachat.api-key, spring.ai.gigachat.access-token."),
				Arguments.of(new String[] { "auth-type=oauth", "access-token=t" },
						"GigaChat has no credentials: spring.ai.gigachat.auth-type is oauth, and"
								+ " spring.ai.gigachat.api-key is not set."),
				Arguments.of(new String[] { "auth-type=password", "api-key=" + key },
						"GigaChat has no credentials: spring.ai.gigachat.auth-type is password, and"
								+ " spring.ai.gigachat.username with spring.ai.gigachat.password is not set."),
				Arguments.of(new String[] { "auth-type=token", "api-key=" + key },
						"GigaChat has no credentials: spring.ai.gigachat.auth-type is token, and"
								+ " spring.ai.gigachat.access-token is not set."));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void noneOrSeveralKindsOfCredentialsAreRefused(String[] properties, String says) {
		ApplicationContextRunner application = Runners.application();
		for (String property : properties) {
			application = application.withPropertyValues("spring.ai.gigachat." + property);
		}
		application.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(InvalidGigaChatConfigurationException.class)
			.hasMessageContaining(says));
	}

	@Test
	void aCredentialsBeanReplacesTheProperties(GigaChatEmulator emulator) {
		Runners.applicationAt(emulator)
			.withPropertyValues("spring.ai.gigachat.client-id=half of a pair")
			.withBean(GigaChatCredentials.class, () -> GigaChatCredentials.token("of-the-bean"))
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(header(emulator.lastChatRequest())).isEqualTo("Bearer of-the-bean");
			});
	}

	@Test
	void connectionDetailsReplaceUrlsAndCredentials(GigaChatEmulator emulator) {
		Runners.application()
			.withPropertyValues("spring.ai.gigachat.base-url=http://127.0.0.1:1/v1",
					"spring.ai.gigachat.auth-url=http://127.0.0.1:1/oauth", "spring.ai.gigachat.client-id=half")
			.withBean(GigaChatConnectionDetails.class, () -> new EmulatorConnection(emulator))
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(context).doesNotHaveBean(PropertiesGigaChatConnectionDetails.class);
				assertThat(emulator.chatRequests()).hasSize(1);
			});
	}

	private static RecordedRequest tokenRequest(GigaChatEmulator emulator) {
		assertThat(emulator.tokenRequests()).hasSize(1);
		return emulator.tokenRequests().get(0);
	}

	private static String header(RecordedRequest request) {
		String value = request.header("Authorization");
		return (value != null) ? value : "";
	}

	private static String decoded(String base64) {
		return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
	}

}
