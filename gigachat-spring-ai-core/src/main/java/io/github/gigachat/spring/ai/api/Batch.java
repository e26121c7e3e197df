package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A batch of requests, which the service processes asynchronously when it has capacity.
 *
 * @param id the id of the batch
 * @param method the kind of the requests: {@code chat_completions} or {@code embedder}
 * @param status the status: {@code created}, {@code in_progress}, {@link #COMPLETED} or a
 * future value
 * @param counts the number of requests and the progress
 * @param createdAt the time of creation, in seconds since the epoch
 * @param updatedAt the time of the last change, in seconds since the epoch
 * @param outputFileId the id of the file with the results; {@code null} until it exists
 */
public record Batch(@JsonProperty("id") String id, @JsonProperty("method") @Nullable String method,
		@JsonProperty("status") @Nullable String status, @JsonProperty("request_counts") @Nullable Counts counts,
		@JsonProperty("created_at") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long createdAt,
		@JsonProperty("updated_at") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long updatedAt,
		@JsonProperty("output_file_id") @Nullable String outputFileId) {

	/** The status of a batch whose requests have all been processed. */
	public static final String COMPLETED = "completed";

	/**
	 * Tells whether all requests of the batch have been processed.
	 * @return {@code true} if the status is {@link #COMPLETED}
	 */
	public boolean isCompleted() {
		return COMPLETED.equals(this.status);
	}

	/**
	 * The progress of a batch.
	 *
	 * @param total the number of requests
	 * @param completed the number of answered requests
	 * @param failed the number of failed requests
	 */
	public record Counts(@JsonProperty("total") @Nullable Integer total,
			@JsonProperty("completed") @Nullable Integer completed, @JsonProperty("failed") @Nullable Integer failed) {
	}

	/**
	 * One request of a batch, sent as one line of JSON.
	 *
	 * @param id the id of the request, unique within the batch
	 * @param request the request
	 */
	record Line(@JsonProperty("id") String id, @JsonProperty("request") Object request) {
	}

}
