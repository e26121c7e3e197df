package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse.Choice;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.client.StreamedResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

import org.springframework.util.StringUtils;

/**
 * Reads the events of a v1 chat stream. The turn ends with the first chunk that has a
 * finish reason, or with {@code [DONE]}. A stream without either was cut off.
 */
public final class ChatStreamReader extends ChatEventReader<ChatCompletionChunk> {

	private static final ObjectReader CHUNK = WireJson.reader(ChatCompletionChunk.class);

	private final V1TurnAssembler turn = new V1TurnAssembler();

	public ChatStreamReader(StreamedResponse response) {
		super(response, "An event of the stream has no choices");
	}

	@Override
	void onChunk(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		ChatCompletionChunk chunk = this.response.read(CHUNK, ChatCompletionChunk.class, data, offset, length);
		if (chunk.choices() == null && chunk.usage() == null) {
			refuseUnlessNamed(eventName, data, offset, length);
			return;
		}
		Choice choice = chunk.choice();
		if (choice != null) {
			this.anyContent = this.anyContent || hasContent(choice.message());
			deliver(chunk, choice, out);
		}
		else if (chunk.usage() != null) {
			emit(chunk, out);
		}
	}

	private void deliver(ChatCompletionChunk chunk, Choice choice,
			Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		ChatMessage delta = choice.message();
		// the first finish reason ends the turn; a later one is ignored
		String reason = this.complete ? null : choice.finishReason();
		if (delta != null && this.turn.isAnother(delta)) {
			emit(chunk.with(new Choice(this.turn.end(null, ""), choice.index(), null), null), out);
		}
		ChatMessage rest = (delta != null) ? this.turn.take(delta) : null;
		requireName();
		if (reason == null) {
			boolean heldWhole = delta != null && delta.functionCall() != null && isEmpty(rest) && chunk.usage() == null;
			if (!heldWhole) {
				emit(isUnchanged(chunk, choice) ? chunk
						: chunk.with(new Choice(rest, choice.index(), null), chunk.usage()), out);
			}
			return;
		}
		this.complete = true;
		String text = (rest != null && rest.content() != null) ? rest.content() : "";
		if (this.turn.call() != null && !text.isEmpty()) {
			// Spring AI drops the text of a chunk that has a call
			emit(chunk.with(new Choice(ChatMessage.text("assistant", text), choice.index(), null), null), out);
			text = "";
		}
		ChatMessage last = this.turn.end((rest != null) ? rest.role() : null, text);
		emit(chunk.with(new Choice(last, choice.index(), reason), chunk.usage()), out);
	}

	/**
	 * Returns whether nothing of a chunk is held back or left out, as of nearly all.
	 */
	private static boolean isUnchanged(ChatCompletionChunk chunk, Choice choice) {
		List<Choice> choices = chunk.choices();
		boolean whole = choice.message() == null || choice.message().functionCall() == null;
		return whole && choice.finishReason() == null && choices != null && choices.size() == 1;
	}

	private static boolean isEmpty(@Nullable ChatMessage delta) {
		return delta == null || (!StringUtils.hasLength(delta.content()) && delta.reasoningContent() == null
				&& delta.functionsStateId() == null);
	}

	private static boolean hasContent(@Nullable ChatMessage delta) {
		return delta != null && (StringUtils.hasLength(delta.content()) || delta.functionCall() != null);
	}

	private void requireName() {
		FunctionCall call = this.turn.call();
		if (call != null && !call.hasName()) {
			throw incomplete("choices[0].delta.function_call.name is missing");
		}
	}

	@Override
	void end(Consumer<? super ApiResponse<ChatCompletionChunk>> out) {
		requireContent();
		this.complete = true;
		if (this.turn.call() != null || this.turn.hasThoughts()) {
			Choice last = new Choice(this.turn.end("assistant", ""), 0, null);
			emit(new ChatCompletionChunk(List.of(last), null, null, null), out);
		}
	}

}
