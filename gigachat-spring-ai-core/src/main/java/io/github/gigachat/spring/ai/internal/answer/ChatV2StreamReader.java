package io.github.gigachat.spring.ai.internal.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Chunk;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Response;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.internal.client.StreamedResponse;
import io.github.gigachat.spring.ai.internal.http.StreamReader;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the events of a v2 chat stream. The stream ends with
 * {@code response.message.done} according to recordings, or with {@code [DONE]} according
 * to the documentation of November 2026. A stream without either was cut off.
 */
public final class ChatV2StreamReader implements StreamReader<ApiResponse<ChatV2Chunk>> {

	private static final byte[] MARK = "[DONE]".getBytes(StandardCharsets.US_ASCII);

	private static final Set<String> EVENTS = Set.of(ChatV2Chunk.DELTA, ChatV2Chunk.DONE, ChatV2Chunk.TOOL_IN_PROGRESS,
			ChatV2Chunk.TOOL_COMPLETED);

	private static final ObjectReader BODY = WireJson.reader(ChatV2Response.class);

	private final StreamedResponse response;

	private boolean anyEvent;

	private boolean anyContent;

	/** The fields of the events so far, except for their messages. */
	private ChatV2Response beside = ChatV2Response.empty();

	private boolean complete;

	public ChatV2StreamReader(StreamedResponse response) {
		this.response = response;
	}

	@Override
	public void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<ChatV2Chunk>> out) {
		this.anyEvent = true;
		if (Arrays.equals(data, offset, offset + length, MARK, 0, MARK.length)) {
			end(this.beside, out);
			return;
		}
		if (eventName == null || StreamedResponse.isError(eventName)) {
			throw this.response.failure(data, offset, length, "An event of the stream is not a chat event");
		}
		if (!EVENTS.contains(eventName)) {
			return;
		}
		ChatV2Response body = this.response.read(BODY, ChatV2Response.class, data, offset, length);
		if (body.messages() == null && body.finishReason() == null && body.usage() == null) {
			refuseIfFailure(data, offset, length);
		}
		String missing = missing(body);
		if (missing != null) {
			throw this.response.protocol("An event of the stream is incomplete: " + missing);
		}
		this.anyContent = this.anyContent || body.finishReason() != null || isEnded(body.messages())
				|| StreamedContent.isIn(body.messages());
		if (eventName.equals(ChatV2Chunk.DONE)) {
			end(body, out);
			return;
		}
		this.beside = this.beside.withoutMessages(body);
		out.accept(this.response.with(new ChatV2Chunk(eventName, body)));
	}

	private void end(ChatV2Response last, Consumer<? super ApiResponse<ChatV2Chunk>> out) {
		if (!this.anyContent) {
			throw this.response.protocol("The stream ended without text, a function call or a finish reason");
		}
		this.complete = true;
		out.accept(this.response.with(new ChatV2Chunk(ChatV2Chunk.DONE, last)));
	}

	/**
	 * Throws the failure that an event reports, regardless of the event's name. An event
	 * that reports none is accepted.
	 */
	private void refuseIfFailure(byte[] data, int offset, int length) {
		RuntimeException failure = this.response.failure(data, offset, length, "An event of the stream is empty");
		if (failure instanceof GigaChatFailure typed && typed.kind() != FailureKind.PROTOCOL) {
			throw failure;
		}
	}

	private static boolean isEnded(@Nullable List<ChatV2Message> messages) {
		return messages != null
				&& messages.stream().anyMatch((message) -> message != null && message.finishReason() != null);
	}

	@Override
	public void onEnd(Consumer<? super ApiResponse<ChatV2Chunk>> out) {
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
		return this.complete;
	}

	/**
	 * Finds a required field that is missing from a response.
	 * @param response the response
	 * @return the place of the missing field, or {@code null} if the response is complete
	 */
	public static @Nullable String missing(ChatV2Response response) {
		List<ChatV2Message> messages = (response.messages() != null) ? response.messages() : List.of();
		for (int i = 0; i < messages.size(); i++) {
			ChatV2Message message = messages.get(i);
			List<ChatV2Message.Part> parts = (message != null && message.content() != null) ? message.content()
					: List.of();
			for (int j = 0; j < parts.size(); j++) {
				ChatV2Message.FunctionCall call = (parts.get(j) != null) ? parts.get(j).functionCall() : null;
				if (call != null && !call.hasName()) {
					return "messages[" + i + "].content[" + j + "].function_call.name is missing";
				}
			}
		}
		return null;
	}

}
