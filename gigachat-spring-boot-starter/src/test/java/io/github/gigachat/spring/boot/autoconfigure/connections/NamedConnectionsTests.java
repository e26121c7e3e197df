package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.autoconfigure.EmulatorConnection;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatConnectionsAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.Runners;
import io.github.gigachat.spring.boot.autoconfigure.connections.Installations.Way;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that each connection sends its requests to its own installation, with its own
 * values and those of the default connection behind them.
 */
@Timeout(60)
class NamedConnectionsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension one = new GigaChatEmulatorExtension();

	@RegisterExtension
	static final GigaChatEmulatorExtension other = GigaChatEmulatorExtension
		.with((builder) -> builder.user(Installations.USER, Installations.PASSWORD));

	private final GigaChatEmulator first = one.emulator();

	private final GigaChatEmulator second = other.emulator();

	@ParameterizedTest
	@EnumSource
	void eachConnectionCallsItsOwnInstallationWithItsOwnCredentials(Way way) {
		Installations.of(this.first, this.second)
			.withPropertyValues("spring.ai.gigachat.headers.X-Client=first",
					Installations.PREFIX + "headers.X-Team=ours")
			.run((context) -> {
				GigaChatConnections connections = Installations.connections(context);

				way.ask(connections.chatModel("second"), "hello");
				assertThat(this.first.requests()).isEmpty();
				assertThat(this.second.tokenRequests()).singleElement()
					.satisfies((request) -> assertThat(request.header("Authorization")).startsWith("Basic "));
				RecordedRequest ofSecond = this.second.lastChatRequest();
				assertThat(ofSecond.header("X-Team")).isEqualTo("ours");
				assertThat(ofSecond.header("X-Client")).isNull();

				way.ask(connections.chatModel("default"), "hello");
				assertThat(this.second.chatRequests()).hasSize(1);
				assertThat(this.first.lastChatRequest().header("X-Client")).isEqualTo("first");
				assertThat(this.first.lastChatRequest().header("Authorization"))
					.isNotEqualTo(ofSecond.header("Authorization"));
			});
	}

	@ParameterizedTest
	@EnumSource
	void chatsOfV2GoToTheInstallationOfTheConnection(Way way) {
		Installations.of(this.first, this.second)
			.withPropertyValues("spring.ai.gigachat.chat.api=v2",
					"spring.ai.gigachat.chat.v2-url=" + this.first.v2Url())
			.run((context) -> {
				way.ask(Installations.connections(context).chatModel("second"), "hello");

				assertThat(this.second.lastChatRequest().path()).contains("/v2/");
				assertThat(this.first.requests()).isEmpty();
			});
	}

	@ParameterizedTest
	@EnumSource
	void aConnectionWithOnlyABaseUrlAsksNoTokenEndpointOfTheDefaultOne(Way way) {
		Installations.of(this.first)
			.withPropertyValues(Installations.second("base-url=" + this.second.baseUrl(),
					"username=" + Installations.USER, "password=" + Installations.PASSWORD))
			.run((context) -> {
				way.ask(Installations.connections(context).chatModel("second"), "hello");

				assertThat(this.second.tokenRequests()).hasSize(1);
				assertThat(this.first.requests()).isEmpty();
			});
	}

	@Test
	void embeddingsAndTheApiAreThoseOfTheConnection() {
		Installations.of(this.first, this.second)
			.withPropertyValues("spring.ai.gigachat.embedding.model=EmbeddingsGigaR",
					Installations.PREFIX + "embedding.batch-size=1")
			.run((context) -> {
				GigaChatConnections connections = Installations.connections(context);
				connections.embeddingModel("second").embed(List.of("one", "two"));
				connections.api("second").models();

				assertThat(this.second.embeddingRequests()).hasSize(2)
					.allSatisfy((request) -> assertThat(request.body()).contains("EmbeddingsGigaR"));
				assertThat(this.first.requests()).isEmpty();
			});
	}

	@Test
	void optionsFallBackOneByOne() {
		Installations.of(this.first, this.second)
			.withPropertyValues("spring.ai.gigachat.chat.model=GigaChat-2-Pro", "spring.ai.gigachat.chat.max-tokens=17",
					Installations.PREFIX + "chat.model=GigaChat-2-Max", Installations.PREFIX + "chat.top-p=0.5",
					Installations.PREFIX + "chat.max-tokens=${NOBODY_HAS_THIS:}")
			.run((context) -> {
				GigaChatConnections connections = Installations.connections(context);
				Way.CALL.ask(connections.chatModel("second"), "hello");
				Way.CALL.ask(connections.chatModel("default"), "hello");

				assertThat(this.second.lastChatRequest().body()).contains("\"GigaChat-2-Max\"", "\"max_tokens\":17",
						"\"top_p\":0.5");
				assertThat(this.first.lastChatRequest().body()).contains("\"GigaChat-2-Pro\"", "\"max_tokens\":17")
					.doesNotContain("top_p");
			});
	}

	@Test
	void limitsRetryAndTimeoutsFallBackToo() {
		this.second.onUserMessage("broken").fail(500);
		Installations.of(this.first, this.second)
			.withPropertyValues("spring.ai.gigachat.retry.max-attempts=2",
					"spring.ai.gigachat.retry.initial-interval=1ms", "spring.ai.gigachat.max-concurrent-requests=3",
					"spring.ai.gigachat.read-timeout=7s", Installations.PREFIX + "max-concurrent-requests=4",
					Installations.PREFIX + "call-timeout=8s")
			.run((context) -> {
				GigaChatApi api = Installations.connections(context).api("second");
				assertThat(api.requestLimit().limit()).isEqualTo(4);
				assertThat(api.settings().readTimeout()).hasSeconds(7);
				assertThat(api.settings().callTimeout()).hasSeconds(8);
				assertThatThrownBy(() -> Way.CALL.ask(Installations.connections(context).chatModel("second"), "broken"))
					.isInstanceOfSatisfying(GigaChatFailure.class,
							(failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.SERVER));
				assertThat(this.second.chatRequests()).hasSize(2);
			});
	}

	@Test
	void aConnectionWithoutUrlsAndCredentialsHasThoseOfTheDefaultOne() {
		Installations.of(this.first)
			.withPropertyValues("spring.ai.gigachat.headers.X-Client=first",
					Installations.PREFIX + "chat.model=GigaChat-2-Max")
			.run((context) -> {
				Way.CALL.ask(Installations.connections(context).chatModel("second"), "hello");

				assertThat(this.first.lastChatRequest().header("X-Client")).isEqualTo("first");
				assertThat(this.first.lastChatRequest().body()).contains("\"GigaChat-2-Max\"");
			});
	}

	@Test
	void theBeansOfTheApplicationAreBehindAConnection() {
		Runners.application()
			.withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class))
			.withBean(EmulatorConnection.class, () -> new EmulatorConnection(this.first))
			.withPropertyValues(Installations.PREFIX + "chat.model=GigaChat-2-Max",
					"spring.ai.gigachat.connections.third.access-token=own")
			.run((context) -> {
				GigaChatConnections connections = Installations.connections(context);
				Way.CALL.ask(connections.chatModel("second"), "hello");
				assertThat(this.first.lastChatRequest().body()).contains("\"GigaChat-2-Max\"");

				assertThat(connections.api("third").settings().baseUrl()).isEqualTo(this.first.baseUrl());
				assertThat(connections.api("third").settings().authType()).isEqualTo("token");
			});
	}

	@Test
	void aCredentialsBeanIsThatOfTheDefaultConnection() {
		Runners.applicationAt(this.first)
			.withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class))
			.withBean(GigaChatCredentials.class, () -> GigaChatCredentials.authorizationKey(this.first.apiKey()))
			.withPropertyValues(Installations.second("base-url=" + this.second.baseUrl(),
					"auth-url=" + Installations.tokenUrl(this.second), "username=" + Installations.USER,
					"password=" + Installations.PASSWORD))
			.withPropertyValues("spring.ai.gigachat.connections.third.chat.model=GigaChat-2-Max")
			.run((context) -> {
				GigaChatConnections connections = Installations.connections(context);
				assertThat(connections.api("second").settings().authType()).isEqualTo("password");
				assertThat(connections.api("third").settings().authType()).isEqualTo("oauth");
			});
	}

	@Test
	void theNamesAreThoseOfThePropertiesAfterTheDefault() {
		Installations.of(this.first)
			.withPropertyValues("spring.ai.gigachat.connections.west.chat.model=GigaChat-2-Max",
					"spring.ai.gigachat.connections.my-own.chat.model=GigaChat-2-Max",
					"spring.ai.gigachat.connections.myOwn.chat.top-p=0.5")
			.run((context) -> assertThat(Installations.connections(context).names()).containsExactly("default", "west",
					"my-own"));
	}

	@Test
	void thereIsAlwaysADefaultConnection() {
		Installations.of(this.first).run((context) -> {
			GigaChatConnections connections = Installations.connections(context);
			assertThat(connections.names()).containsExactly("default");
			assertThat(connections.api("default")).isSameAs(context.getBean(GigaChatApi.class));
			assertThat(connections.chatModel("default")).isSameAs(context.getBean(GigaChatModel.class));
			assertThat(connections.embeddingModel("default")).isSameAs(context.getBean(GigaChatEmbeddingModel.class));
		});
	}

	@Test
	void anUnknownNameListsTheKnownOnes() {
		Installations.of(this.first, this.second).run((context) -> {
			GigaChatConnections connections = Installations.connections(context);
			assertThatIllegalArgumentException().isThrownBy(() -> connections.chatModel("secnd"))
				.withMessage("GigaChat has no connection 'secnd'; known connections: default, second. Others are"
						+ " configured by spring.ai.gigachat.connections.<name>.*");
			assertThatIllegalArgumentException().isThrownBy(() -> connections.api("secnd"))
				.withMessageContaining("default, second");
			assertThatIllegalArgumentException().isThrownBy(() -> connections.embeddingModel("secnd"))
				.withMessageContaining("default, second");
		});
	}

	@Test
	void namedModelsAreNoBeans() {
		Installations.of(this.first, this.second)
			.run((context) -> assertThat(context).hasSingleBean(GigaChatModel.class)
				.hasSingleBean(GigaChatApi.class)
				.hasSingleBean(GigaChatEmbeddingModel.class));
	}

	@Test
	void anotherProviderOfTheBeansLeavesTheNamedModels() {
		Installations.of(this.first, this.second)
			.withPropertyValues("spring.ai.model.chat=openai", "spring.ai.model.embedding=openai",
					"spring.ai.model.image=openai")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(GigaChatModel.class).doesNotHaveBean(GigaChatEmbeddingModel.class);
				GigaChatConnections connections = Installations.connections(context);
				Way.CALL.ask(connections.chatModel("second"), "hello");
				connections.embeddingModel("second").embed("hello");
				assertThat(this.second.chatRequests()).hasSize(1);
				assertThatIllegalStateException().isThrownBy(() -> connections.chatModel("default"))
					.withMessageContaining("GigaChatModel")
					.withMessageContaining("spring.ai.model.chat is openai");
				assertThatIllegalStateException().isThrownBy(() -> connections.embeddingModel("default"))
					.withMessageContaining("spring.ai.model.embedding is openai");
			});
	}

	@Test
	void anotherProviderNeedsNoCredentialsOfAConnection() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class))
			.withPropertyValues("spring.ai.model.chat=openai", Installations.PREFIX + "api-key=${NOBODY_HAS_THIS:}",
					Installations.PREFIX + "base-url=" + this.second.baseUrl())
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GigaChatConnections.class));
	}

	@Test
	void environmentVariablesConfigureAConnection() {
		Installations.of(this.first)
			.withInitializer((context) -> addVariables(context,
					Map.of("SPRING_AI_GIGACHAT_CONNECTIONS_SECOND_BASE_URL", this.second.baseUrl(),
							"SPRING_AI_GIGACHAT_CONNECTIONS_SECOND_AUTH_URL", Installations.tokenUrl(this.second),
							"SPRING_AI_GIGACHAT_CONNECTIONS_SECOND_USERNAME", Installations.USER,
							"SPRING_AI_GIGACHAT_CONNECTIONS_SECOND_PASSWORD", Installations.PASSWORD,
							"SPRING_AI_GIGACHAT_CONNECTIONS_MY_OWN_CHAT_TOP_P", "0.5")))
			.withPropertyValues("spring.ai.gigachat.connections.my-own.chat.model=GigaChat-2-Max")
			.run((context) -> {
				GigaChatConnections connections = Installations.connections(context);
				assertThat(connections.names()).containsExactlyInAnyOrder("default", "my-own", "second");
				Way.CALL.ask(connections.chatModel("second"), "hello");
				assertThat(this.second.chatRequests()).hasSize(1);
				assertThat(connections.chatModel("my-own").getOptions().getTopP()).isEqualTo(0.5);
			});
	}

	@Test
	void aVariableThatSetsNoPropertyEndsTheStart() {
		Installations.of(this.first)
			.withInitializer((context) -> addVariables(context,
					Map.of("SPRING_AI_GIGACHAT_CONNECTIONS_MY_OWN_BASE_URL", "https://MARKER.example/v1")))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidGigaChatConfigurationException.class)
				.hasMessageContaining("variable SPRING_AI_GIGACHAT_CONNECTIONS_MY_OWN_BASE_URL configures a"
						+ " connection 'my' of GigaChat")
				.hasMessageContaining("hyphen")
				.hasMessageNotContaining("MARKER"));
	}

	@Test
	void anApplicationWithOnlyNamedConnectionsNeedsNoDefaultOne() {
		Runners.application()
			.withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class))
			.withPropertyValues(Installations.second("base-url=" + this.second.baseUrl(),
					"username=" + Installations.USER, "password=" + Installations.PASSWORD))
			.withPropertyValues("spring.ai.model.chat=none")
			.run((context) -> {
				GigaChatConnections connections = Installations.connections(context);
				Way.CALL.ask(connections.chatModel("second"), "hello");
				assertThat(this.second.chatRequests()).hasSize(1);
				assertThatIllegalStateException().isThrownBy(() -> connections.api("default"))
					.withMessageContaining("The connection 'default' has no credentials");
			});
	}

	@Test
	void aConverterForPropertiesConvertsThoseOfAConnection() {
		Installations.of(this.first)
			.withBean(SpokenDuration.class, SpokenDuration::new)
			.withPropertyValues(Installations.PREFIX + "call-timeout=a while")
			.run((context) -> assertThat(Installations.connections(context).api("second").settings().callTimeout())
				.hasSeconds(77));
	}

	/**
	 * A conversion of the application.
	 */
	@ConfigurationPropertiesBinding
	static final class SpokenDuration implements Converter<String, Duration> {

		@Override
		public Duration convert(String source) {
			return source.equals("a while") ? Duration.ofSeconds(77) : DurationStyle.detectAndParse(source);
		}

	}

	private static void addVariables(ConfigurableApplicationContext context, Map<String, Object> variables) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
	}

}
