package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.chat.PlannedCalls;
import io.github.gigachat.emulator.script.AnswerContent;
import io.github.gigachat.emulator.script.AnswerExtras;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.ScriptedAnswer;
import io.github.gigachat.emulator.script.TextChunker;
import io.github.gigachat.emulator.script.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A scripted answer of the emulator. Immutable. {@link ChatRule} and {@link ChatStep}
 * build such answers step by step.
 */
public final class ChatAnswer {

	private final ScriptedAnswer scripted;

	ChatAnswer(ScriptedAnswer scripted) {
		this.scripted = scripted;
	}

	/**
	 * Creates an answer with a text. A stream delivers it in chunks of a few words.
	 * @param text the text
	 * @return the answer
	 */
	public static ChatAnswer text(String text) {
		return of(new AnswerContent.Text(TextChunker.of(text)));
	}

	/**
	 * Creates an answer with a text that a stream delivers in the given chunks.
	 * @param chunks the chunks, in order
	 * @return the answer
	 */
	public static ChatAnswer chunks(List<String> chunks) {
		return of(new AnswerContent.Text(List.copyOf(chunks)));
	}

	/**
	 * Creates an answer with a picture, a JPEG file bound to the {@code X-Client-ID} of
	 * the request. A request that does not allow pictures gets only the text.
	 * @param text the text beside the picture, may be empty
	 * @return the answer
	 */
	public static ChatAnswer image(String text) {
		return of(new AnswerContent.Image(text));
	}

	/**
	 * Creates an answer that calls a function.
	 * @param name the function's name
	 * @param arguments the arguments
	 * @return the answer
	 */
	public static ChatAnswer functionCall(String name, Map<String, ?> arguments) {
		return functionCall(name, Json.write(arguments));
	}

	/**
	 * Creates an answer that calls a function.
	 * @param name the function's name
	 * @param arguments the arguments as JSON text, sent unchanged
	 * @return the answer
	 */
	public static ChatAnswer functionCall(String name, String arguments) {
		return of(AnswerContent.FunctionCalls.of(name, arguments));
	}

	/**
	 * Creates an answer with several function calls in one message, as v2 allows. A
	 * request of v1 gets only the first call.
	 * @param calls the calls, at least one
	 * @return the answer
	 * @throws IllegalArgumentException if there is no call
	 */
	public static ChatAnswer functionCalls(List<ChatMessage.FunctionCall> calls) {
		if (calls.isEmpty()) {
			throw new IllegalArgumentException("An answer with function calls needs at least one call.");
		}
		return of(new AnswerContent.FunctionCalls(List.copyOf(calls)));
	}

	/**
	 * Creates an error with the service's own message.
	 * @param status the HTTP status
	 * @return the answer
	 */
	public static ChatAnswer failure(int status) {
		return of(new AnswerContent.Failure(status, null));
	}

	/**
	 * Creates an error with another message.
	 * @param status the HTTP status
	 * @param message the message in the error body
	 * @return the answer
	 */
	public static ChatAnswer failure(int status, String message) {
		return of(new AnswerContent.Failure(status, message));
	}

	/**
	 * Creates an error with a {@code Retry-After} header.
	 * @param status the HTTP status
	 * @param retryAfter the value of the header, rounded up to whole seconds
	 * @return the answer
	 */
	public static ChatAnswer failure(int status, Duration retryAfter) {
		long seconds = retryAfter.plusSeconds(1).minusNanos(1).toSeconds();
		return failure(status).withHeader("Retry-After", Long.toString(seconds));
	}

	/**
	 * Creates an answer with any body.
	 * @param status the HTTP status
	 * @param contentType the {@code Content-Type} header
	 * @param body the body, sent unchanged
	 * @return the answer
	 */
	public static ChatAnswer raw(int status, String contentType, String body) {
		return of(new AnswerContent.Raw(status, contentType, body));
	}

	/**
	 * Creates the answer that the emulator gives without a script.
	 * @return the answer
	 */
	public static ChatAnswer byDefault() {
		return new ChatAnswer(ScriptedAnswer.DEFAULT);
	}

	private static ChatAnswer of(AnswerContent content) {
		return new ChatAnswer(ScriptedAnswer.of(content));
	}

	/**
	 * Returns this answer with another finish reason.
	 * @param finishReason the finish reason
	 * @return the new answer
	 */
	public ChatAnswer withFinishReason(String finishReason) {
		return new ChatAnswer(this.scripted.withFinishReason(finishReason));
	}

	/**
	 * Returns this answer with the given token counts.
	 * @param promptTokens tokens of the request
	 * @param completionTokens tokens of the answer
	 * @param precachedPromptTokens tokens of the request that the cache held
	 * @return the new answer
	 */
	public ChatAnswer withUsage(int promptTokens, int completionTokens, int precachedPromptTokens) {
		return new ChatAnswer(
				this.scripted.withUsage(new Usage(promptTokens, completionTokens, precachedPromptTokens)));
	}

	/**
	 * Returns this answer with a delay.
	 * @param delay the time before the first byte
	 * @return the new answer
	 */
	public ChatAnswer withDelay(Duration delay) {
		return new ChatAnswer(this.scripted.withDelay(delay));
	}

	/**
	 * Returns this answer with one more response header.
	 * @param name the header's name
	 * @param value the header's value
	 * @return the new answer
	 */
	public ChatAnswer withHeader(String name, String value) {
		return new ChatAnswer(this.scripted.withHeader(name, value));
	}

	/**
	 * Returns this answer with the reasoning text of the model.
	 * @param reasoning the reasoning text
	 * @return the new answer
	 */
	public ChatAnswer withReasoning(String reasoning) {
		return withExtras(this.scripted.extras().withReasoning(reasoning));
	}

	/**
	 * Returns this answer with the pages of a web search, for a request that enables the
	 * search. A text without a mark such as {@code [sources=[1]]} gets the marks of all
	 * pages at its end.
	 * @param pages the pages; the first one has the number 1
	 * @return the new answer
	 */
	public ChatAnswer withSources(List<WebPage> pages) {
		return withExtras(this.scripted.extras().withSources(pages));
	}

	/**
	 * Returns this answer with a run of a built-in tool of v2, for a request that offers
	 * the tool.
	 * @param name the tool's name
	 * @return the new answer
	 */
	public ChatAnswer withTool(String name) {
		return withExtras(this.scripted.extras().withTool(new AnswerExtras.ToolRun(name, true)));
	}

	/**
	 * Returns this answer with a failed run of a built-in tool of v2, for a request that
	 * offers the tool.
	 * @param name the tool's name
	 * @return the new answer
	 */
	public ChatAnswer withFailedTool(String name) {
		return withExtras(this.scripted.extras().withTool(new AnswerExtras.ToolRun(name, false)));
	}

	/**
	 * Returns this answer, a function call, as one of several calls that the model
	 * planned. See {@link ChatStep#plannedCalls(int)}.
	 * @param count the number of planned calls, at least 1
	 * @return the new answer
	 * @throws IllegalArgumentException if the number is less than 1
	 */
	public ChatAnswer withPlannedCalls(int count) {
		return withExtras(this.scripted.extras().withPlannedCalls(PlannedCalls.checked(count)));
	}

	/**
	 * Returns this answer with widgets in {@code inline_data.widgets} of v2. A request of
	 * v1 gets none.
	 * @param widgets the widgets, as JSON objects
	 * @return the new answer
	 */
	public ChatAnswer withWidgets(List<? extends Map<String, ?>> widgets) {
		return withExtras(this.scripted.extras().withWidgets(widgets));
	}

	/**
	 * Returns this answer with the field {@code additional_data} of v2, which the service
	 * describes as an object or an array. A request of v1 gets none.
	 * @param data a value that can be written as JSON
	 * @return the new answer
	 */
	public ChatAnswer withAdditionalData(Object data) {
		return withExtras(this.scripted.extras().withAdditionalData(data));
	}

	/**
	 * Returns this answer with the end that the documentation of v2 describes and
	 * recordings do not contain: a finish reason in the message, and {@code [DONE]} at
	 * the end of a stream. An answer of v1 does not change.
	 * @return the new answer
	 */
	public ChatAnswer withDocumentedEnd() {
		return withExtras(this.scripted.extras().withDocumentedEnd());
	}

	private ChatAnswer withExtras(AnswerExtras other) {
		return new ChatAnswer(this.scripted.withExtras(other));
	}

	/**
	 * Returns the scripted finish reason.
	 * @return the finish reason, or null for the default of the content
	 */
	public @Nullable String finishReason() {
		return this.scripted.finishReason();
	}

	/**
	 * Returns the time before the first byte.
	 * @return the delay
	 */
	public Duration delay() {
		return this.scripted.delay();
	}

	/**
	 * Returns the additional response headers.
	 * @return the headers by name
	 */
	public Map<String, String> headers() {
		return this.scripted.headers();
	}

	ScriptedAnswer scripted() {
		return this.scripted;
	}

}
