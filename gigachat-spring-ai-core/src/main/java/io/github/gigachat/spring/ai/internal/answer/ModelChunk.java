package io.github.gigachat.spring.ai.internal.answer;

import java.util.Map;

import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;

/**
 * One event of a streamed answer, or the whole of another one, with what is known of its
 * response.
 *
 * @param answer what was added; {@code null} for an event that carries something else
 * @param response the response that it came in
 * @param model the model that answers
 * @param usage what the answer cost; {@code null} in all but the last event
 * @param further further metadata of the response
 */
record ModelChunk(@Nullable ModelMessage answer, ApiResponse<?> response, @Nullable String model, @Nullable Usage usage,
		Map<String, Object> further) {

	/** The piece before this one, of the same response, which does not end it. */
	ModelChunk before(ModelMessage earlier) {
		return new ModelChunk(earlier, this.response, this.model, null, this.further);
	}

	ModelChunk with(ModelMessage other) {
		return new ModelChunk(other, this.response, this.model, this.usage, this.further);
	}

	ChatResponseMetadata metadata() {
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.usage((this.usage != null) ? this.usage : new EmptyUsage());
		if (this.response.requestId() != null) {
			metadata.id(this.response.requestId());
		}
		if (this.model != null) {
			metadata.model(this.model);
		}
		if (this.response.sessionId() != null) {
			metadata.keyValue(GigaChatMetadata.SESSION_ID, this.response.sessionId());
		}
		if (this.response.rateLimit() != null) {
			metadata.rateLimit(this.response.rateLimit());
		}
		this.further.forEach(metadata::keyValue);
		return metadata.build();
	}

}
