package io.github.gigachat.spring.ai.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.http.ResponseHead;
import io.github.gigachat.spring.ai.http.StreamReader;
import io.github.gigachat.spring.ai.http.TransportResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * Reads the events of a v1 chat stream. Its terminal event is the first chunk with a
 * finish reason, or {@code [DONE]}; a stream that ends before it was cut.
 */
final class ChatStreamReader implements StreamReader<ApiResponse<ChatCompletionChunk>> {

	private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

	private static final int INTERNAL_ERROR = 500;

	private static final ObjectReader CHUNK = WireJson.reader(ChatCompletionChunk.class);

	private static final ObjectReader ERROR = WireJson.reader(ErrorEvent.class);

	private final ResponseHead head;

	private final String sentId;

	private final SentSecrets secrets;

	private final @Nullable String requestId;

	private final @Nullable String sessionId;

	private final @Nullable RateLimit rateLimit;

	private final StreamedTurn turn = new StreamedTurn();

	private boolean anyEvent;

	private boolean anyContent;

	private boolean complete;

	private boolean closed;

	ChatStreamReader(ResponseHead head, String sentId, SentSecrets secrets) {
		this.head = head;
		this.sentId = sentId;
		this.secrets = secrets;
		this.requestId = RequestIds.of(head, sentId);
		this.sessionId = head.header("x-session-id");
		this.rateLimit = RateLimitHeaders.read(head);
	}

	@Override
	public void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		this.anyEvent = true;
		if (Arrays.equals(data, offset, offset + length, DONE, 0, DONE.length)) {
			done(out);
			return;
		}
		if (eventName != null && eventName.contains("error")) {
			throw errorEvent(data, offset, length);
		}
		ChatCompletionChunk chunk = read(data, offset, length);
		if (chunk.choices() == null && chunk.usage() == null) {
			refuseUnlessNamed(eventName, data, offset, length);
			return;
		}
		ChatChoice choice = chunk.choice();
		if (choice != null) {
			this.anyContent = this.anyContent || hasContent(choice);
			deliver(chunk, choice, out);
		}
		else if (chunk.usage() != null) {
			out.accept(response(chunk));
		}
	}

	private void deliver(ChatCompletionChunk chunk, ChatChoice choice,
			Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		ChatMessage delta = choice.message();
		// the first reason ends the turn, and what follows does not end it again
		String reason = this.complete ? null : choice.finishReason();
		if (delta != null && this.turn.isAnother(delta)) {
			out.accept(response(chunk.with(lastOf(choice, null, "", null), null)));
		}
		ChatMessage rest = (delta != null) ? this.turn.take(delta) : null;
		requireName();
		if (reason == null) {
			boolean heldWhole = delta != null && delta.functionCall() != null && isEmpty(rest) && chunk.usage() == null;
			if (!heldWhole) {
				out.accept(response(chunk.with(new ChatChoice(rest, choice.index(), null), chunk.usage())));
			}
			return;
		}
		this.complete = true;
		String text = (rest != null && rest.content() != null) ? rest.content() : "";
		if (this.turn.call() != null && !text.isEmpty()) {
			// Spring AI drops the text of a chunk that has a call
			out.accept(response(
					chunk.with(new ChatChoice(ChatMessage.text("assistant", text), choice.index(), null), null)));
			text = "";
		}
		out.accept(
				response(chunk.with(lastOf(choice, (rest != null) ? rest.role() : null, text, reason), chunk.usage())));
	}

	private ChatChoice lastOf(ChatChoice choice, @Nullable String role, String text, @Nullable String reason) {
		return new ChatChoice(this.turn.end(role, text), choice.index(), reason);
	}

	private static boolean isEmpty(@Nullable ChatMessage delta) {
		return delta == null || ((delta.content() == null || delta.content().isEmpty())
				&& delta.reasoningContent() == null && delta.functionsStateId() == null);
	}

	private ApiResponse<ChatCompletionChunk> response(ChatCompletionChunk chunk) {
		return new ApiResponse<>(chunk, this.requestId, this.sessionId, this.rateLimit);
	}

	/** Events of a kind that this provider does not know are passed over. */
	private void refuseUnlessNamed(@Nullable String eventName, byte[] data, int offset, int length) {
		RuntimeException failure = errorEvent(data, offset, length);
		boolean unknown = eventName != null && failure instanceof GigaChatFailure typed
				&& typed.kind() == FailureKind.PROTOCOL;
		if (!unknown) {
			throw failure;
		}
	}

	private void requireName() {
		FunctionCall call = this.turn.call();
		if (call != null && !call.hasName()) {
			throw Failures.protocol(
					"An event of the stream is incomplete: choices[0].delta.function_call.name is missing", this.head,
					this.sentId);
		}
	}

	/** A service that says no reason has ended its turn here. */
	private void done(Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		this.closed = true;
		if (this.complete) {
			return;
		}
		if (!this.anyContent) {
			throw Failures.protocol("The stream ended with neither text nor a call nor a finish reason", this.head,
					this.sentId);
		}
		this.complete = true;
		if (this.turn.call() != null || this.turn.hasThoughts()) {
			ChatChoice last = new ChatChoice(this.turn.end("assistant", ""), 0, null);
			out.accept(response(new ChatCompletionChunk(List.of(last), null, null, null)));
		}
	}

	private static boolean hasContent(ChatChoice choice) {
		ChatMessage delta = choice.message();
		return delta != null
				&& ((delta.content() != null && !delta.content().isEmpty()) || delta.functionCall() != null);
	}

	private ChatCompletionChunk read(byte[] data, int offset, int length) {
		try {
			ChatCompletionChunk chunk = CHUNK.readValue(data, offset, length);
			if (chunk != null) {
				return chunk;
			}
			throw Failures.protocol("An event of the stream is null", this.head, this.sentId);
		}
		catch (JacksonException ex) {
			throw Failures.protocol(
					"An event of the stream is not the JSON that was expected: " + length + " bytes" + Failures.at(ex),
					this.head, this.sentId);
		}
	}

	private RuntimeException errorEvent(byte[] data, int offset, int length) {
		ErrorEvent event = null;
		try {
			event = ERROR.readValue(data, offset, length);
		}
		catch (JacksonException ex) {
			// an error event without JSON is an error all the same
		}
		if (event == null || (event.status == null && event.message == null && event.error == null)) {
			return Failures.protocol("An event of the stream has no choices: " + length + " bytes", this.head,
					this.sentId);
		}
		int status = (event.status != null) ? event.status : INTERNAL_ERROR;
		byte[] body = Arrays.copyOfRange(data, offset, offset + length);
		return Failures.refused(new TransportResponse(new ResponseHead(status, this.head.headers()), body), this.sentId,
				this.secrets);
	}

	@Override
	public void onEnd(Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		if (!this.complete) {
			throw Failures.cut(this.anyEvent ? "The stream ended without its terminal event"
					: "The stream ended without a single event", this.head, this.sentId);
		}
	}

	@Override
	public boolean isComplete() {
		return this.complete;
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * What an event says that reports a failure within a stream.
	 *
	 * @param status the HTTP status that it would have had
	 * @param message the service's words
	 * @param error a proxy's own form of an error
	 */
	record ErrorEvent(@JsonProperty("status") @Nullable Integer status,
			@JsonProperty("message") @Nullable String message, @JsonProperty("error") @Nullable Object error) {
	}

}
