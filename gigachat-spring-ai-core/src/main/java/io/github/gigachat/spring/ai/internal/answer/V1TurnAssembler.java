package io.github.gigachat.spring.ai.internal.answer;

import java.nio.charset.StandardCharsets;

import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a streamed v1 turn that must be delivered as a whole: the
 * function call, its state id and the reasoning.
 */
final class V1TurnAssembler {

	private @Nullable FunctionCall call;

	private @Nullable String stateId;

	private @Nullable StringBuilder reasoning;

	/**
	 * Takes the next increment.
	 * @return the part of it to pass on at once: everything but the call
	 */
	ChatMessage take(ChatMessage delta) {
		if (delta.functionsStateId() != null && !delta.functionsStateId().isEmpty()) {
			this.stateId = delta.functionsStateId();
		}
		if (delta.reasoningContent() != null) {
			this.reasoning = (this.reasoning != null) ? this.reasoning : new StringBuilder();
			this.reasoning.append(delta.reasoningContent());
		}
		FunctionCall piece = delta.functionCall();
		if (piece == null) {
			return delta;
		}
		this.call = (this.call != null) ? joined(this.call, piece) : piece;
		return new ChatMessage(delta.role(), delta.content(), delta.name(), null, delta.functionsStateId(),
				delta.reasoningContent(), delta.attachments());
	}

	@Nullable FunctionCall call() {
		return this.call;
	}

	/** Returns whether an increment begins another call than the current one. */
	boolean isAnother(ChatMessage delta) {
		FunctionCall piece = delta.functionCall();
		return this.call != null && this.call.hasName() && piece != null && piece.hasName()
				&& !piece.name().equals(this.call.name());
	}

	boolean hasThoughts() {
		return this.reasoning != null;
	}

	/**
	 * Returns the last message of the turn or of one of its calls, and clears the call.
	 * The message has all metadata of the turn, since metadata of later chunks replaces
	 * that of earlier ones.
	 * @param role the role of the last increment
	 * @param content its text; empty if the message has a call
	 */
	ChatMessage end(@Nullable String role, @Nullable String content) {
		ChatMessage last = new ChatMessage(role, content, null, this.call, this.stateId,
				(this.reasoning != null) ? this.reasoning.toString() : null, null);
		this.call = null;
		return last;
	}

	private static FunctionCall joined(FunctionCall call, FunctionCall piece) {
		return new FunctionCall(call.hasName() ? call.name() : piece.name(),
				arguments(call.arguments(), piece.arguments()), (call.id() != null) ? call.id() : piece.id());
	}

	private static String arguments(@Nullable String earlier, @Nullable String later) {
		if (later == null || later.isBlank()) {
			return (earlier != null) ? earlier : "";
		}
		if (earlier == null || earlier.isBlank() || isWhole(earlier)) {
			return later;
		}
		return earlier + later;
	}

	private static boolean isWhole(String json) {
		return !WireJson.isTruncated(json.getBytes(StandardCharsets.UTF_8));
	}

}
