package io.github.gigachat.spring.boot.autoconfigure;

import java.util.Locale;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code spring.ai.model.embedding} and the credentials select the embedding
 * model of an application with several starters.
 */
class EmbeddingSwitchTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = gigachat.emulator();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withUserConfiguration(ProviderSwitchTests.Application.class)
		.withPropertyValues("spring.ai.openai.api-key=not-used",
				"spring.ai.gigachat.base-url=" + this.emulator.baseUrl(),
				"spring.ai.gigachat.auth-url=" + this.emulator.authUrl());

	private final ApplicationContextRunner chatOfAnother = this.application
		.withPropertyValues("spring.ai.model.chat=openai");

	@ParameterizedTest
	@ValueSource(strings = { "gigachat", "GigaChat" })
	void gigachatSelectsThisProviderBesideAnothersChatModel(String value) {
		this.chatOfAnother
			.withPropertyValues("spring.ai.model.embedding=" + value,
					"spring.ai.gigachat.api-key=" + this.emulator.apiKey())
			.run((context) -> {
				assertThat(context).hasSingleBean(EmbeddingModel.class)
					.hasSingleBean(GigaChatEmbeddingModel.class)
					.hasSingleBean(OpenAiChatModel.class)
					.doesNotHaveBean(GigaChatModel.class);
				assertThat(context.getBean(EmbeddingModel.class).embed("hello")).hasSize(1024);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai", "none", "gigachat2" })
	void anyOtherValueDisablesThisProviderEvenWithCredentials(String value) {
		this.application.withPropertyValues("spring.ai.model.chat=gigachat", "spring.ai.model.embedding=" + value,
				"spring.ai.gigachat.api-key=" + this.emulator.apiKey(), "spring.ai.gigachat.embedding.batch-size=many")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(GigaChatModel.class)
				.doesNotHaveBean(GigaChatEmbeddingModel.class));
	}

	@Test
	void createsNoModelWithoutThePropertyAndCredentials() {
		this.chatOfAnother.run((context) -> {
			assertThat(context).hasSingleBean(OpenAiEmbeddingModel.class);
			assertNothingOfOurs(context);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-key=", "api-key= ", "auth-type=auto", "auth-type=", "scope=GIGACHAT_API_CORP",
			"chat.model=GigaChat-2-Max" })
	void blankKeysAndOtherPropertiesAreNoCredentials(String property) {
		this.chatOfAnother.withPropertyValues("spring.ai.gigachat." + property)
			.run(EmbeddingSwitchTests::assertNothingOfOurs);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "api-key=dTpw", "apiKey=dTpw", "client-id=id", "client-secret=secret-MARKER", "username=user",
					"password=password-MARKER", "access-token=token-MARKER", "auth-type=none", "auth-type=NONE" })
	void credentialsEnableTheModelWithoutTheProperty(String property) {
		this.chatOfAnother.withPropertyValues("spring.ai.gigachat." + property)
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(
					(beans) -> assertThat(beans.getBeanNamesForType(EmbeddingModel.class, true, false))
						.contains("gigaChatEmbeddingModel")))
			.run((context) -> {
				// half of a pair is an error, which must be reported
				boolean half = property.matches("(client-id|client-secret|username|password)=.*");
				assertThat(context.getStartupFailure() != null).isEqualTo(half);
			});
	}

	@Test
	void aCredentialsBeanEnablesTheModelWithoutTheProperty() {
		this.chatOfAnother
			.withBean(GigaChatCredentials.class, () -> GigaChatCredentials.authorizationKey(this.emulator.apiKey()))
			.run((context) -> assertThat(context.getBean(GigaChatEmbeddingModel.class).embed("hello")).hasSize(1024));
	}

	@Test
	void aConnectionBeanEnablesTheModelWithoutTheProperty() {
		this.chatOfAnother.withBean(GigaChatConnectionDetails.class, () -> new EmulatorConnection(this.emulator))
			.run((context) -> assertThat(context.getBean(GigaChatEmbeddingModel.class).embed("hello")).hasSize(1024));
	}

	@Test
	void anApplicationWithItsOwnModelNeedsNoKey() {
		try (GigaChatApi api = GigaChatApi.builder().credentials(GigaChatCredentials.token("not-used")).build()) {
			this.application.withBean(GigaChatModel.class, () -> GigaChatModel.builder().api(api).build())
				.run((context) -> assertThat(context).hasNotFailed()
					.hasSingleBean(GigaChatModel.class)
					.doesNotHaveBean(GigaChatEmbeddingModel.class));
		}
	}

	@Test
	void anApplicationWithSeveralApisSelectsOneItself() {
		this.chatOfAnother.withPropertyValues("spring.ai.gigachat.auth-type=none")
			.withBean("one", GigaChatApi.class, EmbeddingSwitchTests::api)
			.withBean("two", GigaChatApi.class, EmbeddingSwitchTests::api)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GigaChatEmbeddingModel.class));
		this.chatOfAnother.withPropertyValues("spring.ai.gigachat.auth-type=none")
			.withBean("one", GigaChatApi.class, EmbeddingSwitchTests::api)
			.withBean("two", GigaChatApi.class, EmbeddingSwitchTests::api, (definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(context).hasSingleBean(GigaChatEmbeddingModel.class));
	}

	private static GigaChatApi api() {
		return GigaChatApi.builder().credentials(GigaChatCredentials.none()).build();
	}

	@Test
	void theFailureWithoutCredentialsNamesTheProperty() {
		this.chatOfAnother.withPropertyValues("spring.ai.model.embedding=gigachat")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidGigaChatConfigurationException.class)
				.hasMessageContaining("spring.ai.model.embedding for embeddings"));
	}

	private static void assertNothingOfOurs(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		// secrets are masked whichever provider is selected
		assertThat(context.getBeanDefinitionNames()).filteredOn((name) -> !name.contains("Sanitiz"))
			.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("gigachat"));
	}

}
