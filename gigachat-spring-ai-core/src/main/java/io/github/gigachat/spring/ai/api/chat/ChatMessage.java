package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation, sent or received, or the increment of one in a stream.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code function}; other
 * words may come from the service, and {@code null} in all but the first increment of a
 * stream
 * @param content the text; for a {@code function} message the text of a JSON value, which
 * the service parses
 * @param name the function's name, on a {@code function} message
 * @param functionCall the call that the model asks for, on an {@code assistant} message
 * @param functionsStateId the service's id of the state behind a function call; sent back
 * on the assistant message, it improves what follows
 * @param reasoningContent what a reasoning model thought before it answered
 * @param attachments the ids of uploaded files, on a {@code user} message; {@code null}
 * for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatMessage(@JsonProperty("role") @Nullable String role,
		@JsonProperty("content") @Nullable String content, @JsonProperty("name") @Nullable String name,
		@JsonProperty("function_call") @Nullable FunctionCall functionCall,
		@JsonProperty("functions_state_id") @Nullable String functionsStateId,
		@JsonProperty("reasoning_content") @Nullable String reasoningContent,
		@JsonProperty("attachments") @Nullable List<String> attachments) {

	/**
	 * A message that is text alone.
	 * @param role the role
	 * @param content the text
	 * @return the message
	 */
	public static ChatMessage text(String role, String content) {
		return new ChatMessage(role, content, null, null, null, null, null);
	}

	/**
	 * A user's words about uploaded files.
	 * @param content the text; empty when there is none
	 * @param attachments the ids of the files, at least one
	 * @return the message
	 */
	public static ChatMessage attached(String content, List<String> attachments) {
		return new ChatMessage("user", content, null, null, null, null, List.copyOf(attachments));
	}

	/**
	 * An assistant's turn that calls a function.
	 * @param call the call
	 * @param content the text beside the call; empty when there is none
	 * @param functionsStateId the state id that came with the call, if it is known
	 * @return the message
	 */
	public static ChatMessage call(FunctionCall call, String content, @Nullable String functionsStateId) {
		return new ChatMessage("assistant", content, null, call, functionsStateId, null, null);
	}

	/**
	 * The result of a function.
	 * @param name the function's name on the wire
	 * @param json the result, as JSON text
	 * @return the message
	 */
	public static ChatMessage functionResult(String name, String json) {
		return new ChatMessage("function", json, name, null, null, null, null);
	}

	/**
	 * Says what kind of message it is; never its content.
	 */
	@Override
	public String toString() {
		return "ChatMessage[role=" + this.role + ", content=" + ((this.content != null) ? "***" : "null") + ", name="
				+ this.name + ", functionCall=" + ((this.functionCall != null) ? this.functionCall.name() : "null")
				+ "]";
	}

}
