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
 * The body of {@code POST /chat/completions}. What is {@code null} is not sent, and the
 * service's or the model's own default holds.
 *
 * @param model the model's name; required by the service
 * @param messages the conversation
 * @param functions the functions that the model may call
 * @param functionCall whether the model may, must not or has to call a function;
 * {@link FunctionCallMode#UNSET} is not sent
 * @param stream {@code true} when the answer comes as a stream
 * @param temperature how varied the answer is: above 0, about 0 deterministic, above 2
 * chaotic
 * @param topP the share of probability that words are chosen from, 0 to 1
 * @param maxTokens the longest answer in tokens, above 0
 * @param repetitionPenalty how much repetition is avoided: above 0, 1 neutral
 * @param updateInterval the least time between two events of a stream, in seconds
 * @param profanityCheck whether the service checks for profanity
 * @param reasoningEffort how long a reasoning model thinks: {@code low}, {@code medium}
 * or {@code high}
 * @param responseFormat the form that the answer has to have
 * @param extraBody further fields, by name, written as they are: what an installation or
 * an agreement with the service has beyond these
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
	 * Creates a request; {@link #builder()} names the values.
	 * @param model the model's name
	 * @param messages the conversation
	 * @param functions the functions on offer
	 * @param functionCall the mode of function calls; {@link FunctionCallMode#UNSET} is
	 * not sent
	 * @param stream {@code true} for a stream
	 * @param temperature the temperature
	 * @param topP the share of probability
	 * @param maxTokens the maximum number of tokens
	 * @param repetitionPenalty the penalty of repetitions
	 * @param updateInterval the interval of events, in seconds
	 * @param profanityCheck {@code true} for the check
	 * @param reasoningEffort the effort of reasoning
	 * @param responseFormat the form of the answer
	 * @param extraBody further fields, by name
	 */
	public ChatCompletionRequest {
		functionCall = FunctionCallMode.UNSET.equals(functionCall) ? null : functionCall;
	}

	/**
	 * A builder of a request.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The same request, to be answered as a stream.
	 * @return the request
	 */
	public ChatCompletionRequest streamed() {
		return new ChatCompletionRequest(this.model, this.messages, this.functions, this.functionCall, true,
				this.temperature, this.topP, this.maxTokens, this.repetitionPenalty, this.updateInterval,
				this.profanityCheck, this.reasoningEffort, this.responseFormat, this.extraBody);
	}

	/**
	 * Says what is asked of which model; never the messages' content.
	 */
	@Override
	public String toString() {
		return "ChatCompletionRequest[model=" + this.model + ", messages=" + this.messages.size() + ", stream="
				+ this.stream + "]";
	}

	/**
	 * Builds a request.
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
		 * The model's name; required by the service.
		 * @param model the name
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * The conversation.
		 * @param messages the messages
		 * @return this builder
		 */
		public Builder messages(List<ChatMessage> messages) {
			this.messages = List.copyOf(messages);
			return this;
		}

		/**
		 * The functions that the model may call.
		 * @param functions the functions; {@code null} or empty for none
		 * @return this builder
		 */
		public Builder functions(@Nullable List<FunctionDefinition> functions) {
			this.functions = (functions != null && !functions.isEmpty()) ? List.copyOf(functions) : null;
			return this;
		}

		/**
		 * Sets whether the model may, must not or has to call a function.
		 * @param functionCall the mode; {@code null} and {@link FunctionCallMode#UNSET}
		 * are not sent
		 * @return this builder
		 */
		public Builder functionCall(@Nullable FunctionCallMode functionCall) {
			this.functionCall = functionCall;
			return this;
		}

		/**
		 * How varied the answer is; above 0, about 0 is deterministic, above 2 chaotic.
		 * @param temperature the temperature
		 * @return this builder
		 */
		public Builder temperature(@Nullable Double temperature) {
			this.temperature = temperature;
			return this;
		}

		/**
		 * The share of probability that words are chosen from.
		 * @param topP from 0 to 1
		 * @return this builder
		 */
		public Builder topP(@Nullable Double topP) {
			this.topP = topP;
			return this;
		}

		/**
		 * The longest answer.
		 * @param maxTokens in tokens, above 0
		 * @return this builder
		 */
		public Builder maxTokens(@Nullable Integer maxTokens) {
			this.maxTokens = maxTokens;
			return this;
		}

		/**
		 * How much repetition is avoided.
		 * @param repetitionPenalty above 0; 1 is neutral
		 * @return this builder
		 */
		public Builder repetitionPenalty(@Nullable Double repetitionPenalty) {
			this.repetitionPenalty = repetitionPenalty;
			return this;
		}

		/**
		 * The least time between two events of a stream: fewer and larger events.
		 * @param updateInterval in seconds, from 0
		 * @return this builder
		 */
		public Builder updateInterval(@Nullable Double updateInterval) {
			this.updateInterval = updateInterval;
			return this;
		}

		/**
		 * Whether the service checks for profanity; to switch it off needs an agreement.
		 * @param profanityCheck whether it does
		 * @return this builder
		 */
		public Builder profanityCheck(@Nullable Boolean profanityCheck) {
			this.profanityCheck = profanityCheck;
			return this;
		}

		/**
		 * How long a reasoning model thinks.
		 * @param reasoningEffort {@code low}, {@code medium} or {@code high}
		 * @return this builder
		 */
		public Builder reasoningEffort(@Nullable String reasoningEffort) {
			this.reasoningEffort = reasoningEffort;
			return this;
		}

		/**
		 * The form that the answer has to have.
		 * @param responseFormat the form; {@code null} for free text
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable ResponseFormat responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * Further fields of the body, written as they are.
		 * @param extraBody the values, by the names of the fields
		 * @return this builder
		 * @throws IllegalArgumentException when one of them is a field of this request
		 */
		public Builder extraBody(Map<String, ?> extraBody) {
			extraBody.keySet().forEach((name) -> {
				if (FIELDS.contains(name)) {
					throw new IllegalArgumentException(
							"The field " + name + " of the request has an option of its own");
				}
			});
			this.extraBody = Collections.unmodifiableMap(new LinkedHashMap<>(extraBody));
			return this;
		}

		/**
		 * Builds the request.
		 * @return the request, to be answered whole
		 */
		public ChatCompletionRequest build() {
			return new ChatCompletionRequest(this.model, this.messages, this.functions, this.functionCall, null,
					this.temperature, this.topP, this.maxTokens, this.repetitionPenalty, this.updateInterval,
					this.profanityCheck, this.reasoningEffort, this.responseFormat, this.extraBody);
		}

	}

}
