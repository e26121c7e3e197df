package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;
import java.util.Set;

import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the form that the service accepts.
 *
 * @param messages the messages: at most one system message, at the start; at most one
 * call per turn, followed by its result
 * @param functions the offered functions; empty if there are none
 * @param functionCall whether the model may, must not or must call a function;
 * {@code null} if there is no function to call
 * @param responseFormat the required format of the answer, or {@code null}
 * @param answers the properties of this request that decide how its answer is read
 * @param adaptable whether an unchanged schema would be different in the compatible form
 * @param unreadDocument the reason why the model might be unable to read an attached
 * document, as text for a log; {@code null} if there is no document or no such reason
 */
public record FlattenedConversation(List<ChatMessage> messages, List<FunctionDefinition> functions,
		@Nullable FunctionCallMode functionCall, @Nullable ResponseFormat responseFormat, AnswerContext answers,
		boolean adaptable, @Nullable String unreadDocument) {

	/** Returns the changes that flattening made. */
	public FlatteningChanges changes() {
		return this.answers.changes();
	}

	/** Returns whether a turn has a state id of the service. */
	public boolean hasStateIds() {
		for (ChatMessage message : this.messages) {
			if (message.functionsStateId() != null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The properties of a request that decide how its answer is read.
	 *
	 * @param names the names of functions on the wire
	 * @param wrapped the functions whose arguments hold the tool's input in one property
	 * @param outputFunction the function whose arguments are the answer, or {@code null}
	 * @param generatedFiles the media for files that the model generates
	 * @param filesInText whether the request allowed the model to generate files that a
	 * tag in the text of a v1 answer reports
	 * @param stateIdsOmitted whether the request is sent without state ids, because the
	 * service refused them
	 * @param changes the changes that flattening made to the request
	 */
	public record AnswerContext(FunctionNames names, Set<String> wrapped, @Nullable OutputFunction outputFunction,
			GeneratedFiles generatedFiles, boolean filesInText, boolean stateIdsOmitted, FlatteningChanges changes) {
	}

}
