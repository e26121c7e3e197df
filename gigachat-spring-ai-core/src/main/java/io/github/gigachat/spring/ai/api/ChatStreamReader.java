package io.github.gigachat.spring.ai.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

	private final @Nullable String requestId;

	private final @Nullable String sessionId;

	private final @Nullable RateLimit rateLimit;

	private @Nullable StringBuilder reasoning;

	private boolean callSeen;

	private boolean anyEvent;

	private boolean anyContent;

	private boolean complete;

	private boolean closed;

	ChatStreamReader(ResponseHead head, String sentId) {
		this.head = head;
		this.sentId = sentId;
		this.requestId = RequestIds.of(head, sentId);
		this.sessionId = head.header("x-session-id");
		this.rateLimit = RateLimitHeaders.read(head);
	}

	@Override
	public void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		this.anyEvent = true;
		if (Arrays.equals(data, offset, offset + length, DONE, 0, DONE.length)) {
			done();
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
			requireName(choice);
			this.callSeen = this.callSeen || (choice.message() != null && choice.message().functionCall() != null);
			this.complete = this.complete || choice.finishReason() != null;
			if (this.callSeen && choice.finishReason() != null) {
				// the presence of a call decides, not the word beside it
				choice = new ChatChoice(choice.message(), choice.index(), "function_call");
				chunk = chunk.with(choice, chunk.usage());
			}
			chunk = withWholeReasoning(chunk, choice);
		}
		if (choice != null || chunk.usage() != null) {
			deliver(chunk, chunk.choice(), out);
		}
	}

	/** Spring AI drops the text of a chunk that has a call: text goes out before it. */
	private void deliver(ChatCompletionChunk chunk, @Nullable ChatChoice choice,
			Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		ChatMessage delta = (choice != null) ? choice.message() : null;
		ChatCompletionChunk last = chunk;
		if (choice != null && delta != null && delta.functionCall() != null && delta.content() != null
				&& !delta.content().isEmpty()) {
			ChatMessage text = ChatMessage.text("assistant", delta.content());
			ChatMessage call = new ChatMessage(delta.role(), "", null, delta.functionCall(), delta.functionsStateId(),
					delta.reasoningContent());
			out.accept(response(chunk.with(new ChatChoice(text, choice.index(), null), null)));
			last = chunk.with(new ChatChoice(call, choice.index(), choice.finishReason()), chunk.usage());
		}
		out.accept(response(last));
	}

	private ApiResponse<ChatCompletionChunk> response(ChatCompletionChunk chunk) {
		return new ApiResponse<>(chunk, this.requestId, this.sessionId, this.rateLimit);
	}

	/** Metadata of later chunks replace those of earlier ones: the last has all of it. */
	private ChatCompletionChunk withWholeReasoning(ChatCompletionChunk chunk, ChatChoice choice) {
		ChatMessage delta = choice.message();
		if (delta != null && delta.reasoningContent() != null) {
			this.reasoning = (this.reasoning != null) ? this.reasoning : new StringBuilder();
			this.reasoning.append(delta.reasoningContent());
		}
		if (this.reasoning == null || choice.finishReason() == null) {
			return chunk;
		}
		ChatMessage last = (delta != null) ? delta : ChatMessage.text("assistant", "");
		ChatMessage whole = new ChatMessage(last.role(), last.content(), last.name(), last.functionCall(),
				last.functionsStateId(), this.reasoning.toString());
		return chunk.with(new ChatChoice(whole, choice.index(), choice.finishReason()), chunk.usage());
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

	private void requireName(ChatChoice choice) {
		FunctionCall call = (choice.message() != null) ? choice.message().functionCall() : null;
		if (call != null && !call.hasName()) {
			throw Failures.protocol(
					"An event of the stream is incomplete: choices[0].delta.function_call.name is missing", this.head,
					this.sentId);
		}
	}

	private void done() {
		this.closed = true;
		if (!this.complete && !this.anyContent) {
			throw Failures.protocol("The stream ended with neither text nor a call nor a finish reason", this.head,
					this.sentId);
		}
		this.complete = true;
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
		return Failures.refused(new TransportResponse(new ResponseHead(status, this.head.headers()), body),
				this.sentId);
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
