package io.github.gigachat.emulator;

import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.script.Json;
import org.jspecify.annotations.Nullable;

/**
 * A message of a chat request. A message of v2 is the sum of its parts. Each function
 * result of v2 is a message of its own here.
 * 
 * @param role {@code system}, {@code user}, {@code assistant} or {@code function}, which
 * v2 calls {@code tool}
 * @param content the text, or the result of a function as JSON text
 * @param name the function's name in a {@code function} message
 * @param functionCall the call in an {@code assistant} message
 * @param functionsStateId the state id that the client sent back
 * @param attachments ids of attached files
 */
public record ChatMessage(String role, String content, @Nullable String name, @Nullable FunctionCall functionCall,
		@Nullable String functionsStateId, List<String> attachments) {

	/**
	 * A function call in a message.
	 * 
	 * @param name the function's name
	 * @param arguments the arguments as JSON text
	 */
	public record FunctionCall(String name, String arguments) {

		/**
		 * Creates a call.
		 * @param name the function's name
		 * @param arguments the arguments
		 * @return the call
		 */
		public static FunctionCall of(String name, Map<String, ?> arguments) {
			return new FunctionCall(name, Json.write(arguments));
		}

	}

}
