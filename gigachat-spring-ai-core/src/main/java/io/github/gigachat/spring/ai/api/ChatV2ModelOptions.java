package io.github.gigachat.spring.ai.api;

import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How the model answers, in the v2 API. What is {@code null} is not sent, and the model's
 * own default holds.
 *
 * @param temperature how varied the answer is: above 0, about 0 deterministic, above 2
 * chaotic
 * @param topP the share of probability that words are chosen from, 0 to 1
 * @param maxTokens the longest answer in tokens, above 0
 * @param repetitionPenalty how much repetition is avoided: above 0, 1 neutral
 * @param updateInterval the least time between two events of a stream, in seconds
 * @param responseFormat the form that the answer has to have
 * @param reasoning how a reasoning model thinks
 * @param further further options, by name, written as they are: {@code top_logprobs},
 * {@code preset}, {@code unnormalized_history} and what an installation has beyond these
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatV2ModelOptions(@JsonProperty("temperature") @Nullable Double temperature,
		@JsonProperty("top_p") @Nullable Double topP, @JsonProperty("max_tokens") @Nullable Integer maxTokens,
		@JsonProperty("repetition_penalty") @Nullable Double repetitionPenalty,
		@JsonProperty("update_interval") @Nullable Double updateInterval,
		@JsonProperty("response_format") @Nullable ResponseFormat responseFormat,
		@JsonProperty("reasoning") @Nullable ChatV2Reasoning reasoning, @JsonAnyGetter Map<String, Object> further) {

	static final Set<String> FIELDS = Set.of("temperature", "top_p", "max_tokens", "repetition_penalty",
			"update_interval", "response_format", "reasoning");

	boolean isEmpty() {
		return this.temperature == null && this.topP == null && this.maxTokens == null && this.repetitionPenalty == null
				&& this.updateInterval == null && this.responseFormat == null && this.reasoning == null
				&& this.further.isEmpty();
	}

	/**
	 * Shows the options; of the further ones their names, of the form its kind.
	 */
	@Override
	public String toString() {
		return "ChatV2ModelOptions[temperature=" + this.temperature + ", topP=" + this.topP + ", maxTokens="
				+ this.maxTokens + ", repetitionPenalty=" + this.repetitionPenalty + ", updateInterval="
				+ this.updateInterval + ", responseFormat=" + this.responseFormat + ", reasoning=" + this.reasoning
				+ ", further=" + this.further.keySet() + "]";
	}

}
