package io.github.gigachat.spring.ai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageGenerationMetadata;

/**
 * What is known of a picture that GigaChat drew.
 *
 * @param fileId the id of the file that the service keeps
 * @param text what the model said beside the picture; empty when it said nothing
 * @param finishReason why the model stopped, {@code STOP} most often
 * @param requestId the id of the request that it was drawn in, or {@code null}
 */
public record GigaChatImageMetadata(String fileId, String text, @Nullable String finishReason,
		@Nullable String requestId) implements ImageGenerationMetadata {

	/**
	 * Tells the ids; never the text.
	 */
	@Override
	public String toString() {
		return "GigaChatImageMetadata[fileId=" + this.fileId + ", finishReason=" + this.finishReason + ", requestId="
				+ this.requestId + "]";
	}

}
