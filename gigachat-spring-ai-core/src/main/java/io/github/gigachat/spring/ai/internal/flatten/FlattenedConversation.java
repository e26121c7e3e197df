package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;

import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the form that the service accepts.
 *
 * @param messages the messages: at most one system message, first; one call a turn, each
 * followed by its result
 * @param functions the functions on offer, empty for none
 * @param functionCall whether the model may, must not or has to call one of them;
 * {@code null} when there is nothing to call
 * @param responseFormat the form that the answer has to have, or {@code null}
 * @param answers the properties of this request that decide how its answer is read
 * @param changes what had to be changed
 * @param adaptable whether a schema went out untouched that the compatible form changes
 * @param unreadDocument why a document of the conversation may go unread, in words for a
 * log; {@code null} when there is no document or no reason
 */
public record FlattenedConversation(List<ChatMessage> messages, List<FunctionDefinition> functions,
		@Nullable FunctionCallMode functionCall, @Nullable ResponseFormat responseFormat, AnswerContext answers,
		FlatteningChanges changes, boolean adaptable, @Nullable String unreadDocument) {

	/**
	 * Tells whether a turn goes out with the service's id of the state behind it.
	 * @return {@code true} when at least one does
	 */
	public boolean hasStateIds() {
		return this.messages.stream().anyMatch((message) -> message.functionsStateId() != null);
	}

}
