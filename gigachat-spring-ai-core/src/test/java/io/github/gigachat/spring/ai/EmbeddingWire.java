package io.github.gigachat.spring.ai;

import java.util.List;
import java.util.stream.IntStream;

import io.github.gigachat.emulator.RecordedRequest;
import tools.jackson.databind.JsonNode;

/**
 * What went over the wire for embeddings, and bodies to answer with.
 */
public final class EmbeddingWire {

	private EmbeddingWire() {
	}

	/** Texts that differ: {@code text 0} and so on. */
	public static List<String> texts(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "text " + i).toList();
	}

	/** The texts of a request. */
	public static List<String> input(RecordedRequest request) {
		return body(request).path("input").valueStream().map(JsonNode::asString).toList();
	}

	public static JsonNode body(RecordedRequest request) {
		return RecordedTraffic.JSON.readTree(request.body());
	}

	/** An answer with the given items. */
	public static String answer(String... items) {
		return "{\"object\":\"list\",\"model\":\"Embeddings\",\"data\":[" + String.join(",", items) + "]}";
	}

	/** An item whose vector is one number. */
	public static String item(int index, String number) {
		return "{\"object\":\"embedding\",\"index\":" + index + ",\"embedding\":[" + number
				+ "],\"usage\":{\"prompt_tokens\":7}}";
	}

}
