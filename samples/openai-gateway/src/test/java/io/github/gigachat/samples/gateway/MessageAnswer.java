package io.github.gigachat.samples.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of the Messages API, whole or put together from its events as Anthropic's
 * SDKs do it.
 *
 * @param answer the answer
 */
record MessageAnswer(GatewayClient.Answer answer) {

	static MessageAnswer of(GatewayClient client, MessagesBody body) {
		return new MessageAnswer(client.post("/v1/messages", body));
	}

	int status() {
		return this.answer.status();
	}

	String body() {
		return this.answer.response().body();
	}

	/** Returns the message; that of a stream has the fields that it began with. */
	JsonNode message() {
		return this.answer.isStream() ? this.answer.events().get(0).path("message") : this.answer.json();
	}

	/** Returns the blocks, as a whole answer has them. */
	List<JsonNode> blocks() {
		if (!this.answer.isStream()) {
			return List.copyOf(this.answer.json().path("content").values());
		}
		List<JsonNode> blocks = new ArrayList<>();
		for (JsonNode event : this.answer.events()) {
			if (event.has("content_block")) {
				blocks.add(event.path("content_block"));
			}
			if (event.has("index") && event.has("delta")) {
				add((ObjectNode) blocks.get(event.path("index").intValue()), event.path("delta"));
			}
		}
		return blocks;
	}

	private static void add(ObjectNode block, JsonNode delta) {
		if (delta.path("type").stringValue().equals("text_delta")) {
			block.put("text", block.path("text").stringValue() + delta.path("text").stringValue());
		}
		else {
			block.set("input", JsonMapper.shared().readTree(delta.path("partial_json").stringValue()));
		}
	}

	String text() {
		return blocks().stream().map((block) -> block.path("text").asString("")).collect(Collectors.joining());
	}

	List<JsonNode> calls() {
		return blocks().stream().filter((block) -> block.path("type").stringValue().equals("tool_use")).toList();
	}

	/** Returns the object with the reason of the end. */
	JsonNode stop() {
		return this.answer.isStream() ? event("message_delta").path("delta") : this.answer.json();
	}

	String stopReason() {
		return stop().path("stop_reason").asString("");
	}

	JsonNode usage() {
		return (this.answer.isStream() ? event("message_delta") : this.answer.json()).path("usage");
	}

	/** Returns the names of the events, one for each. */
	List<String> eventNames() {
		return body().lines()
			.filter((line) -> line.startsWith("event: "))
			.map((line) -> line.substring("event: ".length()))
			.toList();
	}

	/** Returns the only event of a name; a missing node if there is none. */
	JsonNode event(String name) {
		List<JsonNode> found = this.answer.events()
			.stream()
			.filter((event) -> event.path("type").stringValue().equals(name))
			.toList();
		return (found.size() == 1) ? found.get(0) : JsonMapper.shared().missingNode();
	}

}
