package io.github.gigachat.spring.ai.api.chat.v2;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The answer of the v2 API: the whole one, or what one event of a stream adds to it.
 *
 * @param model the model that answered, with its version
 * @param createdAt when the answer was made, in seconds since the epoch
 * @param messages the messages; a whole answer has at least one
 * @param finishReason why the model stopped: {@code stop}, {@code length},
 * {@code function_call}, {@code function_call_error}, {@code blacklist} or another word;
 * {@code null} while a stream goes on
 * @param usage what the answer cost; in a stream in its last event
 * @param threadId the thread that the service keeps the conversation in
 * @param messageId the id of the answer in that thread
 * @param additionalData what the service says beside the answer, such as its steps: an
 * object or an array, as the service has it
 */
public record ChatV2Response(@JsonProperty("model") @Nullable String model,
		@JsonProperty("created_at") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long createdAt,
		@JsonProperty("messages") @Nullable List<ChatV2Message> messages,
		@JsonProperty("finish_reason") @Nullable String finishReason, @JsonProperty("usage") @Nullable Usage usage,
		@JsonProperty("thread_id") @Nullable String threadId, @JsonProperty("message_id") @Nullable String messageId,
		@JsonProperty("additional_data") @Nullable Object additionalData) {

	/**
	 * An event that adds nothing to an answer.
	 */
	public static ChatV2Response empty() {
		return new ChatV2Response(null, null, null, null, null, null, null, null);
	}

	/**
	 * Joins what two events say beside their messages.
	 * @param next the later event, whose values go first
	 * @return the joined event, without messages
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
	 * Says who answered and how it ended; never the content.
	 */
	@Override
	public String toString() {
		return "ChatV2Response[model=" + this.model + ", messages="
				+ ((this.messages != null) ? this.messages.size() : 0) + ", finishReason=" + this.finishReason + "]";
	}

	/**
	 * What is known of the tokens of a request of the v2 API.
	 *
	 * @param promptTokens tokens of the prompt
	 * @param cachedTokens those among them that the service had in its cache
	 */
	public record InputTokens(
			@JsonProperty("prompt_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer promptTokens,
			@JsonProperty("cached_tokens") @JsonDeserialize(
					using = LenientNumber.OfInteger.class) @Nullable Integer cachedTokens) {
	}

	/**
	 * What a request of the v2 API cost, in the service's own numbers.
	 *
	 * @param inputTokens tokens of the request
	 * @param inputTokensDetails what is known of those
	 * @param outputTokens tokens of the answer
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
