package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation in the v1 API, sent or received, or its increment in a
 * stream.
 *
 * @param role the role: {@code system}, {@code user}, {@code assistant} or
 * {@code function}; the service may send other values, and sends {@code null} in all
 * increments of a stream but the first
 * @param content the text; for a {@code function} message a JSON value as text, which the
 * service parses
 * @param name the function's name, in a {@code function} message
 * @param functionCall the call that the model requests, in an {@code assistant} message
 * @param functionsStateId the service's id of the state of a function call; sending it
 * back in the assistant message improves the answers that follow
 * @param reasoningContent the reasoning of a reasoning model before its answer
 * @param attachments the ids of uploaded files, in a {@code user} message; {@code null}
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
	 * Creates a message with text only.
	 * @param role the role
	 * @param content the text
	 * @return the message
	 */
	public static ChatMessage text(String role, String content) {
		return new ChatMessage(role, content, null, null, null, null, null);
	}

	/**
	 * Creates a user message with uploaded files.
	 * @param content the text; may be empty
	 * @param attachments the ids of the files, at least one
	 * @return the message
	 */
	public static ChatMessage attached(String content, List<String> attachments) {
		return new ChatMessage("user", content, null, null, null, null, List.copyOf(attachments));
	}

	/**
	 * Creates an assistant message that calls a function.
	 * @param call the call
	 * @param content the text beside the call; may be empty
	 * @param functionsStateId the state id that came with the call, or {@code null}
	 * @return the message
	 */
	public static ChatMessage call(FunctionCall call, String content, @Nullable String functionsStateId) {
		return new ChatMessage("assistant", content, null, call, functionsStateId, null, null);
	}

	/**
	 * Creates a message with the result of a function.
	 * @param name the function's name on the wire
	 * @param json the result as JSON text
	 * @return the message
	 */
	public static ChatMessage functionResult(String name, String json) {
		return new ChatMessage("function", json, name, null, null, null, null);
	}

	/**
	 * Returns the kind of the message, never its content.
	 */
	@Override
	public String toString() {
		return "ChatMessage[role=" + this.role + ", content=" + ((this.content != null) ? "***" : "null") + ", name="
				+ this.name + ", functionCall=" + ((this.functionCall != null) ? this.functionCall.name() : "null")
				+ "]";
	}

}
