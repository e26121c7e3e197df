package io.github.gigachat.samples.gateway.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls the gateway by Anthropic's client for Java.
 */
@Timeout(60)
class AnthropicJavaIT {

	private static final Tool WEATHER = Tool.builder()
		.name("get_weather")
		.description("Returns the weather of a city")
		.inputSchema(Tool.InputSchema.builder()
			.properties(Tool.InputSchema.Properties.builder()
				.putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
				.build())
			.addRequired("city")
			.build())
		.build();

	private static RunningGateway gateway;

	private static AnthropicClient anthropic;

	private final GigaChatEmulator gigachat = gateway.emulator();

	@BeforeAll
	static void start() {
		gateway = RunningGateway.start();
		anthropic = AnthropicOkHttpClient.builder()
			.baseUrl(gateway.url().replaceFirst("/v1$", ""))
			.apiKey("any")
			.maxRetries(0)
			.build();
	}

	@AfterAll
	static void end() {
		anthropic.close();
		gateway.close();
	}

	@BeforeEach
	void reset() {
		this.gigachat.reset();
	}

	@Test
	void aCall() {
		this.gigachat.onAnyMessage().reply("Привет!").usage(30, 5, 12);

		Message answer = message(request("Hi").system("Be short."));

		assertThat(answer.model().asString()).isEqualTo("GigaChat-2");
		assertThat(text(answer)).isEqualTo("Привет!");
		assertThat(answer.stopReason()).contains(StopReason.END_TURN);
		assertThat(answer.usage().inputTokens()).isEqualTo(30);
		assertThat(answer.usage().cacheReadInputTokens()).contains(12L);
		assertThat(answer.usage().outputTokens()).isEqualTo(5);
	}

	@Test
	void aStream() {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два, ", "три").usage(30, 5, 0);

		Message answer = streamed(request("Hi"));

		assertThat(text(answer)).isEqualTo("Раз, два, три");
		assertThat(answer.stopReason()).contains(StopReason.END_TURN);
		assertThat(answer.usage().outputTokens()).isEqualTo(5);
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void aToolLoop(boolean stream) {
		this.gigachat.onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula"));
		this.gigachat.onFunctionResult("get_weather").reply("It is cold.");
		MessageCreateParams.Builder request = request("How is the weather?").addTool(WEATHER);
		List<JsonValue> inputs = new ArrayList<>();

		Message answer = stream ? streamed(request) : message(request);
		while (answer.stopReason().equals(Optional.of(StopReason.TOOL_USE))) {
			List<ToolUseBlock> calls = answer.content().stream().flatMap((block) -> block.toolUse().stream()).toList();
			calls.forEach((call) -> inputs.add(call._input()));
			request.addMessage(answer)
				.addUserMessageOfContentBlockParams(calls.stream().map(AnthropicJavaIT::result).toList());
			answer = stream ? streamed(request) : message(request);
		}

		assertThat(text(answer)).isEqualTo("It is cold.");
		assertThat(inputs).containsExactly(JsonValue.from(Map.of("city", "Tula")));
		assertThat(this.gigachat.lastChatRequest().chat().lastMessage().content()).contains("12 degrees");
	}

	@Test
	void aCount() {
		MessageCountTokensParams.Builder request = MessageCountTokensParams.builder()
			.model("GigaChat-2")
			.addUserMessage("How is the weather?");

		long tokens = anthropic.messages().countTokens(request.build()).validate().inputTokens();

		assertThat(tokens).isPositive();
		assertThat(anthropic.messages().countTokens(request.addTool(WEATHER).build()).inputTokens())
			.isGreaterThan(tokens);
	}

	@ParameterizedTest
	@CsvSource({ "422, com.anthropic.errors.BadRequestException", "404, com.anthropic.errors.NotFoundException",
			"402, com.anthropic.errors.PermissionDeniedException", "429, com.anthropic.errors.RateLimitException",
			"401, com.anthropic.errors.UnexpectedStatusCodeException",
			"500, com.anthropic.errors.InternalServerException" })
	void anErrorHasItsClass(int status, Class<? extends AnthropicServiceException> type) {
		this.gigachat.onAnyMessage().fail(status);

		assertThatExceptionOfType(type).isThrownBy(() -> message(request("Hi")));
		assertThatExceptionOfType(type).isThrownBy(() -> streamed(request("Hi")));
	}

	@Test
	void anErrorNamesTheParameter() {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> message(request("Hi").putAdditionalBodyProperty("temperature", JsonValue.from(3))))
			.satisfies((ex) -> assertThat(ex.body().toString()).contains("invalid_request_error", "temperature"));
	}

	private static ContentBlockParam result(ToolUseBlock call) {
		return ContentBlockParam
			.ofToolResult(ToolResultBlockParam.builder().toolUseId(call.id()).content("12 degrees").build());
	}

	private static MessageCreateParams.Builder request(String question) {
		return MessageCreateParams.builder().model("GigaChat-2").maxTokens(1024).addUserMessage(question);
	}

	private static Message message(MessageCreateParams.Builder request) {
		return anthropic.messages().create(request.build()).validate();
	}

	private static Message streamed(MessageCreateParams.Builder request) {
		MessageAccumulator accumulator = MessageAccumulator.create();
		try (StreamResponse<RawMessageStreamEvent> stream = anthropic.messages().createStreaming(request.build())) {
			stream.stream().map(RawMessageStreamEvent::validate).forEach(accumulator::accumulate);
		}
		return accumulator.message();
	}

	private static String text(Message answer) {
		return answer.content()
			.stream()
			.map(ContentBlock::text)
			.flatMap(Optional::stream)
			.map(TextBlock::text)
			.reduce("", String::concat);
	}

}
