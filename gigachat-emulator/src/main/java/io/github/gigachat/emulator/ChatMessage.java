package io.github.gigachat.emulator;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One message of a chat request, as it was on the wire.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code function}
 * @param content the text
 * @param name the function's name on a {@code function} message
 * @param functionCall the call on an {@code assistant} message
 * @param functionsStateId the state id that the client sent back
 * @param attachments ids of attached files
 */
public record ChatMessage(String role, String content, @Nullable String name, @Nullable FunctionCall functionCall,
		@Nullable String functionsStateId, List<String> attachments) {

	/**
	 * The call of a function in a message.
	 *
	 * @param name the function's name
	 * @param arguments the arguments as JSON text
	 */
	public record FunctionCall(String name, String arguments) {
	}

}
