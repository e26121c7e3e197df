package io.github.gigachat.spring.ai.api.chat.v2;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The response of the v2 API, or its increment in one event of a stream.
 *
 * @param model the name and version of the answering model
 * @param createdAt the time at which the answer was created, in seconds since the epoch
 * @param messages the messages; a whole response has at least one
 * @param finishReason the reason why the model stopped: {@code stop}, {@code length},
 * {@code function_call}, {@code function_call_error}, {@code blacklist} or another value;
 * {@code null} while a stream goes on
 * @param usage the token usage; in a stream only in the last event
 * @param threadId the id of the thread in which the service stores the conversation
 * @param messageId the id of the answer in that thread
 * @param additionalData additional data of the answer, such as the steps of its
 * execution: an object or an array, in the service's own format
 */
public record ChatV2Response(@JsonProperty("model") @Nullable String model,
		@JsonProperty("created_at") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long createdAt,
		@JsonProperty("messages") @Nullable List<ChatV2Message> messages,
		@JsonProperty("finish_reason") @Nullable String finishReason, @JsonProperty("usage") @Nullable Usage usage,
		@JsonProperty("thread_id") @Nullable String threadId, @JsonProperty("message_id") @Nullable String messageId,
		@JsonProperty("additional_data") @Nullable Object additionalData) {

	/**
	 * Creates a response without values.
	 * @return the response
	 */
	public static ChatV2Response empty() {
		return new ChatV2Response(null, null, null, null, null, null, null, null);
	}

	/**
	 * Merges this event with a later one, leaving out the messages of both.
	 * @param next the later event, whose values take precedence
	 * @return the merged event, without messages
	 */
	public ChatV2Response withoutMessages(ChatV2Response next) {
		return new ChatV2Response(later(this.model, next.model), later(this.createdAt, next.createdAt), null,
				later(this.finishReason, next.finishReason), later(this.usage, next.usage),
				later(this.threadId, next.threadId), later(this.messageId, next.messageId),
				later(this.additionalData, next.additionalData));
	}

	private static <T> @Nullable T later(@Nullable T earlier, @Nullable T later) {
		return (later != null) ? later : earlier;
	}

	/**
	 * Returns the model, the number of messages and the finish reason, never the content.
	 */
	@Override
	public String toString() {
		return "ChatV2Response[model=" + this.model + ", messages="
				+ ((this.messages != null) ? this.messages.size() : 0) + ", finishReason=" + this.finishReason + "]";
	}

	/**
	 * Details of the request's tokens in the v2 API.
	 *
	 * @param promptTokens the tokens of the prompt
	 * @param cachedTokens the tokens of the prompt that the service took from its cache
	 */
	public record InputTokens(
			@JsonProperty("prompt_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer promptTokens,
			@JsonProperty("cached_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer cachedTokens) {
	}

	/**
	 * The number of tokens of a request of the v2 API and its answer, as the service
	 * counts them.
	 *
	 * @param inputTokens the tokens of the request
	 * @param inputTokensDetails the details of the request's tokens
	 * @param outputTokens the tokens of the answer
	 * @param totalTokens the sum of both, as the service counts it
	 */
	public record Usage(
			@JsonProperty("input_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer inputTokens,
			@JsonProperty("input_tokens_details") @Nullable InputTokens inputTokensDetails,
			@JsonProperty("output_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer outputTokens,
			@JsonProperty("total_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer totalTokens) {
	}

}
