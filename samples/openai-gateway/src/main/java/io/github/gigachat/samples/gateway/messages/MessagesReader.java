package io.github.gigachat.samples.gateway.messages;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.samples.gateway.conversation.Content;
import io.github.gigachat.samples.gateway.conversation.Conversation;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.messages.BlocksReader.Container;

/**
 * Reads the instructions and the messages of a conversation. Instructions between the
 * messages are moved to its beginning.
 */
final class MessagesReader {

	private final Conversation conversation = new Conversation();

	private final List<String> ignored = new ArrayList<>();

	private MessagesReader() {
	}

	static MessagesReader read(JsonFields body) {
		if (!body.has("messages")) {
			throw ApiException.invalid("messages", "messages is missing");
		}
		List<JsonFields> given = body.objects("messages");
		if (given.isEmpty() || given.size() > Conversation.MAX_MESSAGES) {
			throw body.wrong("messages", "an array of 1 to " + Conversation.MAX_MESSAGES + " messages");
		}
		MessagesReader reader = new MessagesReader();
		reader.system(body, "system", "system");
		given.stream()
			.filter(MessagesReader::isSystem)
			.forEach((message) -> reader.system(message, "content", message.place()));
		given.stream().filter((message) -> !isSystem(message)).forEach(reader::take);
		return reader;
	}

	private static boolean isSystem(JsonFields message) {
		return message.requiredText("role").equals("system");
	}

	private void system(JsonFields fields, String field, String place) {
		String text = BlocksReader.read(fields, field, Container.INSTRUCTIONS, this.ignored).content().text();
		if (!text.isEmpty()) {
			this.conversation.system(text, place);
		}
	}

	private void take(JsonFields message) {
		switch (message.requiredText("role")) {
			case "user" -> user(message);
			case "assistant" -> assistant(message);
			default -> throw message.wrong("role", "user, assistant or system");
		}
	}

	/** Results come before what the user says. */
	private void user(JsonFields message) {
		BlocksReader blocks = BlocksReader.read(message, "content", Container.USER, this.ignored);
		blocks.results()
			.forEach((result) -> this.conversation.result(result.id(), null, result.content(), message.place()));
		Content content = blocks.content();
		if (blocks.results().isEmpty() || !content.text().isEmpty() || !content.media().isEmpty()) {
			this.conversation.user(content, message.place());
		}
	}

	private void assistant(JsonFields message) {
		BlocksReader blocks = BlocksReader.read(message, "content", Container.ASSISTANT, this.ignored);
		String text = blocks.content().text();
		// a turn of thoughts alone says nothing
		if (!text.isEmpty() || !blocks.calls().isEmpty()) {
			this.conversation.assistant(text, blocks.calls(), message.place());
		}
	}

	Conversation conversation() {
		return this.conversation;
	}

	/** Returns the places of the blocks that were left out. */
	List<String> ignored() {
		return this.ignored;
	}

}
