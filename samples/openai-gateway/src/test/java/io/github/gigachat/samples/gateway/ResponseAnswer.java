package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * An answer of the Responses API, whole or streamed.
 *
 * @param http the answer as it came
 */
record ResponseAnswer(GatewayClient.Answer http) {

	int status() {
		return this.http.status();
	}

	JsonNode error() {
		return this.http.error();
	}

	/** Returns the response object, for a stream that of its last event. */
	JsonNode response() {
		if (!this.http.isStream()) {
			return this.http.json();
		}
		List<JsonNode> events = this.http.events();
		return events.get(events.size() - 1).path("response");
	}

	List<JsonNode> items(String type) {
		return response().path("output")
			.valueStream()
			.filter((item) -> item.path("type").asString("").equals(type))
			.toList();
	}

	List<JsonNode> calls() {
		return items("function_call");
	}

	/** Returns the text of the messages in the response object. */
	String text() {
		return items("message").stream()
			.flatMap((item) -> item.path("content").valueStream())
			.map((part) -> part.path("text").stringValue())
			.collect(Collectors.joining());
	}

	/** Returns the text of the deltas of a stream. */
	String streamedText() {
		return events("response.output_text.delta").stream()
			.map((event) -> event.path("delta").stringValue())
			.collect(Collectors.joining());
	}

	/** Returns the events of a type. */
	List<JsonNode> events(String type) {
		return this.http.events().stream().filter((event) -> event.path("type").asString("").equals(type)).toList();
	}

	/** Returns the types of the events of a stream. */
	List<String> types() {
		return this.http.events().stream().map((event) -> event.path("type").stringValue()).toList();
	}

}
