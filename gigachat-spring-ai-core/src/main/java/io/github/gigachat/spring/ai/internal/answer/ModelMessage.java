package io.github.gigachat.spring.ai.internal.answer;

import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import org.jspecify.annotations.Nullable;

/**
 * What the model answered, or added to its answer, whichever of the service's APIs it
 * came by.
 *
 * @param text the text; empty where there is none
 * @param calls the functions that it calls
 * @param stateId the service's id of the state behind a call or a built-in tool
 * @param reasoning what a reasoning model thought
 * @param finishReason the service's word for why the model stopped; {@code null} while a
 * stream goes on
 * @param files the files that the model made, which came with this
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
