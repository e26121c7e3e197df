package io.github.gigachat.emulator.chat.v2;

import java.util.UUID;

import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.script.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The ids of a stored conversation. The emulator returns ids and stores nothing.
 * 
 * @param id the thread's id, that of the request if it has one
 * @param messageId the id of the answer in the thread
 */
public record ConversationThread(String id, String messageId) {

	public static @Nullable ConversationThread of(ChatRequest request) {
		JsonNode storage = Json.parse(request.json()).path("storage");
		if (!storage.isObject() && !storage.asBoolean(false)) {
			return null;
		}
		String id = storage.path("thread_id").asString("");
		return new ConversationThread(id.isEmpty() ? UUID.randomUUID().toString() : id, UUID.randomUUID().toString());
	}

}
