package io.github.gigachat.spring.boot.autoconfigure.ignored;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.gigachat.spring.boot.autoconfigure.ConfigurationMetadata;
import io.github.gigachat.spring.boot.autoconfigure.Runners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.retry.autoconfigure.SpringAiRetryAutoConfiguration;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the warning about properties that are set but have no effect.
 *
 * @see <a href=
 * "https://github.com/spring-projects/spring-ai/issues/1073">spring-projects/spring-ai#1073</a>
 */
@ExtendWith(OutputCaptureExtension.class)
class IgnoredPropertiesTests {

	private static final String WARNING = "These properties have no effect on GigaChat:";

	private static final String VALUE = "a-value-to-find";

	@ParameterizedTest
	@CsvSource(textBlock = """
			gigachat.chat.options.model                 , gigachat.chat.model
			gigachat.chat.options.temperature           , gigachat.chat.temperature
			gigachat.chat.options.max-tokens            , gigachat.chat.max-tokens
			gigachat.chat.options.profanity-check       , gigachat.chat.profanity-check
			gigachat.chat.options.function-call-mode    , gigachat.chat.function-call
			gigachat.chat.options.http-headers          , gigachat.headers.*
			gigachat.embedding.options.model            , gigachat.embedding.model
			gigachat.embedding.options.dimensions       , gigachat.embedding.dimensions
			gigachat.image.options.style                , gigachat.image.style
			gigachat.auth.scope                         , gigachat.scope
			gigachat.auth.bearer.api-key                , gigachat.api-key
			gigachat.auth.bearer.client-id              , gigachat.client-id
			gigachat.auth.bearer.client-secret          , gigachat.client-secret
			gigachat.auth.bearer.url                    , gigachat.auth-url
			gigachat.auth.unsafe-ssl                    , gigachat.ssl.verify
			gigachat.auth.certs.ca-certs                , gigachat.ssl.ca-certificate
			gigachat.auth.certs.ssl-bundle              , gigachat.ssl.bundle
			gigachat.auth.certs.private-key             , gigachat.ssl.bundle
			gigachat.internal.connect-timeout           , gigachat.connect-timeout
			gigachat.internal.read-timeout              , gigachat.read-timeout
			gigachat.internal.make-system-prompt-first-message-in-memory, gigachat.chat.later-system-messages
			gigachat.unsafe-ssl                         , gigachat.ssl.verify
			gigachat.client-key                         , gigachat.ssl.bundle
			retry.max-attempts                          , gigachat.retry.max-attempts
			retry.backoff.initial-interval              , gigachat.retry.initial-interval
			retry.backoff.max-interval                  , gigachat.retry.max-interval
			""")
	void aPropertyIsNamedWithItsReplacement(String property, String replacement, CapturedOutput output) {
		start("spring.ai." + property + "=" + VALUE);

		assertThat(lines(output)).singleElement()
			.asString()
			.matches("spring\\.ai\\." + property + ": use spring\\.ai\\." + replacement.replace("*", "\\*")
					+ "( \\(.*\\))?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gigachat.chat.options.top-k", "gigachat.auth.certs.other", "gigachat.internal.other",
			"retry.on-http-codes", "gigachat.embedding.options.encoding-format" })
	void aPropertyWithoutReplacementIsNamed(String property, CapturedOutput output) {
		start("spring.ai." + property + "=" + VALUE);

		assertThat(lines(output)).containsExactly("spring.ai." + property + ": has no replacement");
	}

	@Test
	void oneWarningNamesAllPropertiesWithoutTheirValues(CapturedOutput output) {
		start("spring.ai.gigachat.chat.options.maxTokens=" + VALUE, "spring.ai.gigachat.auth.bearer.api_key=" + VALUE,
				"spring.ai.retry.max-attempts=" + VALUE, "spring.ai.gigachat.chat.options.built-in-tools[0]=" + VALUE,
				"spring.ai.gigachat.chat.options.http-headers.X-Client-ID=" + VALUE);

		assertThat(lines(output)).containsExactly(
				"spring.ai.gigachat.auth.bearer.api-key: use spring.ai.gigachat.api-key",
				"spring.ai.gigachat.chat.options.built-in-tools: use spring.ai.gigachat.chat.built-in-tools",
				"spring.ai.gigachat.chat.options.http-headers: use spring.ai.gigachat.headers.*",
				"spring.ai.gigachat.chat.options.max-tokens: use spring.ai.gigachat.chat.max-tokens",
				"spring.ai.retry.max-attempts: use spring.ai.gigachat.retry.max-attempts"
						+ " (which counts the first request, too)");
	}

	@Test
	void environmentVariablesAreNamed(CapturedOutput output) {
		withVariables(Map.of("SPRING_AI_GIGACHAT_CHAT_OPTIONS_MAX_TOKENS", VALUE,
				"SPRING_AI_GIGACHAT_AUTH_BEARER_APIKEY", VALUE, "SPRING_AI_RETRY_MAXATTEMPTS", VALUE,
				"SPRING_AI_GIGACHAT_UNSAFE_SSL", VALUE, "SPRING_AI_GIGACHAT_AUTH_TYPE", "none"))
			.run((context) -> assertThat(context).hasNotFailed());

		assertThat(lines(output)).containsExactly(
				"spring.ai.gigachat.auth.bearer.api-key (SPRING_AI_GIGACHAT_AUTH_BEARER_APIKEY):"
						+ " use spring.ai.gigachat.api-key",
				"spring.ai.gigachat.chat.options.max-tokens (SPRING_AI_GIGACHAT_CHAT_OPTIONS_MAX_TOKENS):"
						+ " use spring.ai.gigachat.chat.max-tokens",
				"spring.ai.gigachat.unsafe-ssl (SPRING_AI_GIGACHAT_UNSAFE_SSL):"
						+ " use spring.ai.gigachat.ssl.verify (with the opposite value)",
				"spring.ai.retry.max-attempts (SPRING_AI_RETRY_MAXATTEMPTS): use spring.ai.gigachat.retry.max-attempts"
						+ " (which counts the first request, too)");
	}

	@Test
	void variablesOfThisProvidersOwnPropertiesAreNotIgnored(CapturedOutput output) {
		withVariables(Map.of("SPRING_AI_GIGACHAT_AUTH_URL", "https://127.0.0.1:1", "SPRING_AI_GIGACHAT_AUTH_TYPE",
				"none", "SPRING_AI_GIGACHAT_RETRY_MAX_ATTEMPTS", "2", "SPRING_AI_GIGACHAT_CHAT_MAX_TOKENS", "2",
				"SPRING_AI_GIGACHAT_CONNECTIONS_SECOND_AUTH_URL", "https://127.0.0.1:1",
				"SPRING_AI_GIGACHAT_CONNECTIONS_SECOND_AUTH_TYPE", "none"))
			.run((context) -> assertThat(context).hasNotFailed());

		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void noPropertyOfThisProviderIsIgnored(CapturedOutput output) throws Exception {
		List<String> names = ConfigurationMetadata.load().properties().keySet().stream().toList();
		String[] all = names.stream().map((name) -> name + "=").toArray(String[]::new);
		Runners.application().withPropertyValues(all).run((context) -> assertThat(context).isNotNull());
		withVariables(names.stream()
			.collect(Collectors.toMap((name) -> name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), (name) -> "")))
			.run((context) -> assertThat(context).isNotNull());

		assertThat(names).hasSizeGreaterThan(50);
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void anApplicationWithOnlyTheOtherStartersCredentialsIsWarnedBeforeItFails(CapturedOutput output) {
		Runners.application()
			.withPropertyValues("spring.ai.gigachat.auth.bearer.api-key=" + VALUE)
			.run((context) -> assertThat(context).hasFailed());

		assertThat(lines(output))
			.containsExactly("spring.ai.gigachat.auth.bearer.api-key: use spring.ai.gigachat.api-key");
	}

	@Test
	void propertiesOfSpringAisRetryAreNotReportedIfItIsPresent(CapturedOutput output) {
		runner().withConfiguration(AutoConfigurations.of(SpringAiRetryAutoConfiguration.class))
			.withPropertyValues("spring.ai.retry.max-attempts=3")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain(WARNING);

		runner().withClassLoader(new FilteredClassLoader("org.springframework.ai.retry.autoconfigure"))
			.withPropertyValues("spring.ai.retry.max-attempts=3")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(lines(output)).hasSize(1);
	}

	@Test
	void nothingIsLoggedWithoutAModelOfThisProvider(CapturedOutput output) {
		runner()
			.withPropertyValues("spring.ai.model.chat=openai", "spring.ai.model.embedding=openai",
					"spring.ai.model.image=openai", "spring.ai.gigachat.auth.scope=" + VALUE,
					"spring.ai.gigachat.chat.options.temperature=1", "spring.ai.retry.max-attempts=3")
			.run((context) -> assertThat(context).hasNotFailed());

		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void oneModelOfThisProviderIsEnough(CapturedOutput output) {
		runner()
			.withPropertyValues("spring.ai.model.chat=openai", "spring.ai.model.embedding=gigachat",
					"spring.ai.model.image=openai", "spring.ai.gigachat.embedding.options.model=Embeddings-2")
			.run((context) -> assertThat(context).hasNotFailed());

		assertThat(lines(output)).hasSize(1);
	}

	@Test
	void aLazyApplicationIsWarnedAtItsStart(CapturedOutput output) {
		runner()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("spring.ai.gigachat.auth.scope=" + VALUE)
			.run((context) -> assertThat(lines(output)).hasSize(1));
	}

	private static void start(String... properties) {
		runner().withPropertyValues(properties).run((context) -> assertThat(context).hasNotFailed());
	}

	private static ApplicationContextRunner runner() {
		return Runners.application().withPropertyValues("spring.ai.gigachat.auth-type=none");
	}

	private static ApplicationContextRunner withVariables(Map<String, Object> variables) {
		return Runners.application()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								variables)));
	}

	/** Returns the lines of the only warning, which shows no value. */
	private static List<String> lines(CapturedOutput output) {
		assertThat(output.getOut()).containsOnlyOnce(WARNING).doesNotContain(VALUE);
		Stream<String> behind = Arrays.stream(output.getOut().split(WARNING, -1)[1].split("\\R", -1)).skip(1);
		return behind.takeWhile((line) -> line.startsWith("  ")).map(String::strip).toList();
	}

}
