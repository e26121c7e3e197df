package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation in the v2 API, sent or received, or the increment of one
 * in a stream.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}; in answers
 * {@code reasoning} and other words, too
 * @param content the parts
 * @param toolsStateId the service's id of the state behind a call or a built-in tool;
 * sent back on the assistant message, it improves what follows. Its descriptions spell
 * the field in three ways, all of which are read
 * @param messageId the message's id, where the service stores the conversation
 * @param finishReason why this message ended, in answers only: the documentation of
 * November 2026 has it, recordings do not. It is not sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatV2Message(@JsonProperty("role") @Nullable String role,
		@JsonProperty("content") @Nullable List<ChatV2Part> content, @JsonProperty("tools_state_id") @JsonAlias( {
				"tool_state_id", "functions_state_id" }) @Nullable String toolsStateId,
		@JsonProperty("message_id") @Nullable String messageId,
		@JsonProperty(value = "finish_reason", access = JsonProperty.Access.WRITE_ONLY) @Nullable String finishReason){

	/**
	 * Creates a message without a finish reason.
	 * @param role the role
	 * @param content the parts
	 * @param toolsStateId the service's id of the state behind a call or a built-in tool
	 * @param messageId the message's id, where the service stores the conversation
	 */
	public ChatV2Message(@Nullable String role, @Nullable List<ChatV2Part> content, @Nullable String toolsStateId,
			@Nullable String messageId) {
		this(role, content, toolsStateId, messageId, null);
	}

	/**
	 * A message of these parts.
	 * @param role the role
	 * @param content the parts, at least one
	 * @return the message
	 */
	public static ChatV2Message of(String role, ChatV2Part... content) {
		return new ChatV2Message(role, List.of(content), null, null);
	}

	/**
	 * Says what kind of message it is; never its content.
	 */
	@Override
	public String toString() {
		return "ChatV2Message[role=" + this.role + ", content=" + this.content + "]";
	}

}
