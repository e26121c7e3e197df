package io.github.gigachat.emulator.script;

import java.util.List;

import io.github.gigachat.emulator.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * The content of an answer: a text, a picture, calls, a failure, a raw body, or the
 * endpoint's own choice.
 */
public sealed interface AnswerContent {

	/**
	 * A text in the pieces of a stream.
	 *
	 * @param chunks the pieces
	 */
	record Text(List<String> chunks) implements AnswerContent {

		public String whole() {
			return String.join("", this.chunks);
		}

	}

	/**
	 * A picture, to be drawn where the request allows it, with a text.
	 *
	 * @param text the text beside the picture
	 */
	record Image(String text) implements AnswerContent {
	}

	/**
	 * A picture that was drawn, with a text.
	 *
	 * @param fileId the id of its file
	 * @param text the text beside the picture
	 */
	record Drawn(String fileId, String text) implements AnswerContent {

		/** As the first version of the API says it. */
		public AnswerContent.Text asText() {
			String tag = "<img src=\"" + this.fileId + "\" fuse=\"true\"/>";
			return new Text(TextChunker.of(this.text.isEmpty() ? tag : tag + " " + this.text));
		}

	}

	/**
	 * The calls of functions.
	 *
	 * @param calls the calls, at least one
	 */
	record FunctionCalls(List<ChatMessage.FunctionCall> calls) implements AnswerContent {

		public static FunctionCalls of(String name, String arguments) {
			return new FunctionCalls(List.of(new ChatMessage.FunctionCall(name, arguments)));
		}

		public ChatMessage.FunctionCall first() {
			return this.calls.get(0);
		}

		/** As the first version of the API says it, where a message has one call. */
		public FunctionCalls firstAlone() {
			return new FunctionCalls(List.of(first()));
		}

	}

	/**
	 * An error.
	 *
	 * @param status the HTTP status
	 * @param message the message, null for the service's own
	 */
	record Failure(int status, @Nullable String message) implements AnswerContent {
	}

	/**
	 * A body as it is.
	 *
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the body
	 */
	record Raw(int status, String contentType, String body) implements AnswerContent {
	}

	/**
	 * What the endpoint answers without a script.
	 */
	record Default() implements AnswerContent {
	}

}
