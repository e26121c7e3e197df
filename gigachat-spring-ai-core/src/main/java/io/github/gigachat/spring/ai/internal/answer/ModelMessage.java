package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the model, or a part of it, independent of the API of the service.
 *
 * @param text the text; empty if there is none
 * @param calls the function calls
 * @param stateId the service's state id of a call or of a built-in tool
 * @param reasoning the reasoning of a reasoning model
 * @param finishReason the service's finish reason; {@code null} while the stream
 * continues
 * @param files the generated files in this part
 * @param further further metadata of the message
 */
record ModelMessage(String text, List<FunctionCall> calls, @Nullable String stateId, @Nullable String reasoning,
		@Nullable String finishReason, List<GeneratedFile> files, Map<String, Object> further) {

	static ModelMessage ofText(String text) {
		return new ModelMessage(text, List.of(), null, null, null, List.of(), Map.of());
	}

	ModelMessage withText(String text) {
		return new ModelMessage(text, this.calls, this.stateId, this.reasoning, this.finishReason, this.files,
				this.further);
	}

}
