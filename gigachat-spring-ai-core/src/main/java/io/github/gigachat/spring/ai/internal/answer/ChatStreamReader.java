package io.github.gigachat.spring.ai.internal.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.internal.client.StreamedResponse;
import io.github.gigachat.spring.ai.internal.http.StreamReader;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the events of a v1 chat stream. The turn ends with the first chunk that has a
 * finish reason, or with {@code [DONE]}. A stream without either was cut off.
 */
public final class ChatStreamReader implements StreamReader<ApiResponse<ChatCompletionChunk>> {

	private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

	private static final ObjectReader CHUNK = WireJson.reader(ChatCompletionChunk.class);

	private final StreamedResponse response;

	private final V1TurnAssembler turn = new V1TurnAssembler();

	private boolean anyEvent;

	private boolean anyContent;

	private boolean complete;

	private boolean closed;

	public ChatStreamReader(StreamedResponse response) {
		this.response = response;
	}

	@Override
	public void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		this.anyEvent = true;
		if (Arrays.equals(data, offset, offset + length, DONE, 0, DONE.length)) {
			done(out);
			return;
		}
		if (StreamedResponse.isError(eventName)) {
			throw failure(data, offset, length);
		}
		ChatCompletionChunk chunk = this.response.read(CHUNK, ChatCompletionChunk.class, data, offset, length);
		if (chunk.choices() == null && chunk.usage() == null) {
			refuseUnlessNamed(eventName, data, offset, length);
			return;
		}
		ChatCompletionResponse.Choice choice = chunk.choice();
		if (choice != null) {
			this.anyContent = this.anyContent || hasContent(choice);
			deliver(chunk, choice, out);
		}
		else if (chunk.usage() != null) {
			out.accept(this.response.with(chunk));
		}
	}

	private void deliver(ChatCompletionChunk chunk, ChatCompletionResponse.Choice choice,
			Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		ChatMessage delta = choice.message();
		// the first finish reason ends the turn; a later one is ignored
		String reason = this.complete ? null : choice.finishReason();
		if (delta != null && this.turn.isAnother(delta)) {
			out.accept(this.response.with(chunk.with(lastOf(choice, null, "", null), null)));
		}
		ChatMessage rest = (delta != null) ? this.turn.take(delta) : null;
		requireName();
		if (reason == null) {
			boolean heldWhole = delta != null && delta.functionCall() != null && isEmpty(rest) && chunk.usage() == null;
			if (!heldWhole) {
				out.accept(this.response
					.with(chunk.with(new ChatCompletionResponse.Choice(rest, choice.index(), null), chunk.usage())));
			}
			return;
		}
		this.complete = true;
		String text = (rest != null && rest.content() != null) ? rest.content() : "";
		if (this.turn.call() != null && !text.isEmpty()) {
			// Spring AI drops the text of a chunk that has a call
			out.accept(this.response.with(chunk.with(
					new ChatCompletionResponse.Choice(ChatMessage.text("assistant", text), choice.index(), null),
					null)));
			text = "";
		}
		out.accept(this.response
			.with(chunk.with(lastOf(choice, (rest != null) ? rest.role() : null, text, reason), chunk.usage())));
	}

	private ChatCompletionResponse.Choice lastOf(ChatCompletionResponse.Choice choice, @Nullable String role,
			String text, @Nullable String reason) {
		return new ChatCompletionResponse.Choice(this.turn.end(role, text), choice.index(), reason);
	}

	private static boolean isEmpty(@Nullable ChatMessage delta) {
		return delta == null || ((delta.content() == null || delta.content().isEmpty())
				&& delta.reasoningContent() == null && delta.functionsStateId() == null);
	}

	/**
	 * Throws the failure that an event reports. An event with an unknown name is ignored
	 * unless it reports an error.
	 */
	private void refuseUnlessNamed(@Nullable String eventName, byte[] data, int offset, int length) {
		RuntimeException failure = failure(data, offset, length);
		boolean unknown = eventName != null && failure instanceof GigaChatFailure typed
				&& typed.kind() == FailureKind.PROTOCOL;
		if (!unknown) {
			throw failure;
		}
	}

	private void requireName() {
		FunctionCall call = this.turn.call();
		if (call != null && !call.hasName()) {
			throw this.response
				.protocol("An event of the stream is incomplete: choices[0].delta.function_call.name is missing");
		}
	}

	/** Handles {@code [DONE]}. It ends the turn if no chunk had a finish reason. */
	private void done(Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		this.closed = true;
		if (this.complete) {
			return;
		}
		if (!this.anyContent) {
			throw this.response.protocol("The stream ended without text, a function call or a finish reason");
		}
		this.complete = true;
		if (this.turn.call() != null || this.turn.hasThoughts()) {
			ChatCompletionResponse.Choice last = new ChatCompletionResponse.Choice(this.turn.end("assistant", ""), 0,
					null);
			out.accept(this.response.with(new ChatCompletionChunk(List.of(last), null, null, null)));
		}
	}

	private static boolean hasContent(ChatCompletionResponse.Choice choice) {
		ChatMessage delta = choice.message();
		return delta != null
				&& ((delta.content() != null && !delta.content().isEmpty()) || delta.functionCall() != null);
	}

	private RuntimeException failure(byte[] data, int offset, int length) {
		return this.response.failure(data, offset, length, "An event of the stream has no choices");
	}

	@Override
	public void onEnd(Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		if (!this.complete) {
			throw this.response.cut(this.anyEvent);
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

}
