package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Requests that the service answers when it has time to.
 *
 * @param id the batch's id
 * @param method what it is for: {@code chat_completions} or {@code embedder}
 * @param status {@code created}, {@code in_progress}, {@link #COMPLETED} or a word of the
 * future
 * @param counts how many requests there are
 * @param createdAt when it was made, in seconds since the epoch
 * @param updatedAt when it last changed, in seconds since the epoch
 * @param outputFileId the file with the answers, once there is one
 */
public record Batch(@JsonProperty("id") String id, @JsonProperty("method") @Nullable String method,
		@JsonProperty("status") @Nullable String status, @JsonProperty("request_counts") @Nullable Counts counts,
		@JsonProperty("created_at") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long createdAt,
		@JsonProperty("updated_at") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long updatedAt,
		@JsonProperty("output_file_id") @Nullable String outputFileId) {

	/** The status of a batch that was worked through. */
	public static final String COMPLETED = "completed";

	/**
	 * Whether all of it was answered.
	 * @return {@code true} when the status says so
	 */
	public boolean isCompleted() {
		return COMPLETED.equals(this.status);
	}

	/**
	 * How far a batch has come.
	 *
	 * @param total how many requests it has
	 * @param completed how many were answered
	 * @param failed how many failed
	 */
	public record Counts(@JsonProperty("total") @Nullable Integer total,
			@JsonProperty("completed") @Nullable Integer completed, @JsonProperty("failed") @Nullable Integer failed) {
	}

}
