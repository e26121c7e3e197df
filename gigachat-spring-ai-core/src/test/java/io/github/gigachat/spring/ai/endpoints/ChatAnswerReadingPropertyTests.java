package io.github.gigachat.spring.ai.endpoints;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.TokenUsage;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that answers of the chat API are read as Jackson reads a record: random
 * documents, with missing, unknown and wrong fields in any order, give the same values or
 * both fail.
 */
class ChatAnswerReadingPropertyTests {

	private static final JsonMapper JACKSON = JsonMapper.builder().build();

	private static final String[] SCALARS = { "null", "\"\"", "\"Привет \\ud83d\\ude00 \\n\"", "\"7\"", "\"x\"", "0",
			"7", "-3", "2.5", "1e3", "99999999999", "123456789012345678901234567890", "true", "false" };

	@Property(tries = 3000)
	void aDocumentIsReadAsByJackson(@ForAll Random random) {
		String json = answer(random);
		assertThat(read(json, ChatCompletionResponse.class)).as(json).isEqualTo(byJackson(json, true));
		assertThat(read(json, ChatCompletionChunk.class)).as(json).isEqualTo(byJackson(json, false));
	}

	@Property(tries = 1000)
	void aTruncatedDocumentFails(@ForAll Random random) {
		String json = answer(random);
		String cut = json.substring(0, random.nextInt(json.length()));
		assertThat(read(cut, ChatCompletionChunk.class)).as(cut).isEqualTo("unreadable");
	}

	@Example
	void aDocumentOfTheServiceIsReadCompletely() {
		String json = """
				{"choices":[{"message":{"content":"","role":"assistant","function_call":{"name":"weather",
				"arguments":{"city":"Москва","days":-0.0}},"functions_state_id":"77d3fb14","reasoning_content":"so",
				"attachments":["f1"]},"index":0,"finish_reason":"function_call"}],"created":1768996171,
				"model":"GigaChat:2.0.28.2","object":"chat.completion","usage":{"prompt_tokens":17,
				"completion_tokens":3,"total_tokens":20,"precached_prompt_tokens":2}}""";
		ChatMessage message = new ChatMessage("assistant", "", null,
				new FunctionCall("weather", "{\"city\":\"Москва\",\"days\":-0.0}"), "77d3fb14", "so", List.of("f1"));
		assertThat(read(json, ChatCompletionResponse.class)).isEqualTo(
				new ChatCompletionResponse(List.of(new ChatCompletionResponse.Choice(message, 0, "function_call")),
						1768996171L, "GigaChat:2.0.28.2", new TokenUsage(17, 3, 20, 2)));
	}

	@Example
	void ofARepeatedFieldTheLastCounts() {
		assertLastCounts("""
				{"model":"A","choices":[],"created":1,"choices":[{"index":1,"message":{"content":"Раз","role":"user"},
				"message":{"content":"Раз","role":"assistant","content":"Два"},"index":0}],"created":2,"model":"B"}""");
	}

	@Example
	void ofAMessageAndADeltaTheLastCounts() {
		assertLastCounts("""
				{"choices":[{"index":0,"message":{"content":"Раз"},"delta":{"role":"assistant","content":"Два"}}],
				"created":2,"model":"B"}""");
		assertLastCounts("""
				{"choices":[{"index":0,"delta":{"content":"Раз"},"message":{"role":"assistant","content":"Два"}}],
				"created":2,"model":"B"}""");
	}

	private static void assertLastCounts(String json) {
		ChatCompletionResponse.Choice choice = new ChatCompletionResponse.Choice(ChatMessage.text("assistant", "Два"),
				0, null);
		assertThat(read(json, ChatCompletionResponse.class))
			.isEqualTo(new ChatCompletionResponse(List.of(choice), 2L, "B", null))
			.isEqualTo(byJackson(json, true));
		assertThat(read(json, ChatCompletionChunk.class))
			.isEqualTo(new ChatCompletionChunk(List.of(choice), 2L, "B", null))
			.isEqualTo(byJackson(json, false));
	}

	@Example
	void aTextThatIsNotUtf8FailsInAnUnknownFieldAsWell() {
		byte[] json = "{\"choices\":[],\"object\":{\"x\":[\"___\"]},\"z\":1}".getBytes(StandardCharsets.UTF_8);
		int at = new String(json, StandardCharsets.UTF_8).indexOf("___");
		// half of a surrogate pair
		json[at] = (byte) 0xED;
		json[at + 1] = (byte) 0xA0;
		json[at + 2] = (byte) 0x80;

		assertThatThrownBy(() -> WireJson.reader(ChatCompletionChunk.class).readValue(json))
			.isInstanceOf(JacksonException.class);
	}

	private static Object read(String json, Class<?> type) {
		try {
			return WireJson.reader(type).readValue(json.getBytes(StandardCharsets.UTF_8));
		}
		catch (JacksonException ex) {
			return "unreadable";
		}
	}

	private static Object byJackson(String json, boolean whole) {
		try {
			Answer answer = JACKSON.readValue(json, Answer.class);
			List<ChatCompletionResponse.Choice> choices = (answer.choices() != null) ? new ArrayList<>() : null;
			if (choices != null) {
				answer.choices().forEach((choice) -> choices.add((choice != null) ? choice.choice() : null));
			}
			TokenUsage usage = (answer.usage() != null) ? answer.usage().usage() : null;
			return whole ? new ChatCompletionResponse(choices, answer.created(), answer.model(), usage)
					: new ChatCompletionChunk(choices, answer.created(), answer.model(), usage);
		}
		catch (JacksonException ex) {
			return "unreadable";
		}
	}

	private static String answer(Random random) {
		return object(random, "choices", mostly(random, list(random, choice(random))), "created", scalar(random),
				"model", scalar(random), "usage", mostly(random, usage(random)), "object", "\"chat.completion\"");
	}

	private static String choice(Random random) {
		return mostly(random, object(random, random.nextBoolean() ? "message" : "delta", message(random), "index",
				scalar(random), "finish_reason", scalar(random)));
	}

	private static String message(Random random) {
		return mostly(random, object(random, "role", scalar(random), "content", scalar(random), "name", scalar(random),
				"function_call", mostly(random, call(random)), "functions_state_id", scalar(random),
				"reasoning_content", scalar(random), "attachments", mostly(random, list(random, scalar(random)))));
	}

	private static String call(Random random) {
		return object(random, "name", scalar(random), "arguments", mostly(random, "{\"a\":[1.50,{\"b\":null}]}"), "id",
				scalar(random));
	}

	private static String usage(Random random) {
		return object(random, "prompt_tokens", scalar(random), "completion_tokens", scalar(random), "total_tokens",
				scalar(random), "precached_prompt_tokens", scalar(random));
	}

	/** Returns the value; sometimes a value of another kind. */
	private static String mostly(Random random, String value) {
		return (random.nextInt(12) > 0) ? value : scalar(random);
	}

	private static String scalar(Random random) {
		return (random.nextInt(40) > 0) ? SCALARS[random.nextInt(SCALARS.length)] : "{\"x\":[1]}";
	}

	private static String list(Random random, String element) {
		return switch (random.nextInt(8)) {
			case 0 -> "[]";
			case 1 -> "[" + element + "," + element + "]";
			case 2 -> "[null]";
			default -> "[" + element + "]";
		};
	}

	/** Returns an object with most of the fields, in any order, and with unknown ones. */
	private static String object(Random random, String... namesAndValues) {
		List<String> fields = new ArrayList<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			if (random.nextInt(6) > 0) {
				fields.add("\"" + namesAndValues[i] + "\": " + namesAndValues[i + 1]);
			}
		}
		if (random.nextInt(4) == 0) {
			fields.add("\"unknown\": {\"content\": [\"x\", {\"role\": 1}]}");
		}
		Collections.shuffle(fields, random);
		return "{" + String.join(",", fields) + "}";
	}

	/** The form of an answer for Jackson's own support of records. */
	private record Answer(@JsonProperty("choices") @Nullable List<Choice> choices,
			@JsonProperty("created") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long created,
			@JsonProperty("model") @Nullable String model, @JsonProperty("usage") @Nullable Usage usage) {
	}

	private record Choice(@JsonProperty("message") @JsonAlias("delta") @Nullable Message message,
			@JsonProperty("index") @Nullable Integer index,
			@JsonProperty("finish_reason") @Nullable String finishReason) {

		ChatCompletionResponse.Choice choice() {
			return new ChatCompletionResponse.Choice((this.message != null) ? this.message.message() : null, this.index,
					this.finishReason);
		}

	}

	private record Message(@JsonProperty("role") @Nullable String role,
			@JsonProperty("content") @Nullable String content, @JsonProperty("name") @Nullable String name,
			@JsonProperty("function_call") @Nullable Call functionCall,
			@JsonProperty("functions_state_id") @Nullable String functionsStateId,
			@JsonProperty("reasoning_content") @Nullable String reasoningContent,
			@JsonProperty("attachments") @Nullable List<String> attachments) {

		ChatMessage message() {
			return new ChatMessage(this.role, this.content, this.name,
					(this.functionCall != null) ? this.functionCall.call() : null, this.functionsStateId,
					this.reasoningContent, this.attachments);
		}

	}

	private record Call(@JsonProperty("name") @Nullable String name,
			@JsonProperty("arguments") @JsonDeserialize(using = WireJson.RawText.class) @Nullable String arguments,
			@JsonProperty("id") @Nullable String id) {

		FunctionCall call() {
			return new FunctionCall(this.name, this.arguments, this.id);
		}

	}

	private record Usage(
			@JsonProperty("prompt_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer prompt,
			@JsonProperty("completion_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer completion,
			@JsonProperty("total_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer total,
			@JsonProperty("precached_prompt_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer precached) {

		TokenUsage usage() {
			return new TokenUsage(this.prompt, this.completion, this.total, this.precached);
		}

	}

}
