package io.github.gigachat.emulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.chat.PlannedCalls;
import io.github.gigachat.emulator.script.AnswerContent;
import io.github.gigachat.emulator.script.AnswerExtras;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.TextChunker;
import io.github.gigachat.emulator.script.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One scripted answer of the emulator. Immutable.
 */
public final class ChatAnswer {

	private final AnswerContent content;

	private final @Nullable String finishReason;

	private final @Nullable Usage usage;

	private final Duration delay;

	private final Map<String, String> headers;

	private final AnswerExtras extras;

	private ChatAnswer(AnswerContent content, @Nullable String finishReason, @Nullable Usage usage, Duration delay,
			Map<String, String> headers, AnswerExtras extras) {
		this.content = content;
		this.finishReason = finishReason;
		this.usage = usage;
		this.delay = delay;
		this.headers = headers;
		this.extras = extras;
	}

	/**
	 * A text, cut into pieces of a few words when it is streamed.
	 * @param text the text
	 * @return the answer
	 */
	public static ChatAnswer text(String text) {
		return of(new AnswerContent.Text(TextChunker.of(text)));
	}

	/**
	 * A text that is streamed in exactly these pieces.
	 * @param chunks the pieces
	 * @return the answer
	 */
	public static ChatAnswer chunks(List<String> chunks) {
		return of(new AnswerContent.Text(List.copyOf(chunks)));
	}

	/**
	 * A picture that the emulator draws, a JPEG file bound to the {@code X-Client-ID} of
	 * the request. A request that does not allow the built-in function gets the text
	 * alone.
	 * @param text the text beside the picture, which may be empty
	 * @return the answer
	 */
	public static ChatAnswer image(String text) {
		return of(new AnswerContent.Image(text));
	}

	/**
	 * The call of a function.
	 * @param name the function's name
	 * @param arguments its arguments
	 * @return the answer
	 */
	public static ChatAnswer functionCall(String name, Map<String, ?> arguments) {
		return functionCall(name, Json.write(arguments));
	}

	/**
	 * The call of a function.
	 * @param name the function's name
	 * @param arguments its arguments as JSON text, sent as they are
	 * @return the answer
	 */
	public static ChatAnswer functionCall(String name, String arguments) {
		return of(AnswerContent.FunctionCalls.of(name, arguments));
	}

	/**
	 * The calls of several functions in one message, as v2 has them. A request of v1,
	 * where a message has one call, gets the first alone.
	 * @param calls the calls, at least one
	 * @return the answer
	 * @throws IllegalArgumentException when there is none
	 */
	public static ChatAnswer functionCalls(List<ChatMessage.FunctionCall> calls) {
		if (calls.isEmpty()) {
			throw new IllegalArgumentException("An answer that calls functions has at least one call");
		}
		return of(new AnswerContent.FunctionCalls(List.copyOf(calls)));
	}

	/**
	 * An error in the service's words.
	 * @param status the HTTP status
	 * @return the answer
	 */
	public static ChatAnswer failure(int status) {
		return of(new AnswerContent.Failure(status, null));
	}

	/**
	 * An error in words of one's own.
	 * @param status the HTTP status
	 * @param message the message of the error's body
	 * @return the answer
	 */
	public static ChatAnswer failure(int status, String message) {
		return of(new AnswerContent.Failure(status, message));
	}

	/**
	 * An error that says when to come back.
	 * @param status the HTTP status
	 * @param retryAfter the {@code Retry-After} header, rounded up to whole seconds
	 * @return the answer
	 */
	public static ChatAnswer failure(int status, Duration retryAfter) {
		long seconds = retryAfter.plusSeconds(1).minusNanos(1).toSeconds();
		return failure(status).withHeader("Retry-After", Long.toString(seconds));
	}

	/**
	 * A body as it is.
	 * @param status the HTTP status
	 * @param contentType the {@code Content-Type} header
	 * @param body the body
	 * @return the answer
	 */
	public static ChatAnswer raw(int status, String contentType, String body) {
		return of(new AnswerContent.Raw(status, contentType, body));
	}

	/**
	 * The answer that the emulator gives when nothing is scripted.
	 * @return the answer
	 */
	public static ChatAnswer byDefault() {
		return of(new AnswerContent.Default());
	}

	private static ChatAnswer of(AnswerContent content) {
		return new ChatAnswer(content, null, null, Duration.ZERO, Map.of(), AnswerExtras.NONE);
	}

	/**
	 * This answer with another finish reason.
	 * @param finishReason the finish reason
	 * @return the new answer
	 */
	public ChatAnswer withFinishReason(String finishReason) {
		return new ChatAnswer(this.content, finishReason, this.usage, this.delay, this.headers, this.extras);
	}

	/**
	 * This answer with a stated usage.
	 * @param promptTokens tokens of the request
	 * @param completionTokens tokens of the answer
	 * @param precachedPromptTokens tokens of the request that the cache held
	 * @return the new answer
	 */
	public ChatAnswer withUsage(int promptTokens, int completionTokens, int precachedPromptTokens) {
		Usage stated = new Usage(promptTokens, completionTokens, precachedPromptTokens);
		return new ChatAnswer(this.content, this.finishReason, stated, this.delay, this.headers, this.extras);
	}

	/**
	 * This answer, given after a while.
	 * @param delay how long to wait before the first byte
	 * @return the new answer
	 */
	public ChatAnswer withDelay(Duration delay) {
		return new ChatAnswer(this.content, this.finishReason, this.usage, delay, this.headers, this.extras);
	}

	/**
	 * This answer with one more response header.
	 * @param name the header's name
	 * @param value the header's value
	 * @return the new answer
	 */
	public ChatAnswer withHeader(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new ChatAnswer(this.content, this.finishReason, this.usage, this.delay, Map.copyOf(more), this.extras);
	}

	/**
	 * This answer with the thoughts that led to it.
	 * @param reasoning what the model thought
	 * @return the new answer
	 */
	public ChatAnswer withReasoning(String reasoning) {
		return withExtras(this.extras.withReasoning(reasoning));
	}

	/**
	 * This answer with the pages of a web search, for a request that lets the model
	 * search. A text without a mark such as {@code [sources=[1]]} gets the marks of all
	 * pages at its end.
	 * @param pages the pages; the first one has the number 1
	 * @return the new answer
	 */
	public ChatAnswer withSources(List<WebPage> pages) {
		return withExtras(this.extras.withSources(pages));
	}

	/**
	 * This answer with the run of a built-in tool of v2, for a request that offers it.
	 * @param name the tool's name
	 * @return the new answer
	 */
	public ChatAnswer withTool(String name) {
		return withExtras(this.extras.withTool(new AnswerExtras.ToolRun(name, true)));
	}

	/**
	 * This answer with the run of a built-in tool of v2 that failed, for a request that
	 * offers it.
	 * @param name the tool's name
	 * @return the new answer
	 */
	public ChatAnswer withFailedTool(String name) {
		return withExtras(this.extras.withTool(new AnswerExtras.ToolRun(name, false)));
	}

	/**
	 * This answer, a call, as one of several that the model planned and keeps under the
	 * state id, as {@code GigaChat-3.5-Ultra-Reasoning} does. A later request that sends
	 * the state id back with another number of results is refused with 422
	 * {@code Function calls count does not match function results count}; without the
	 * state id it is accepted. An answer without a call plans none.
	 * @param count the number of planned calls, at least 1
	 * @return the new answer
	 * @throws IllegalArgumentException when the number is less than 1
	 */
	public ChatAnswer withPlannedCalls(int count) {
		return withExtras(this.extras.withPlannedCalls(PlannedCalls.checked(count)));
	}

	/**
	 * This answer with widgets, which v2 has in {@code inline_data.widgets} behind the
	 * text. A request of v1 gets none.
	 * @param widgets the widgets, as JSON objects
	 * @return the new answer
	 */
	public ChatAnswer withWidgets(List<? extends Map<String, ?>> widgets) {
		return withExtras(this.extras.withWidgets(widgets));
	}

	/**
	 * This answer with a value for the field {@code additional_data} of v2, which is an
	 * object or an array, by the service's descriptions. A request of v1 gets none.
	 * @param data maps, lists, texts, numbers, booleans: what becomes JSON
	 * @return the new answer
	 */
	public ChatAnswer withAdditionalData(Object data) {
		return withExtras(this.extras.withAdditionalData(data));
	}

	/**
	 * This answer, ended as the documentation of v2 has it and recordings do not: its
	 * message has a finish reason of its own, and a stream ends with {@code [DONE]}. An
	 * answer to a request of v1 stays as it is.
	 * @return the new answer
	 */
	public ChatAnswer withDocumentedEnd() {
		return withExtras(this.extras.withDocumentedEnd());
	}

	private ChatAnswer withExtras(AnswerExtras other) {
		return new ChatAnswer(this.content, this.finishReason, this.usage, this.delay, this.headers, other);
	}

	public ChatAnswer withContent(AnswerContent content) {
		return new ChatAnswer(content, this.finishReason, this.usage, this.delay, this.headers, this.extras);
	}

	public AnswerContent content() {
		return this.content;
	}

	public @Nullable String finishReason() {
		return this.finishReason;
	}

	public @Nullable Usage usage() {
		return this.usage;
	}

	public AnswerExtras extras() {
		return this.extras;
	}

	public Duration delay() {
		return this.delay;
	}

	public Map<String, String> headers() {
		return this.headers;
	}

}
