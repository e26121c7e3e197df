package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of an application with three properties and an injected
 * {@code ChatClient.Builder}.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class ChatAutoConfigurationTests {

	private static GigaChatEmulator emulator;

	@BeforeAll
	static void start(GigaChatEmulator running) {
		emulator = running;
	}

	@Test
	void aCallIsAnswered() {
		emulator.onUserMessage("Кто ты?").reply("Я эмулятор.");
		Runners.applicationOf(emulator).run((context) -> {
			assertThat(Runners.ask(context, "Привет! Кто ты?")).isEqualTo("Я эмулятор.");
			assertThat(emulator.lastChatRequest().chat().model()).isEqualTo(GigaChatModel.DEFAULT_MODEL);
			assertThat(emulator.tokenRequests()).singleElement()
				.satisfies((request) -> assertThat(request.header("Authorization"))
					.isEqualTo("Basic " + emulator.apiKey()))
				.satisfies((request) -> assertThat(request.body()).isEqualTo("scope=GIGACHAT_API_PERS"));
		});
	}

	@Test
	void aStreamIsAnsweredInChunks() {
		emulator.onUserMessage("считай").replyInChunks("раз, ", "два, ", "три");
		Runners.applicationOf(emulator).run((context) -> {
			List<String> chunks = Runners.chatClient(context)
				.prompt("считай")
				.stream()
				.content()
				.collectList()
				.block(Duration.ofSeconds(20));
			assertThat(chunks).containsSubsequence("раз, ", "два, ", "три");
		});
	}

	@Test
	void aToolIsCalled() {
		emulator.onUserMessage("погода").callFunction("temperatureIn", Map.of("city", "Тула"));
		emulator.onFunctionResult("temperatureIn").reply("В Туле 7 градусов.");
		Runners.applicationOf(emulator).run((context) -> {
			Thermometer thermometer = new Thermometer();
			String answer = Runners.chatClient(context)
				.prompt("Какая погода в Туле?")
				.tools(thermometer)
				.call()
				.content();
			assertThat(answer).isEqualTo("В Туле 7 градусов.");
			assertThat(thermometer.asked).isEqualTo("Тула");
		});
	}

	@Test
	void theOptionsOfThePropertiesAreSent() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.chat.model=GigaChat-2-Max",
					"spring.ai.gigachat.chat.temperature=0.5", "spring.ai.gigachat.chat.top-p=0.25",
					"spring.ai.gigachat.chat.max-tokens=7", "spring.ai.gigachat.chat.repetition-penalty=1.5",
					"spring.ai.gigachat.chat.update-interval=0.75", "spring.ai.gigachat.chat.profanity-check=true",
					"spring.ai.gigachat.chat.reasoning-effort=low", "spring.ai.gigachat.chat.function-call=none",
					"spring.ai.gigachat.scope=GIGACHAT_API_PERS")
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(emulator.lastChatRequest().body()).contains("\"model\":\"GigaChat-2-Max\"",
						"\"temperature\":0.5", "\"top_p\":0.25", "\"max_tokens\":7", "\"repetition_penalty\":1.5",
						"\"update_interval\":0.75", "\"profanity_check\":true", "\"reasoning_effort\":\"low\"",
						"\"function_call\":\"none\"");
			});
	}

	@Test
	void sharedOptionsOfAnotherProviderAreTaken() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.chat.model=GigaChat-2-Pro")
			.run((context) -> {
				GigaChatModel model = context.getBean(GigaChatModel.class);
				List<ChatOptions> options = List.of(OpenAiChatOptions.builder().temperature(0.5).build(),
						OllamaChatOptions.builder().model("mistral").temperature(0.5).build());
				for (ChatOptions foreign : options) {
					model.call(new Prompt("hello", foreign));
					assertThat(emulator.lastChatRequest().body()).contains("\"model\":\"GigaChat-2-Pro\"",
							"\"temperature\":0.5");
				}
				model.call(new Prompt("hello", ChatOptions.builder().model("GigaChat-2-Max").build()));
				assertThat(emulator.lastChatRequest().body()).contains("\"model\":\"GigaChat-2-Max\"");
			});
	}

	@Test
	void headersAreSentToEveryEndpointOfTheSameOriginUnlessBlank() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.headers.X-Client-ID=payments",
					"spring.ai.gigachat.headers.X-Trace=")
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(emulator.requests()).hasSize(2).allSatisfy((request) -> {
					assertThat(request.header("X-Client-ID")).isEqualTo("payments");
					assertThat(request.headers()).doesNotContainKey("X-Trace");
				});
			});
	}

	@Test
	void headersAreNotSentToATokenEndpointElsewhere() {
		try (GigaChatEmulator other = GigaChatEmulator.start()) {
			Runners.applicationOf(emulator)
				.withPropertyValues("spring.ai.gigachat.headers.X-Client-ID=payments",
						"spring.ai.gigachat.auth-url=" + other.authUrl())
				.run((context) -> {
					// only the sent requests matter; this emulator refuses the token of
					// the other one
					assertThatThrownBy(() -> Runners.ask(context, "hello"))
						.isInstanceOf(GigaChatNonTransientException.class);
					assertThat(other.tokenRequests()).isNotEmpty()
						.allSatisfy((request) -> assertThat(request.header("X-Client-ID")).isNull());
					assertThat(emulator.requests()).isNotEmpty()
						.allSatisfy((request) -> assertThat(request.header("X-Client-ID")).isEqualTo("payments"));
				});
		}
	}

	@Test
	void theApplicationsJsonSettingsDoNotReachTheWire() {
		emulator.onUserMessage("hello").reply("hi");
		Runners.applicationOf(emulator)
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withPropertyValues("spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE",
					"spring.jackson.default-property-inclusion=always",
					"spring.jackson.serialization.wrap-root-value=true",
					"spring.jackson.serialization.indent-output=true",
					"spring.jackson.deserialization.unwrap-root-value=true",
					"spring.jackson.deserialization.fail-on-unknown-properties=true")
			.run((context) -> {
				assertThat(Runners.ask(context, "hello")).isEqualTo("hi");
				assertThat(emulator.lastChatRequest().body()).startsWith("{\"model\":\"GigaChat-2\"")
					.doesNotContain("null", "\n");
			});
	}

	@Test
	void blankValuesCountAsAbsent() {
		emulator.onUserMessage("hello").reply("hi");
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.auth-type=", "spring.ai.gigachat.client-id=",
					"spring.ai.gigachat.client-secret= ", "spring.ai.gigachat.username=",
					"spring.ai.gigachat.password=", "spring.ai.gigachat.access-token=  ", "spring.ai.gigachat.scope=",
					"spring.ai.gigachat.redirects=", "spring.ai.gigachat.cookie-handling=",
					"spring.ai.gigachat.connect-timeout=", "spring.ai.gigachat.read-timeout=",
					"spring.ai.gigachat.call-timeout=", "spring.ai.gigachat.token.wait-timeout=",
					"spring.ai.gigachat.token.refresh-ahead=", "spring.ai.gigachat.retry.max-attempts=",
					"spring.ai.gigachat.retry.initial-interval=", "spring.ai.gigachat.retry.multiplier=",
					"spring.ai.gigachat.retry.max-interval=", "spring.ai.gigachat.retry.max-retry-after=",
					"spring.ai.gigachat.retry.after-timeout=", "spring.ai.gigachat.max-response-size=",
					"spring.ai.gigachat.ssl.bundle=", "spring.ai.gigachat.ssl.russian-root-ca=",
					"spring.ai.gigachat.ssl.ca-certificate=", "spring.ai.gigachat.ssl.verify=",
					"spring.ai.gigachat.chat.model=", "spring.ai.gigachat.chat.temperature=",
					"spring.ai.gigachat.chat.top-p=", "spring.ai.gigachat.chat.max-tokens=",
					"spring.ai.gigachat.chat.repetition-penalty=", "spring.ai.gigachat.chat.update-interval=",
					"spring.ai.gigachat.chat.profanity-check=", "spring.ai.gigachat.chat.reasoning-effort=",
					"spring.ai.gigachat.chat.function-call=", "spring.ai.gigachat.chat.function-schema=",
					"spring.ai.gigachat.chat.later-system-messages=", "spring.ai.gigachat.chat.structured-output=",
					"spring.ai.gigachat.chat.structured-output-strict=")
			.run((context) -> {
				assertThat(Runners.ask(context, "hello")).isEqualTo("hi");
				assertThat(emulator.lastChatRequest().body())
					.isEqualTo("{\"model\":\"GigaChat-2\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
			});
	}

	/**
	 * A tool of the application.
	 */
	static final class Thermometer {

		private String asked = "";

		@Tool(description = "The temperature in a city")
		int temperatureIn(String city) {
			this.asked = city;
			return 7;
		}

	}

}
