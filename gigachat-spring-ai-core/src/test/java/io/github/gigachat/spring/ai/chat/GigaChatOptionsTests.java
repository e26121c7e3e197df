package io.github.gigachat.spring.ai.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GigaChatOptionsTests {

	private static final GigaChatOptions EVERYTHING = GigaChatOptions.builder()
		.model("GigaChat-2-Pro")
		.temperature(0.5)
		.topP(0.9)
		.maxTokens(100)
		.topK(3)
		.frequencyPenalty(0.1)
		.presencePenalty(0.2)
		.stopSequences(List.of("stop"))
		.toolCallbacks(List.of(tool("clock")))
		.toolContext(Map.of("user", "42"))
		.repetitionPenalty(1.2)
		.updateInterval(0.3)
		.profanityCheck(true)
		.reasoningEffort("high")
		.functionCall(FunctionCallMode.forced("clock"))
		.sessionId("session-secret")
		.headers(Map.of("X-Client-ID", "client-secret"))
		.build();

	@Test
	void theModelIsNullUnlessItIsSet() {
		assertThat(GigaChatOptions.builder().build().getModel()).isNull();
	}

	@Test
	void mutateKeepsEveryOption() {
		assertThat(EVERYTHING.mutate().build()).isEqualTo(EVERYTHING).hasSameHashCodeAs(EVERYTHING);
	}

	@Test
	void valuesOfTheOtherBuilderWinAndTheRestStays() {
		GigaChatOptions combined = EVERYTHING.mutate()
			.combineWith(
					GigaChatOptions.builder().temperature(0.1).sessionId("another").headers(Map.of("X-Trace-ID", "t")))
			.build();

		assertThat(combined.getTemperature()).isEqualTo(0.1);
		assertThat(combined.getSessionId()).isEqualTo("another");
		assertThat(combined.getHeaders()).containsOnlyKeys("X-Client-ID", "X-Trace-ID");
		assertThat(combined.getRepetitionPenalty()).isEqualTo(1.2);
		assertThat(combined.getFunctionCall()).isEqualTo(FunctionCallMode.forced("clock"));
	}

	@Test
	void collectionsOfTheOtherBuilderAreAppended() {
		GigaChatOptions combined = EVERYTHING.mutate()
			.combineWith(GigaChatOptions.builder()
				.stopSequences(List.of("halt"))
				.toolCallbacks(List.of(tool("weather")))
				.toolContext(Map.of("tenant", "7")))
			.build();

		assertThat(combined.getStopSequences()).containsExactly("stop", "halt");
		assertThat(combined.getToolCallbacks()).hasSize(2);
		assertThat(combined.getToolContext()).containsOnlyKeys("user", "tenant");
	}

	@Test
	void portableOptionsOfEveryKindAreMerged() {
		List<ChatOptions.Builder<?>> portable = List.of(ChatOptions.builder().maxTokens(7),
				ToolCallingChatOptions.builder().maxTokens(7), StructuredOutputChatOptions.builder().maxTokens(7));

		assertThat(portable).allSatisfy((other) -> {
			GigaChatOptions combined = EVERYTHING.mutate().combineWith(other).build();
			assertThat(combined).isEqualTo(EVERYTHING.mutate().maxTokens(7).build());
		});
	}

	@Test
	void aCloneOfABuilderIsIndependent() {
		GigaChatOptions.Builder template = EVERYTHING.mutate();
		GigaChatOptions.Builder copy = template.clone();
		copy.combineWith(GigaChatOptions.builder().headers(Map.of("X-Other", "1")).toolContext(Map.of("other", "1")));

		assertThat(template.build()).isEqualTo(EVERYTHING);
		assertThat(copy.build().getHeaders()).containsKey("X-Other");
	}

	@Test
	void builtOptionsDoNotChangeWithTheirBuilderOrItsArguments() {
		Map<String, String> headers = new HashMap<>(Map.of("X-Client-ID", "1"));
		GigaChatOptions.Builder builder = GigaChatOptions.builder().headers(headers);
		GigaChatOptions built = builder.build();
		headers.put("X-Other", "2");
		builder.model("another");

		assertThat(built.getHeaders()).containsOnlyKeys("X-Client-ID");
		assertThat(built.getModel()).isNull();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> built.getHeaders().put("X-Third", "3"));
	}

	@Test
	void toStringShowsNamesAndNoSecrets() {
		assertThat(EVERYTHING.toString()).contains("GigaChat-2-Pro", "X-Client-ID", "clock", "reasoningEffort=high")
			.doesNotContain("client-secret", "session-secret", "42");
	}

	private static ToolCallback tool(String name) {
		return FunctionToolCallback.builder(name, (String input) -> input)
			.description("a tool")
			.inputType(String.class)
			.build();
	}

}
