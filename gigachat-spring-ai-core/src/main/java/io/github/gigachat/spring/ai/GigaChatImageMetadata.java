package io.github.gigachat.spring.ai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageGenerationMetadata;

/**
 * Metadata of a picture drawn by GigaChat.
 *
 * @param fileId the id of the file in the service's storage
 * @param text the text that the model wrote in addition to the picture; empty if there is
 * none
 * @param finishReason the reason why the model stopped, usually {@code STOP}
 * @param requestId the id of the request that drew the picture, or {@code null}
 */
public record GigaChatImageMetadata(String fileId, String text, @Nullable String finishReason,
		@Nullable String requestId) implements ImageGenerationMetadata {

	/**
	 * Returns a description with the ids and the finish reason, without the text.
	 */
	@Override
	public String toString() {
		return "GigaChatImageMetadata[fileId=" + this.fileId + ", finishReason=" + this.finishReason + ", requestId="
				+ this.requestId + "]";
	}

}
