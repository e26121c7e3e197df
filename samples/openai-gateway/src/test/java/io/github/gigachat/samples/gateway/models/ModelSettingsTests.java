package io.github.gigachat.samples.gateway.models;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.gigachat.samples.gateway.GatewayApplication;
import io.github.gigachat.samples.gateway.InvalidSettingsException;
import io.github.gigachat.samples.gateway.InvalidSettingsFailureAnalyzer;
import io.github.gigachat.samples.gateway.NamePattern;
import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatApiAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatChatAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatConnectionsAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatEmbeddingAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/**
 * Tests the settings of models, aliases and connections, and the start failures of wrong
 * ones.
 */
@ExtendWith(OutputCaptureExtension.class)
class ModelSettingsTests {

	private static final String GATEWAY = "gigachat.gateway.";

	/** Nothing listens there, and nothing is sent at the start. */
	private static final String NOWHERE = "http://127.0.0.1:1/v1";

	private final ApplicationContextRunner gateway = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(GigaChatApiAutoConfiguration.class,
				GigaChatChatAutoConfiguration.class, GigaChatEmbeddingAutoConfiguration.class,
				GigaChatConnectionsAutoConfiguration.class, ToolCallingAutoConfiguration.class,
				SslAutoConfiguration.class, HttpClientAutoConfiguration.class))
		.withUserConfiguration(Models.class)
		.withPropertyValues("spring.ai.gigachat.connections.branch.base-url=" + NOWHERE,
				"spring.ai.gigachat.connections.branch.auth-type=none");

	private final ApplicationContextRunner withDefault = this.gateway
		.withPropertyValues("spring.ai.gigachat.base-url=" + NOWHERE, "spring.ai.gigachat.auth-type=none");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = {
			"aliases[0].model=GigaChat-2 | aliases[0].name | missing or blank",
			"aliases[0].name= ; aliases[0].model=x | aliases[0].name | missing or blank",
			"aliases[0].name=mine | aliases[0].model | 'mine' has no model",
			"aliases[0].name=gigachat ; aliases[0].upstream=branch | aliases[0].model | 'gigachat' has no model",
			"aliases[0].name=a ; aliases[0].model=x ; aliases[1].name=A ; aliases[1].model=y "
					+ "| aliases[1].name | 'A' is that of gigachat.gateway.aliases[0]",
			"aliases[0].name=a ; aliases[0].model=x ; aliases[0].upstream=nowhere "
					+ "| aliases[0].upstream | connection 'nowhere', which does not exist",
			"aliases[0].name=a ; aliases[0].model=a | aliases[0] | a -> a",
			"aliases[0].name=x ; aliases[0].model=y ; aliases[1].name=a ; aliases[1].model=b ; "
					+ "aliases[2].name=b ; aliases[2].model=a | aliases[1] | a -> b -> a",
			"aliases[0].name=GigaChat-2 ; aliases[0].model=gigachat "
					+ "| aliases[0] | GigaChat-2 -> gigachat -> GigaChat-2",
			"aliases[0].name=a ; aliases[0].model=x ; aliases[0].options.temperature=3 "
					+ "| aliases[0].options.temperature | outside its range",
			"aliases[0].name=a ; aliases[0].model=x ; aliases[0].options.reasoning-effort=huge "
					+ "| aliases[0].options.reasoning-effort | outside its range",
			"aliases[0].name=a ; aliases[0].model=x ; aliases[0].options.max-tokens=0 "
					+ "| aliases[0].options.max-tokens | outside its range",
			"upstreams.nowhere.suffix=-x | upstreams.nowhere | no connection 'nowhere'",
			"upstreams.default.suffix=-x ; upstreams.branch.suffix=-X | upstreams.branch.suffix | 'default', too",
			"models[0].max-tokens=5 | models[0].name | missing or blank",
			"models[0].name=a ; models[0].max-tokens=0 | models[0].max-tokens | less than 1",
			"models[0].name=a ; models[1].name=A | models[1].name | 'A' is that of another entry",
			"model-refresh-interval=999ms | model-refresh-interval | shorter than a second" })
	void aWrongSettingEndsTheStart(String properties, String property, String problem) {
		withDefault(properties).run((context) -> {
			FailureAnalysis analysis = analysis(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(GATEWAY + property + ": ").contains(problem);
			assertThat(analysis.getAction()).isNotBlank().endsWith(".");
		});
	}

	@Test
	void theStartFailureIsExplained(CapturedOutput output) {
		assertThatThrownBy(() -> SpringApplication.run(GatewayApplication.class, "--server.port=0",
				"--spring.ai.gigachat.auth-type=none", "--spring.ai.gigachat.base-url=" + NOWHERE,
				"--gigachat.gateway.aliases[0].name=mine", "--gigachat.gateway.aliases[0].model=x",
				"--gigachat.gateway.aliases[0].upstream=nowhere"))
			.hasRootCauseInstanceOf(InvalidSettingsException.class);

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("gigachat.gateway.aliases[0].upstream: the alias 'mine' names the connection 'nowhere'")
			.contains("Use one of the connections default");
	}

	@Test
	void builtInAliasesAreRemovedOneByOne() {
		withDefault("aliases[0].name=GPT-4o* ; aliases[1].name=gigachat").run((context) -> {
			ModelAliases aliases = context.getBean(ModelAliases.class);
			assertThat(aliases.find(List.of("gpt-4o"))).isNull();
			assertThat(aliases.find(List.of("gigachat"))).isNull();
			assertThat(aliases.find(List.of("gpt-4.1"))).isNotNull();
		});
	}

	@Test
	void allBuiltInAliasesAreRemoved() {
		withDefault(
				"remove-built-in-aliases=true ; aliases[0].name=mine ; aliases[0].model=x ; aliases[1].name=gigachat")
			.run((context) -> {
				ModelAliases aliases = context.getBean(ModelAliases.class);
				assertThat(aliases.names()).extracting(ModelAlias::name).containsExactly("mine");
				assertThat(aliases.find(List.of("gpt-4o"))).isNull();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "gigachat", "gigachat-pro", "gigachat-max", "gpt-4o", "gpt-4.1-mini", "o3-mini",
			"text-embedding-3-small", "claude-sonnet-4-5" })
	void aBuiltInAliasIsChanged(String name) {
		String alias = BuiltInAliases.ALL.stream()
			.map(GatewayProperties.Alias::name)
			.filter((pattern) -> new NamePattern(pattern).matches(name))
			.findFirst()
			.orElseThrow();

		withDefault("aliases[0].name=" + alias + " ; aliases[0].model=Mine").run((context) -> {
			ModelAliases.Match match = context.getBean(ModelAliases.class).find(List.of(name));
			assertThat(Objects.requireNonNull(match).alias().model()).isEqualTo("Mine");
		});
	}

	@Test
	void anAliasMayDifferFromItsModelInCaseOnly() {
		withDefault("aliases[0].name=gigachat-max ; aliases[0].model=GigaChat-Max").run((context) -> {
			ModelAliases.Match match = context.getBean(ModelAliases.class).find(List.of("gigachat-max"));
			assertThat(Objects.requireNonNull(match).alias().model()).isEqualTo("GigaChat-Max");
		});
	}

	@Test
	void theFirstNamedConnectionReplacesAMissingDefaultOne(CapturedOutput output) {
		this.gateway.withPropertyValues("spring.ai.model.chat=none").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output.getOut().lines().filter((line) -> line.contains("is not used"))).singleElement(STRING)
				.contains("WARN", "The connection 'default' is not used: ", "has no credentials");
			List<ModelTarget> targets = context.getBean(ModelResolver.class).resolve("GigaChat-2");
			assertThat(targets).extracting((target) -> target.upstream().name()).containsExactly("branch");
		});
	}

	@Test
	void knownModelsHaveProperties() {
		withDefault("models[0].name=gigachat-2-reasoning ; models[1].name=Mine ; models[1].reasoning=true")
			.run((context) -> {
				ModelProfiles profiles = context.getBean(ModelProfiles.class);
				assertThat(profiles.of("GigaChat-2-Reasoning").reasoning()).as("replaced").isFalse();
				assertThat(profiles.of("GigaChat-3.5-Ultra-Reasoning").reasoning()).as("built in").isTrue();
				assertThat(profiles.of("mine").reasoning()).isTrue();
				assertThat(profiles.of("GigaChat-2").reasoning()).isFalse();
			});
	}

	private ApplicationContextRunner withDefault(String properties) {
		return this.withDefault.withPropertyValues(Stream.of(properties.split(" ; "))
			.map((property) -> GATEWAY + property.strip())
			.toArray(String[]::new));
	}

	private static FailureAnalysis analysis(Throwable failure) {
		assertThat(failure).isNotNull();
		return Objects.requireNonNull(new InvalidSettingsFailureAnalyzer().analyze(failure));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(GatewayProperties.class)
	@Import({ Upstreams.class, ModelAliases.class, ModelProfiles.class, ModelRefresh.class, ModelResolver.class })
	static class Models {

	}

}
