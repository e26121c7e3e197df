package io.github.gigachat.spring.ai.api;

import java.util.Set;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.http.StreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the events of a v2 chat stream. Its terminal event is
 * {@code response.message.done}; a stream that ends before it was cut.
 */
final class ChatV2StreamReader implements StreamReader<ApiResponse<ChatV2Chunk>> {

	private static final Set<String> EVENTS = Set.of(ChatV2Chunk.DELTA, ChatV2Chunk.DONE, ChatV2Chunk.TOOL_IN_PROGRESS,
			ChatV2Chunk.TOOL_COMPLETED);

	private static final ObjectReader BODY = WireJson.reader(ChatV2Response.class);

	private final StreamedResponse response;

	private boolean anyEvent;

	private boolean anyContent;

	private boolean complete;

	ChatV2StreamReader(StreamedResponse response) {
		this.response = response;
	}

	@Override
	public void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<ChatV2Chunk>> out) {
		this.anyEvent = true;
		if (eventName == null || StreamedResponse.isError(eventName)) {
			throw this.response.failure(data, offset, length, "An event of the stream is none of a chat");
		}
		if (!EVENTS.contains(eventName)) {
			return;
		}
		ChatV2Response body = this.response.read(BODY, ChatV2Response.class, data, offset, length);
		if (body.messages() == null && body.finishReason() == null && body.usage() == null) {
			refuseIfFailure(data, offset, length);
		}
		String missing = body.missing();
		if (missing != null) {
			throw this.response.protocol("An event of the stream is incomplete: " + missing);
		}
		this.anyContent = this.anyContent || body.finishReason() != null || StreamedContent.isIn(body.messages());
		if (eventName.equals(ChatV2Chunk.DONE)) {
			if (!this.anyContent) {
				throw this.response.protocol("The stream ended with neither text nor a call nor a finish reason");
			}
			this.complete = true;
		}
		out.accept(this.response.with(new ChatV2Chunk(eventName, body)));
	}

	/** A failure is one whatever the name of the event that reports it. */
	private void refuseIfFailure(byte[] data, int offset, int length) {
		RuntimeException failure = this.response.failure(data, offset, length, "An event of the stream is empty");
		if (failure instanceof GigaChatFailure typed && typed.kind() != FailureKind.PROTOCOL) {
			throw failure;
		}
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

}
