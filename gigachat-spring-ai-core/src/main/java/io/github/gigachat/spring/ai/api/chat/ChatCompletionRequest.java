package io.github.gigachat.spring.ai.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /chat/completions}. Values that are {@code null} are not sent:
 * the default of the service or of the model applies.
 *
 * @param model the model's name; required by the service
 * @param messages the messages of the conversation
 * @param functions the functions that the model may call
 * @param functionCall the mode of function calls: the model may, must not or must call a
 * function; {@link FunctionCallMode#UNSET} is not sent
 * @param stream {@code true} to request a streamed answer
 * @param temperature the sampling temperature, above 0: near 0 the answer is
 * deterministic, above 2 chaotic
 * @param topP the probability mass of nucleus sampling, from 0 to 1
 * @param maxTokens the maximum number of tokens in the answer, above 0
 * @param repetitionPenalty the penalty for repetitions, above 0; 1 is neutral
 * @param updateInterval the minimum time between two events of a stream, in seconds
 * @param profanityCheck {@code true} to have the service check for profanity
 * @param reasoningEffort the effort of a reasoning model: {@code low}, {@code medium} or
 * {@code high}
 * @param responseFormat the required format of the answer
 * @param extraBody further fields by name, sent unchanged: those that only some
 * installations or contracts have
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatCompletionRequest(@JsonProperty("model") @Nullable String model,
		@JsonProperty("messages") List<ChatMessage> messages,
		@JsonProperty("functions") @Nullable List<FunctionDefinition> functions,
		@JsonProperty("function_call") @Nullable FunctionCallMode functionCall,
		@JsonProperty("stream") @Nullable Boolean stream, @JsonProperty("temperature") @Nullable Double temperature,
		@JsonProperty("top_p") @Nullable Double topP, @JsonProperty("max_tokens") @Nullable Integer maxTokens,
		@JsonProperty("repetition_penalty") @Nullable Double repetitionPenalty,
		@JsonProperty("update_interval") @Nullable Double updateInterval,
		@JsonProperty("profanity_check") @Nullable Boolean profanityCheck,
		@JsonProperty("reasoning_effort") @Nullable String reasoningEffort,
		@JsonProperty("response_format") @Nullable ResponseFormat responseFormat,
		@JsonAnyGetter Map<String, Object> extraBody) {

	private static final Set<String> FIELDS = Set.of("model", "messages", "functions", "function_call", "stream",
			"temperature", "top_p", "max_tokens", "repetition_penalty", "update_interval", "profanity_check",
			"reasoning_effort", "response_format");

	/**
	 * Creates a request. {@link #builder()} is more readable.
	 * @param model the model's name
	 * @param messages the messages of the conversation
	 * @param functions the functions that the model may call
	 * @param functionCall the mode of function calls; {@link FunctionCallMode#UNSET} is
	 * not sent
	 * @param stream {@code true} to request a streamed answer
	 * @param temperature the sampling temperature
	 * @param topP the probability mass of nucleus sampling
	 * @param maxTokens the maximum number of tokens in the answer
	 * @param repetitionPenalty the penalty for repetitions
	 * @param updateInterval the minimum time between two events of a stream, in seconds
	 * @param profanityCheck {@code true} to check for profanity
	 * @param reasoningEffort the effort of a reasoning model
	 * @param responseFormat the required format of the answer
	 * @param extraBody further fields by name
	 */
	public ChatCompletionRequest {
		functionCall = FunctionCallMode.UNSET.equals(functionCall) ? null : functionCall;
	}

	/**
	 * Creates a builder.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns a copy that requests a streamed answer.
	 * @return the request
	 */
	public ChatCompletionRequest streamed() {
		return new ChatCompletionRequest(this.model, this.messages, this.functions, this.functionCall, true,
				this.temperature, this.topP, this.maxTokens, this.repetitionPenalty, this.updateInterval,
				this.profanityCheck, this.reasoningEffort, this.responseFormat, this.extraBody);
	}

	/**
	 * Returns the model and the number of messages, never their content.
	 */
	@Override
	public String toString() {
		return "ChatCompletionRequest[model=" + this.model + ", messages=" + this.messages.size() + ", stream="
				+ this.stream + "]";
	}

	/**
	 * Builder for {@link ChatCompletionRequest}.
	 */
	public static final class Builder {

		private @Nullable String model;

		private List<ChatMessage> messages = List.of();

		private @Nullable List<FunctionDefinition> functions;

		private @Nullable FunctionCallMode functionCall;

		private @Nullable Double temperature;

		private @Nullable Double topP;

		private @Nullable Integer maxTokens;

		private @Nullable Double repetitionPenalty;

		private @Nullable Double updateInterval;

		private @Nullable Boolean profanityCheck;

		private @Nullable String reasoningEffort;

		private @Nullable ResponseFormat responseFormat;

		private Map<String, Object> extraBody = Map.of();

		private Builder() {
		}

		/**
		 * Sets the model's name. The service requires it.
		 * @param model the name
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Sets the messages of the conversation. Default: none.
		 * @param messages the messages
		 * @return this builder
		 */
		public Builder messages(List<ChatMessage> messages) {
			this.messages = List.copyOf(messages);
			return this;
		}

		/**
		 * Sets the functions that the model may call. Default: none.
		 * @param functions the functions; {@code null} or empty for none
		 * @return this builder
		 */
		public Builder functions(@Nullable List<FunctionDefinition> functions) {
			this.functions = (functions != null && !functions.isEmpty()) ? List.copyOf(functions) : null;
			return this;
		}

		/**
		 * Sets whether the model may, must not or must call a function. Default: decided
		 * by the service.
		 * @param functionCall the mode; {@code null} and {@link FunctionCallMode#UNSET}
		 * are not sent
		 * @return this builder
		 */
		public Builder functionCall(@Nullable FunctionCallMode functionCall) {
			this.functionCall = functionCall;
			return this;
		}

		/**
		 * Sets the sampling temperature. Default: that of the model.
		 * @param temperature the temperature, above 0: near 0 the answer is
		 * deterministic, above 2 chaotic
		 * @return this builder
		 */
		public Builder temperature(@Nullable Double temperature) {
			this.temperature = temperature;
			return this;
		}

		/**
		 * Sets the probability mass of nucleus sampling. Default: that of the model.
		 * @param topP the probability mass, from 0 to 1
		 * @return this builder
		 */
		public Builder topP(@Nullable Double topP) {
			this.topP = topP;
			return this;
		}

		/**
		 * Sets the maximum number of tokens in the answer. Default: decided by the
		 * service.
		 * @param maxTokens the number of tokens, above 0
		 * @return this builder
		 */
		public Builder maxTokens(@Nullable Integer maxTokens) {
			this.maxTokens = maxTokens;
			return this;
		}

		/**
		 * Sets the penalty for repetitions. Default: that of the model.
		 * @param repetitionPenalty the penalty, above 0; 1 is neutral
		 * @return this builder
		 */
		public Builder repetitionPenalty(@Nullable Double repetitionPenalty) {
			this.repetitionPenalty = repetitionPenalty;
			return this;
		}

		/**
		 * Sets the minimum time between two events of a stream. A longer interval gives
		 * fewer and larger events. Default: decided by the service.
		 * @param updateInterval the interval in seconds, 0 or more
		 * @return this builder
		 */
		public Builder updateInterval(@Nullable Double updateInterval) {
			this.updateInterval = updateInterval;
			return this;
		}

		/**
		 * Sets whether the service checks for profanity. Switching the check off requires
		 * an agreement with the service. Default: decided by the service.
		 * @param profanityCheck {@code true} to check
		 * @return this builder
		 */
		public Builder profanityCheck(@Nullable Boolean profanityCheck) {
			this.profanityCheck = profanityCheck;
			return this;
		}

		/**
		 * Sets the effort of a reasoning model. Default: that of the model.
		 * @param reasoningEffort the effort: {@code low}, {@code medium} or {@code high}
		 * @return this builder
		 */
		public Builder reasoningEffort(@Nullable String reasoningEffort) {
			this.reasoningEffort = reasoningEffort;
			return this;
		}

		/**
		 * Sets the required format of the answer. Default: free text.
		 * @param responseFormat the format; {@code null} for free text
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable ResponseFormat responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * Sets further fields of the body, sent unchanged. Default: none.
		 * @param extraBody the values by field name
		 * @return this builder
		 * @throws IllegalArgumentException if one of them is a field of this request
		 */
		public Builder extraBody(Map<String, ?> extraBody) {
			extraBody.keySet().forEach((name) -> {
				if (FIELDS.contains(name)) {
					throw new IllegalArgumentException(
							"The field " + name + " of the request must be set by its own option");
				}
			});
			this.extraBody = Collections.unmodifiableMap(new LinkedHashMap<>(extraBody));
			return this;
		}

		/**
		 * Builds the request.
		 * @return the request, not streamed
		 */
		public ChatCompletionRequest build() {
			return new ChatCompletionRequest(this.model, this.messages, this.functions, this.functionCall, null,
					this.temperature, this.topP, this.maxTokens, this.repetitionPenalty, this.updateInterval,
					this.profanityCheck, this.reasoningEffort, this.responseFormat, this.extraBody);
		}

	}

}
