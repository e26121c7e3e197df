package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Chunk;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Response;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.client.StreamedResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the events of a v2 chat stream. The stream ends with
 * {@code response.message.done} according to recordings, or with {@code [DONE]} according
 * to the documentation of November 2026. A stream without either was cut off.
 */
public final class ChatV2StreamReader extends ChatEventReader<ChatV2Chunk> {

	private static final Set<String> EVENTS = Set.of(ChatV2Chunk.DELTA, ChatV2Chunk.DONE, ChatV2Chunk.TOOL_IN_PROGRESS,
			ChatV2Chunk.TOOL_COMPLETED);

	private static final ObjectReader BODY = WireJson.reader(ChatV2Response.class);

	/** The fields of the events so far, except for their messages. */
	private ChatV2Response beside = ChatV2Response.empty();

	public ChatV2StreamReader(StreamedResponse response) {
		super(response, "An event of the stream is not a chat event");
	}

	@Override
	void onChunk(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<ChatV2Chunk>> out) {
		if (eventName == null) {
			throw failure(data, offset, length);
		}
		if (!EVENTS.contains(eventName)) {
			return;
		}
		ChatV2Response body = this.response.read(BODY, ChatV2Response.class, data, offset, length);
		if (body.messages() == null && body.finishReason() == null && body.usage() == null) {
			refuseUnlessNamed(eventName, data, offset, length);
		}
		String missing = missing(body);
		if (missing != null) {
			throw incomplete(missing);
		}
		this.anyContent = this.anyContent || body.finishReason() != null || isEnded(body.messages())
				|| ChatStreamHandler.hasContent(body.messages());
		if (eventName.equals(ChatV2Chunk.DONE)) {
			end(body, out);
			return;
		}
		this.beside = this.beside.withoutMessages(body);
		emit(new ChatV2Chunk(eventName, body), out);
	}

	@Override
	void end(Consumer<? super ApiResponse<ChatV2Chunk>> out) {
		end(this.beside, out);
	}

	private void end(ChatV2Response last, Consumer<? super ApiResponse<ChatV2Chunk>> out) {
		requireContent();
		this.complete = true;
		this.closed = true;
		emit(new ChatV2Chunk(ChatV2Chunk.DONE, last), out);
	}

	private static boolean isEnded(@Nullable List<ChatV2Message> messages) {
		return messages != null
				&& messages.stream().anyMatch((message) -> message != null && message.finishReason() != null);
	}

	/**
	 * Finds a required field that is missing from a response.
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
