package io.github.gigachat.spring.ai.api.chat;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that the service itself stores, as a thread of the v2 API. The contract
 * has to include it.
 *
 * @param threadId the id of the thread to continue; {@code null} to start a new thread,
 * whose id is in the metadata of the answer
 * @param limit the number of messages of the thread that the model sees; {@code null} for
 * the service's default
 * @param metadata the metadata to store with the thread; {@code null} for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatStorage(@JsonProperty("thread_id") @Nullable String threadId,
		@JsonProperty("limit") @Nullable Integer limit,
		@JsonProperty("metadata") @Nullable Map<String, Object> metadata) {

	/**
	 * Creates a storage.
	 * @param threadId the id of the thread to continue, or {@code null}
	 * @param limit the number of messages that the model sees, above 0, or {@code null}
	 * @param metadata the metadata to store with the thread, or {@code null}
	 * @throws IllegalArgumentException if the id is blank or the limit is below 1
	 */
	public ChatStorage {
		if (threadId != null && threadId.isBlank()) {
			throw new IllegalArgumentException("The id of the thread must not be blank");
		}
		if (limit != null && limit < 1) {
			throw new IllegalArgumentException("The limit of the thread must be at least 1, but is " + limit);
		}
		metadata = (metadata != null) ? new LinkedHashMap<>(metadata) : null;
	}

	/**
	 * Returns a storage that starts a new thread.
	 * @return the storage
	 */
	public static ChatStorage newThread() {
		return new ChatStorage(null, null, null);
	}

	/**
	 * Returns a storage that continues a thread.
	 * @param threadId the thread's id
	 * @return the storage
	 */
	public static ChatStorage thread(String threadId) {
		return new ChatStorage(threadId, null, null);
	}

	/**
	 * Returns the thread and the limit, never the metadata.
	 */
	@Override
	public String toString() {
		return "ChatStorage[threadId=" + this.threadId + ", limit=" + this.limit + ", metadata="
				+ ((this.metadata != null) ? "***" : "null") + "]";
	}

}
