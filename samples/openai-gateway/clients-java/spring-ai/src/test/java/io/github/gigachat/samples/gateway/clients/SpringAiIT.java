package io.github.gigachat.samples.gateway.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls the gateway by Spring AI's OpenAI client.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.ai.openai.api-key=any", "spring.ai.openai.max-retries=0",
				"spring.ai.openai.chat.model=GigaChat-2", "spring.ai.openai.embedding.model=Embeddings",
				"spring.main.banner-mode=off", "logging.level.root=off" })
@Timeout(60)
class SpringAiIT {

	private static final RunningGateway gateway = RunningGateway.start();

	private final GigaChatEmulator gigachat = gateway.emulator();

	@Autowired
	EmbeddingModel embeddings;

	private ChatClient chat;

	@DynamicPropertySource
	static void connect(DynamicPropertyRegistry properties) {
		properties.add("spring.ai.openai.base-url", gateway::url);
	}

	@AfterAll
	static void end() {
		gateway.close();
	}

	@BeforeEach
	void reset(@Autowired ChatClient.Builder builder) {
		this.gigachat.reset();
		this.chat = builder.build();
	}

	@Test
	void aCall() {
		this.gigachat.onAnyMessage().reply("Привет!").usage(30, 5, 12);

		ChatResponse answer = this.chat.prompt("Hi").call().chatResponse();

		assertThat(answer.getResult().getOutput().getText()).isEqualTo("Привет!");
		assertThat(answer.getResult().getMetadata().getFinishReason()).isEqualToIgnoringCase("stop");
		assertThat(answer.getMetadata().getUsage().getTotalTokens()).isEqualTo(47);
	}

	@Test
	void aStreamWithUsage() {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два, ", "три").usage(30, 5, 0);

		List<ChatResponse> chunks = this.chat.prompt("Hi")
			.options(OpenAiChatOptions.builder().streamUsage(true))
			.stream()
			.chatResponse()
			.collectList()
			.block();

		assertThat(chunks.stream()
			.flatMap((chunk) -> chunk.getResults().stream())
			.map((generation) -> generation.getOutput().getText())
			.filter((text) -> text != null)
			.collect(Collectors.joining())).isEqualTo("Раз, два, три");
		assertThat(chunks.stream().map((chunk) -> chunk.getMetadata().getUsage()).map(Usage::getTotalTokens).toList())
			.contains(35);
	}

	@Test
	void aToolLoop() {
		this.gigachat.onUserMessage("weather").callFunction("weatherOf", Map.of("city", "Tula"));
		this.gigachat.onFunctionResult("weatherOf").reply("It is cold.");
		Weather weather = new Weather();

		assertThat(this.chat.prompt("How is the weather?").tools(weather).call().content()).isEqualTo("It is cold.");

		assertThat(weather.asked).containsExactly("Tula");
		assertThat(this.gigachat.lastChatRequest().chat().lastMessage().content()).contains("12 degrees");
	}

	@Test
	void aToolLoopOfStreams() {
		this.gigachat.onUserMessage("weather").callFunction("weatherOf", Map.of("city", "Tula"));
		this.gigachat.onFunctionResult("weatherOf").replyInChunks("It is ", "cold.");
		Weather weather = new Weather();

		List<String> texts = this.chat.prompt("How is the weather?")
			.tools(weather)
			.stream()
			.content()
			.collectList()
			.block();

		assertThat(String.join("", texts)).isEqualTo("It is cold.");
		assertThat(weather.asked).containsExactly("Tula");
	}

	@Test
	void anObjectOfASchema() {
		Person person = this.chat.prompt("Who was it?")
			.call()
			.entity(Person.class, (entity) -> entity.useProviderStructuredOutput());

		assertThat(person.name()).isNotNull();
		assertThat(this.gigachat.lastChatRequest().body()).contains("\"json_schema\"");
	}

	@ParameterizedTest
	@CsvSource({ "422, com.openai.errors.BadRequestException", "404, com.openai.errors.NotFoundException",
			"402, com.openai.errors.PermissionDeniedException", "429, com.openai.errors.RateLimitException",
			"401, com.openai.errors.UnexpectedStatusCodeException", "500, com.openai.errors.InternalServerException" })
	void anErrorHasItsClass(int status, Class<? extends Throwable> type) {
		this.gigachat.onAnyMessage().fail(status);

		assertThatExceptionOfType(type).isThrownBy(() -> this.chat.prompt("Hi").call().content());
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> this.chat.prompt("Hi").stream().content().collectList().block())
			.withCauseInstanceOf(type);
	}

	@Test
	void embeddings() {
		List<float[]> vectors = this.embeddings.embed(List.of("Первый", "second"));

		assertThat(vectors).hasSize(2).allMatch((vector) -> vector.length > 100);
	}

	/**
	 * An answer with a schema.
	 *
	 * @param name the name
	 * @param born the year
	 */
	record Person(String name, int born) {
	}

	/** A tool. */
	static final class Weather {

		private final List<String> asked = new ArrayList<>();

		@Tool(description = "Returns the weather of a city")
		String weatherOf(String city) {
			this.asked.add(city);
			return "12 degrees";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

}
