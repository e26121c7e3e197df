package io.github.gigachat.spring.boot.autoconfigure.failure;

import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of the failure analyses that explain why an application does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	private static final String KEY = "Y2xpZW50OnNlY3JldA==";

	@Test
	void analysesMissingCredentials(CapturedOutput output) {
		fail(Application.class, List.of());
		assertThat(output).contains("""
				***************************
				APPLICATION FAILED TO START
				***************************

				Description:

				GigaChat has no credentials: spring.ai.gigachat.api-key is not set, nor is client-id with \
				client-secret, username with password, or access-token, and there is no GigaChatCredentials or \
				GigaChatConnectionDetails bean.

				Action:

				Set spring.ai.gigachat.api-key to the authorization key of your project in the developer console, \
				https://developers.sber.ru/studio (the project's GigaChat API page shows it once, when it is created).
				To run without a key, use the emulator: add the test dependency \
				io.github.gigachat-spring:gigachat-emulator, start it, and declare a GigaChatConnectionDetails bean \
				with its baseUrl(), authUrl() and apiKey().
				If a client certificate, fixed headers or an egress gateway authenticates the application, set \
				spring.ai.gigachat.auth-type=none.
				To use another provider, name it in spring.ai.model.chat for chats, spring.ai.model.embedding for \
				embeddings and spring.ai.model.image for images.
				""");
	}

	@Test
	void analysesABlankKey(CapturedOutput output) {
		fail(Application.class, List.of("spring.ai.gigachat.api-key=${GIGACHAT_KEY_THAT_NOBODY_HAS:}"));
		assertThat(output).contains("These are set, but blank: spring.ai.gigachat.api-key.");
	}

	@ParameterizedTest
	@MethodSource("unresolved")
	void analysesAPlaceholderWithoutAValue(String property, List<String> others, CapturedOutput output) {
		fail(Application.class,
				Stream.concat(others.stream(), Stream.of(property + "=${GIGACHAT_KEY_THAT_NOBODY_HAS}"))
					.map((line) -> "spring.ai.gigachat." + line)
					.toList());
		assertThat(output).contains("spring.ai.gigachat." + property
				+ " is the placeholder ${GIGACHAT_KEY_THAT_NOBODY_HAS}, and GIGACHAT_KEY_THAT_NOBODY_HAS is not set.")
			.contains("Set the environment variable or property GIGACHAT_KEY_THAT_NOBODY_HAS, or spring.ai.gigachat."
					+ property + " itself.")
			.doesNotContain("s3cret");
	}

	static Stream<Arguments> unresolved() {
		return Stream.of(Arguments.of("api-key", List.of()), Arguments.of("access-token", List.of()),
				Arguments.of("client-id", List.of("client-secret=s3cret")),
				Arguments.of("password", List.of("username=anna")));
	}

	@Test
	void analysesTwoKindsOfCredentials(CapturedOutput output) {
		fail(Application.class,
				List.of("spring.ai.gigachat.api-key=" + KEY, "spring.ai.gigachat.access-token=secret-token"));
		assertThat(output).contains("""
				GigaChat has more than one kind of credentials: spring.ai.gigachat.api-key (oauth) and \
				spring.ai.gigachat.access-token (token).

				Action:

				Remove all but one kind, or set spring.ai.gigachat.auth-type to the kind to use: oauth or token.
				""").doesNotContain(KEY, "secret-token");
	}

	@ParameterizedTest
	@MethodSource("keysThatAreNone")
	void analysesAnInvalidKey(String key, String what, CapturedOutput output) {
		fail(Application.class, List.of("spring.ai.gigachat.api-key=" + key));
		assertThat(output)
			.contains("The GigaChat authorization key " + what + "; it is Base64 of client-id:client-secret")
			.contains("Set spring.ai.gigachat.api-key, or the key of your GigaChatCredentials bean, to the"
					+ " authorization key of your project in the developer console")
			.doesNotContain(key);
	}

	static Stream<Arguments> keysThatAreNone() {
		return Stream.of(Arguments.of("not*Base64*at*all", "is not Base64"),
				Arguments.of("bm8gY29sb24gaW4gaXQ=", "does not hold client-id:client-secret"),
				Arguments.of("Basic Y2xpZW50OnNlY3JldA==", "is not Base64"));
	}

	@Test
	void analysesAnInvalidKeyOfABean(CapturedOutput output) {
		fail(OwnCredentials.class, List.of());
		assertThat(output).contains("The GigaChat authorization key is not Base64")
			.contains("or the key of your GigaChatCredentials bean")
			.doesNotContain("not*Base64*at*all");
	}

	@Test
	void analysesAnUnknownBundle(CapturedOutput output) {
		fail(Application.class, List.of("spring.ai.gigachat.api-key=" + KEY, "spring.ai.gigachat.ssl.bundle=corporate",
				"spring.ssl.bundle.pem.other.truststore.certificate=classpath:none.pem"));
		assertThat(output).contains(
				"""
						spring.ai.gigachat.ssl.bundle names the SSL bundle 'corporate', which does not exist; defined bundles: other.

						Action:

						Define it as spring.ssl.bundle.pem.corporate.* or spring.ssl.bundle.jks.corporate.*, or correct \
						spring.ai.gigachat.ssl.bundle. The hosts of the public service need no bundle.
						""");
	}

	@Test
	void leavesAnUnknownBundleOfAllClientsToBoot(CapturedOutput output) {
		fail(Application.class,
				List.of("spring.ai.gigachat.api-key=" + KEY, "spring.http.clients.ssl.bundle=corporate"));
		assertThat(output).contains("'corporate'").doesNotContain("spring.ai.gigachat.ssl.bundle");
	}

	@ParameterizedTest
	@MethodSource("wrongValues")
	void analysesAWrongValue(List<String> properties, String says, CapturedOutput output) {
		fail(Application.class,
				Stream.concat(Stream.of("api-key=" + KEY), properties.stream())
					.map((property) -> property.startsWith("spring.") ? property : "spring.ai.gigachat." + property)
					.toList());
		assertThat(output).contains("APPLICATION FAILED TO START").contains(says).doesNotContain(KEY, "s3cret");
	}

	static Stream<Arguments> wrongValues() {
		return Stream.of(
				Arguments.of(List.of("redirects=follow"),
						"Invalid value 'follow' for configuration property 'spring.ai.gigachat.redirects'"),
				Arguments.of(List.of("redirects=follow-when-possible"), "Redirects of GigaChat are never followed"),
				Arguments.of(List.of("auth-type=key"), "Property: spring.ai.gigachat.auth-type"),
				Arguments.of(List.of("headers.Authorization=Bearer s3cret"),
						"spring.ai.gigachat.headers.Authorization is set, but the credentials determine this header."),
				Arguments.of(List.of("headers.Host=s3cret"),
						"spring.ai.gigachat.headers.* cannot be sent: The header Host is the HTTP client's own"),
				Arguments.of(List.of("headers.X-Client=s3cret-ключ"),
						"spring.ai.gigachat.headers.* cannot be sent: The value of the header X-Client"),
				Arguments.of(List.of("base-url=https://user:s3cret@host/v1"),
						"spring.ai.gigachat.base-url must have neither user, query nor fragment."),
				Arguments.of(List.of("auth-url=ftp://host"),
						"spring.ai.gigachat.auth-url has to begin with https:// or http://."),
				Arguments.of(List.of("connect-timeout=0s"),
						"Invalid value '0s' for configuration property 'spring.ai.gigachat.connect-timeout'"),
				Arguments.of(List.of("read-timeout=-1s"),
						"Invalid value '-1s' for configuration property 'spring.ai.gigachat.read-timeout'"),
				Arguments.of(List.of("spring.http.clients.read-timeout=0s"),
						"Invalid value '0s' for configuration property 'spring.http.clients.read-timeout'"),
				Arguments.of(List.of("call-timeout=0s"),
						"Invalid value '0s' for configuration property 'spring.ai.gigachat.call-timeout'"),
				Arguments.of(List.of("call-timeout=soon"), "Property: spring.ai.gigachat.call-timeout"),
				Arguments.of(List.of("token.wait-timeout=0s"),
						"Invalid value '0s' for configuration property 'spring.ai.gigachat.token.wait-timeout'"),
				Arguments.of(List.of("token.refresh-ahead=-1s"),
						"Invalid value '-1s' for configuration property 'spring.ai.gigachat.token.refresh-ahead'"),
				Arguments.of(List.of("max-response-size=0"),
						"Invalid value '0' for configuration property 'spring.ai.gigachat.max-response-size'"),
				Arguments.of(List.of("max-concurrent-requests=0"),
						"Invalid value '0' for configuration property 'spring.ai.gigachat.max-concurrent-requests'"),
				Arguments.of(List.of("acquire-timeout=0s"),
						"Invalid value '0s' for configuration property 'spring.ai.gigachat.acquire-timeout'"),
				Arguments.of(List.of("max-queued-requests=-1"),
						"Invalid value '-1' for configuration property 'spring.ai.gigachat.max-queued-requests'"),
				Arguments.of(List.of("retry.template=nobody"),
						"spring.ai.gigachat.retry.template is 'nobody', but there is no bean with that name."),
				Arguments.of(List.of("retry.template=environment"),
						"spring.ai.gigachat.retry.template is 'environment', but the bean with that name is not a RetryTemplate."),
				Arguments.of(List.of("retry.max-attempts=0"),
						"spring.ai.gigachat.retry.max-attempts has to be at least 1, but is 0."),
				Arguments.of(List.of("retry.max-interval=1ms"), "spring.ai.gigachat.retry.max-interval (PT0.001S) is"),
				Arguments.of(List.of("ssl.ca-certificate=classpath:none.pem"),
						"configuration property 'spring.ai.gigachat.ssl.ca-certificate'"),
				Arguments.of(List.of("ssl.ca-certificate=classpath:logback-test.xml"),
						"It must be a readable PEM file with certificates."),
				Arguments.of(List.of("chat.temperature=-0.1"),
						"Invalid value '-0.1' for configuration property 'spring.ai.gigachat.chat.temperature'"),
				Arguments.of(List.of("chat.top-p=1.5"),
						"Invalid value '1.5' for configuration property 'spring.ai.gigachat.chat.top-p'"),
				Arguments.of(List.of("chat.max-tokens=0"),
						"Invalid value '0' for configuration property 'spring.ai.gigachat.chat.max-tokens'"),
				Arguments.of(List.of("chat.repetition-penalty=0"),
						"Invalid value '0' for configuration property 'spring.ai.gigachat.chat.repetition-penalty'"),
				Arguments.of(List.of("chat.update-interval=-1"),
						"Invalid value '-1' for configuration property 'spring.ai.gigachat.chat.update-interval'"),
				Arguments.of(List.of("chat.max-tokens=many"), "Property: spring.ai.gigachat.chat.max-tokens"));
	}

	@Test
	void ignoresRedirectsOfAllClients() {
		SpringApplication application = application(Application.class,
				List.of("spring.ai.gigachat.api-key=" + KEY, "spring.http.clients.redirects=follow"));
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.isActive()).isTrue();
		}
	}

	private static void fail(Class<?> source, List<String> properties) {
		assertThatThrownBy(() -> application(source, properties).run()).isNotNull();
	}

	private static SpringApplication application(Class<?> source, List<String> properties) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.properties("spring.ai.model.chat=gigachat", "spring.ai.openai.api-key=not-used",
					"spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false")
			.properties(properties.toArray(String[]::new))
			.build();
	}

	/**
	 * An application with the starter.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/**
	 * An application with a credentials bean.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnCredentials {

		@Bean
		GigaChatCredentials credentials() {
			return GigaChatCredentials.authorizationKey("not*Base64*at*all");
		}

	}

}
