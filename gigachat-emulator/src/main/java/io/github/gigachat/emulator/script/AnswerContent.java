package io.github.gigachat.emulator.script;

import java.util.List;

import io.github.gigachat.emulator.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * The content of an answer.
 */
public sealed interface AnswerContent {

	/**
	 * A text in the chunks of a stream.
	 * 
	 * @param chunks the chunks
	 */
	record Text(List<String> chunks) implements AnswerContent {

		public String whole() {
			return String.join("", this.chunks);
		}

	}

	/**
	 * A picture with a text, to be drawn if the request allows it.
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

		/** Returns the text of v1 with a tag for the picture. */
		public AnswerContent.Text asText() {
			String tag = "<img src=\"" + this.fileId + "\" fuse=\"true\"/>";
			return new Text(TextChunker.of(this.text.isEmpty() ? tag : tag + " " + this.text));
		}

	}

	/**
	 * Function calls.
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

		/** Returns the first call, because a message of v1 has only one. */
		public FunctionCalls firstAlone() {
			return new FunctionCalls(List.of(first()));
		}

	}

	/**
	 * An error.
	 * 
	 * @param status the HTTP status
	 * @param message the message, null for that of the service
	 */
	record Failure(int status, @Nullable String message) implements AnswerContent {
	}

	/**
	 * Any body.
	 * 
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the body
	 */
	record Raw(int status, String contentType, String body) implements AnswerContent {
	}

	/**
	 * The answer of the endpoint without a script.
	 */
	record Default() implements AnswerContent {
	}

}
