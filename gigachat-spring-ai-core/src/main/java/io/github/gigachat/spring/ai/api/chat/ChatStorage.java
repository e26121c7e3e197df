package io.github.gigachat.spring.ai.api.chat;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that the service itself keeps, as a thread of the v2 API; for contracts
 * that have it.
 *
 * @param threadId the thread that the request continues; {@code null} to begin one, whose
 * id is in the metadata of the answer
 * @param limit how many messages of the thread the model is shown; {@code null} for the
 * service's own number
 * @param metadata what is kept with the thread; {@code null} for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatStorage(@JsonProperty("thread_id") @Nullable String threadId,
		@JsonProperty("limit") @Nullable Integer limit,
		@JsonProperty("metadata") @Nullable Map<String, Object> metadata) {

	/**
	 * Creates a storage.
	 * @param threadId the thread to continue, or {@code null}
	 * @param limit how many messages the model is shown, above 0, or {@code null}
	 * @param metadata what is kept with the thread, or {@code null}
	 */
	public ChatStorage {
		if (threadId != null && threadId.isBlank()) {
			throw new IllegalArgumentException("The id of the thread must not be blank");
		}
		if (limit != null && limit < 1) {
			throw new IllegalArgumentException("The limit of the thread has to be at least 1, but is " + limit);
		}
		metadata = (metadata != null) ? new LinkedHashMap<>(metadata) : null;
	}

	/**
	 * A thread that the request begins.
	 * @return the storage
	 */
	public static ChatStorage newThread() {
		return new ChatStorage(null, null, null);
	}

	/**
	 * A thread that the request continues.
	 * @param threadId the thread's id
	 * @return the storage
	 */
	public static ChatStorage thread(String threadId) {
		return new ChatStorage(threadId, null, null);
	}

	/**
	 * Shows which thread it is; of the metadata that they are set.
	 */
	@Override
	public String toString() {
		return "ChatStorage[threadId=" + this.threadId + ", limit=" + this.limit + ", metadata="
				+ ((this.metadata != null) ? "***" : "null") + "]";
	}

}
