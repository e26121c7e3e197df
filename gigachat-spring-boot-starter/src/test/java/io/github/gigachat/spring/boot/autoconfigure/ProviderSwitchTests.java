package io.github.gigachat.spring.boot.autoconfigure;

import java.util.Locale;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatChatProperties;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that {@code spring.ai.model.chat} selects the chat model of an application with
 * the starters of GigaChat, OpenAI and Ollama.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class ProviderSwitchTests {

	// OpenAI's other models need the key whichever chat model is selected
	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.ai.openai.api-key=not-used");

	@Test
	void gigachatSelectsThisProvider(GigaChatEmulator emulator) {
		emulator.onUserMessage("hello").reply("from GigaChat");
		this.application
			.withPropertyValues("spring.ai.model.chat=gigachat", "spring.ai.gigachat.base-url=" + emulator.baseUrl(),
					"spring.ai.gigachat.auth-url=" + emulator.authUrl(),
					"spring.ai.gigachat.api-key=" + emulator.apiKey())
			.run((context) -> {
				assertThat(context).hasSingleBean(ChatModel.class).hasSingleBean(GigaChatModel.class);
				assertThat(Runners.ask(context, "hello")).isEqualTo("from GigaChat");
			});
	}

	@Test
	void openaiSelectsOpenAiAndDisablesThisProvider() {
		this.application.withPropertyValues("spring.ai.model.chat=openai").run((context) -> {
			assertThat(context).hasSingleBean(ChatModel.class).hasSingleBean(OpenAiChatModel.class);
			assertThat(context.getBean(ChatClient.Builder.class)).isNotNull();
			assertNothingOfOurs(context);
		});
	}

	@Test
	void ollamaSelectsOllamaAndDisablesThisProvider() {
		this.application.withPropertyValues("spring.ai.model.chat=ollama").run((context) -> {
			assertThat(context).hasSingleBean(ChatModel.class).hasSingleBean(OllamaChatModel.class);
			assertThat(context.getBean(ChatClient.Builder.class)).isNotNull();
			assertNothingOfOurs(context);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "gigachat2" })
	void anyOtherValueDisablesThisProviderEvenWithInvalidProperties(String value) {
		this.application
			.withPropertyValues("spring.ai.model.chat=" + value, "spring.ai.gigachat.auth-type=no such type",
					"spring.ai.gigachat.redirects=follow", "spring.ai.gigachat.chat.temperature=hot")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ChatModel.class);
				assertNothingOfOurs(context);
			});
	}

	@Test
	void allProvidersAreEnabledWithoutThePropertyAndTheClientNeedsAChoice() {
		this.application.withPropertyValues("spring.ai.gigachat.auth-type=none").run((context) -> {
			assertThat(context.getBeansOfType(ChatModel.class).values())
				.extracting((model) -> (Object) model.getClass())
				.containsExactlyInAnyOrder(GigaChatModel.class, OpenAiChatModel.class, OllamaChatModel.class);
			assertThatThrownBy(() -> context.getBean(ChatClient.Builder.class))
				.hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class);
		});
	}

	@Test
	void theFailureWithoutCredentialsNamesTheProperty() {
		this.application.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(InvalidGigaChatConfigurationException.class)
			.hasMessageContaining("To use another provider, name it in spring.ai.model.chat"));
	}

	private static void assertNothingOfOurs(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed()
			.doesNotHaveBean(GigaChatModel.class)
			.doesNotHaveBean(GigaChatApi.class)
			.doesNotHaveBean(GigaChatConnectionDetails.class)
			.doesNotHaveBean(GigaChatProperties.class)
			.doesNotHaveBean(GigaChatChatProperties.class);
		// secrets are masked whichever provider is selected
		assertThat(context.getBeanDefinitionNames()).filteredOn((name) -> !name.contains("Saniti"))
			.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("gigachat"));
	}

	/**
	 * An application with the starters.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
