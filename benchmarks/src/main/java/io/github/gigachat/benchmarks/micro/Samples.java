package io.github.gigachat.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * The conversations, tools and answers that the benchmarks use. They are the same in each
 * run.
 */
final class Samples {

	/** The number of chunks with text in {@link #stream()}. */
	static final int CHUNKS = 500;

	private static final String SENTENCE = "Заказ № 1042 передан в доставку и будет у вас в четверг до полудня. ";

	/** The forms of numbers in {@link #embeddings}, one after another. */
	private static final List<String> NUMBERS = List.of("%.17f", "%.7e", "%.8f", "-%.16f");

	private Samples() {
	}

	/** Returns an API whose answers come from memory. */
	static GigaChatApi api(String contentType, byte[] body) {
		return GigaChatApi.builder()
			.credentials(GigaChatCredentials.token("token-of-the-benchmarks"))
			.httpClient(new InMemoryHttpClient(contentType, body))
			.build();
	}

	/** Returns a Russian text of about the given number of characters. */
	static String text(int length) {
		return SENTENCE.repeat(Math.max(1, length / SENTENCE.length()));
	}

	/**
	 * Returns a conversation: a system message, and questions and answers in turn. If
	 * there are tools, each fifth answer is a call of one, followed by its result.
	 */
	static List<Message> conversation(int messages, List<ToolDefinition> tools) {
		List<Message> conversation = new ArrayList<>(messages);
		conversation.add(new SystemMessage(text(400)));
		while (conversation.size() < messages) {
			int place = conversation.size();
			if (!tools.isEmpty() && place % 10 == 2 && place + 1 < messages) {
				String name = tools.get(place % tools.size()).name();
				String id = "call-" + place;
				conversation.add(AssistantMessage.builder()
					.content("")
					.toolCalls(List
						.of(new AssistantMessage.ToolCall(id, "function", name, "{\"city\":\"Казань\",\"days\":3}")))
					.build());
				conversation.add(ToolResponseMessage.builder()
					.responses(List.of(new ToolResponseMessage.ToolResponse(id, name, "Солнечно, 21 градус")))
					.build());
			}
			else {
				conversation.add((place % 2 == 1) ? new UserMessage(text(200)) : new AssistantMessage(text(400)));
			}
		}
		return conversation;
	}

	/** Returns tools whose names and schemas have to be adapted. */
	static List<ToolDefinition> tools(int count) {
		List<ToolDefinition> tools = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			tools.add(ToolDefinition.builder()
				.name("orders.find-by-city." + i)
				.description("Finds orders by their city, variant " + i)
				.inputSchema(schema(i))
				.build());
		}
		return tools;
	}

	/** Returns a schema with references, alternatives and limits. */
	static String schema(int variant) {
		return """
				{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
				"$defs":{"Address":{"type":"object","properties":{"city":{"type":"string","minLength":2,"maxLength":80},
				"street":{"type":["string","null"]},"house":{"type":"integer","minimum":1,"maximum":%d}},
				"required":["city"],"additionalProperties":false},
				"Period":{"type":"object","properties":{"from":{"type":"string","format":"date"},
				"to":{"type":"string","format":"date"}},"required":["from","to"]}},
				"properties":{"address":{"$ref":"#/$defs/Address"},"billing":{"$ref":"#/$defs/Address"},
				"period":{"anyOf":[{"$ref":"#/$defs/Period"},{"type":"null"}]},
				"days":{"type":"integer","exclusiveMinimum":0,"multipleOf":1,"default":3},
				"kind":{"oneOf":[{"const":"new"},{"const":"paid"},{"const":"sent"}]},
				"tags":{"type":"array","items":{"type":"string","pattern":"^[a-z]+$"},"uniqueItems":true,"maxItems":20},
				"limits":{"allOf":[{"type":"object","properties":{"weight":{"type":"number"}}},
				{"type":"object","properties":{"price":{"type":"number","minimum":0}}}]}},
				"required":["address","days"]}""".formatted(1000 + variant);
	}

	/** Returns the JSON of a whole answer. */
	static byte[] answer(int length) {
		return utf8("{\"choices\":[{\"message\":{\"content\":\"" + text(length)
				+ "\",\"role\":\"assistant\"},\"index\":0,\"finish_reason\":\"stop\"}],\"created\":1790000000,"
				+ "\"model\":\"GigaChat-2:2.0.28.2\",\"object\":\"chat.completion\",\"usage\":{\"prompt_tokens\":31,"
				+ "\"completion_tokens\":240,\"total_tokens\":271,\"precached_prompt_tokens\":12}}");
	}

	/** Returns an event stream of {@link #CHUNKS} chunks with text, and its end. */
	static byte[] stream() {
		StringBuilder stream = new StringBuilder();
		for (int i = 0; i < CHUNKS; i++) {
			stream.append("data: {\"choices\":[{\"delta\":{\"content\":\"слово ")
				.append(i)
				.append((i == 0) ? "\",\"role\":\"assistant\"}" : "\"}")
				.append(",\"index\":0}],\"created\":1790000000,\"model\":\"GigaChat-2:2.0.28.2\","
						+ "\"object\":\"chat.completion\"}\n\n");
		}
		return utf8(stream
			.append("data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"index\":0,"
					+ "\"finish_reason\":\"stop\"}],\"created\":1790000000,\"model\":\"GigaChat-2:2.0.28.2\","
					+ "\"object\":\"chat.completion\",\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":500,"
					+ "\"total_tokens\":531}}\n\ndata: [DONE]\n\n")
			.toString());
	}

	/**
	 * Returns the JSON of embeddings whose indexes are in no order. The numbers have up
	 * to 17 digits, and some have an exponent.
	 */
	static byte[] embeddings(int texts, int dimensions) {
		Random random = new Random(42);
		StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
		for (int i = 0; i < texts; i++) {
			json.append((i == 0) ? "" : ",").append("{\"object\":\"embedding\",\"embedding\":[");
			for (int j = 0; j < dimensions; j++) {
				json.append((j == 0) ? "" : ",")
					.append(String.format(Locale.ROOT, NUMBERS.get((i + j) % NUMBERS.size()), random.nextDouble()));
			}
			// 37 and 100 have no common divisor, so each index occurs once
			json.append("],\"index\":").append(i * 37 % texts).append(",\"usage\":{\"prompt_tokens\":6}}");
		}
		return utf8(json.append("],\"model\":\"Embeddings\"}").toString());
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
