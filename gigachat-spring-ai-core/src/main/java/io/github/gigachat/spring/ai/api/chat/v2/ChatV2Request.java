package io.github.gigachat.spring.ai.api.chat.v2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatStorage;
import io.github.gigachat.spring.ai.api.chat.FilterSettings;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.chat.ResponseFormat;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v2/chat/completions}. Values that are {@code null} are not
 * sent: the default of the service or of the model applies.
 *
 * @param model the model's name
 * @param messages the messages of the conversation
 * @param stream {@code true} to request a streamed answer
 * @param modelOptions the options of the model
 * @param tools the functions of the application and the built-in tools of the service
 * @param toolConfig the choice of tools: the model may, must not or must use one of them
 * @param disableFilter {@code true} to switch off the check for profanity; requires an
 * agreement with the service
 * @param filterConfig the content filters of the service; requires an agreement
 * @param storage the thread in which the service stores the conversation; requires an
 * agreement
 * @param extraBody further fields by name, sent unchanged: {@code ranker_options},
 * {@code user_info}, {@code assistant_id}, {@code flags} and fields that only some
 * installations have
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatV2Request(@JsonProperty("model") @Nullable String model,
		@JsonProperty("messages") List<ChatV2Message> messages, @JsonProperty("stream") @Nullable Boolean stream,
		@JsonProperty("model_options") @Nullable ModelOptions modelOptions,
		@JsonProperty("tools") @Nullable List<Tool> tools, @JsonProperty("tool_config") @Nullable ToolConfig toolConfig,
		@JsonProperty("disable_filter") @Nullable Boolean disableFilter,
		@JsonProperty("filter_config") @Nullable FilterSettings filterConfig,
		@JsonProperty("storage") @Nullable ChatStorage storage, @JsonAnyGetter Map<String, Object> extraBody) {

	private static final String MODEL_OPTIONS = "model_options";

	private static final Set<String> FIELDS = Set.of("model", "messages", "stream", "tools", "tool_config",
			"disable_filter", "filter_config", "storage");

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
	public ChatV2Request streamed() {
		return new ChatV2Request(this.model, this.messages, true, this.modelOptions, this.tools, this.toolConfig,
				this.disableFilter, this.filterConfig, this.storage, this.extraBody);
	}

	/**
	 * Returns the model and the number of messages, never their content.
	 */
	@Override
	public String toString() {
		return "ChatV2Request[model=" + this.model + ", messages=" + this.messages.size() + ", stream=" + this.stream
				+ "]";
	}

	/**
	 * Builder for {@link ChatV2Request}.
	 */
	public static final class Builder {

		private @Nullable String model;

		private List<ChatV2Message> messages = List.of();

		private @Nullable Double temperature;

		private @Nullable Double topP;

		private @Nullable Integer maxTokens;

		private @Nullable Double repetitionPenalty;

		private @Nullable Double updateInterval;

		private @Nullable ResponseFormat responseFormat;

		private @Nullable String reasoningEffort;

		private List<Tool> tools = List.of();

		private @Nullable ToolConfig toolConfig;

		private @Nullable Boolean disableFilter;

		private @Nullable FilterSettings filterConfig;

		private @Nullable ChatStorage storage;

		private Map<String, Object> extraBody = Map.of();

		private Map<String, Object> furtherModelOptions = Map.of();

		private Builder() {
		}

		/**
		 * Sets the model's name.
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
		public Builder messages(List<ChatV2Message> messages) {
			this.messages = List.copyOf(messages);
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
		 * Sets the required format of the answer. Default: free text.
		 * @param responseFormat the format; {@code null} for free text
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable ResponseFormat responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * Sets the effort of a reasoning model. Default: that of the model.
		 * @param reasoningEffort the effort: {@code low}, {@code medium}, {@code high} or
		 * {@code off}
		 * @return this builder
		 */
		public Builder reasoningEffort(@Nullable String reasoningEffort) {
			this.reasoningEffort = reasoningEffort;
			return this;
		}

		/**
		 * Sets the tools that the model may use. Default: none.
		 * @param tools the tools; empty for none
		 * @return this builder
		 */
		public Builder tools(List<Tool> tools) {
			this.tools = List.copyOf(tools);
			return this;
		}

		/**
		 * Sets whether the model may, must not or must use a tool. Default: it may.
		 * @param toolConfig the choice; {@code null} for the default
		 * @return this builder
		 */
		public Builder toolConfig(@Nullable ToolConfig toolConfig) {
			this.toolConfig = toolConfig;
			return this;
		}

		/**
		 * Sets whether the check for profanity is switched off. Requires an agreement
		 * with the service.
		 * @param disableFilter {@code true} to switch the check off
		 * @return this builder
		 */
		public Builder disableFilter(@Nullable Boolean disableFilter) {
			this.disableFilter = disableFilter;
			return this;
		}

		/**
		 * Sets the content filters of the service. Requires an agreement with the
		 * service. Default: those of the contract.
		 * @param filterConfig the filters
		 * @return this builder
		 */
		public Builder filterConfig(@Nullable FilterSettings filterConfig) {
			this.filterConfig = filterConfig;
			return this;
		}

		/**
		 * Sets the thread in which the service stores the conversation. Requires an
		 * agreement with the service. Default: none.
		 * @param storage the thread
		 * @return this builder
		 */
		public Builder storage(@Nullable ChatStorage storage) {
			this.storage = storage;
			return this;
		}

		/**
		 * Sets further fields of the body, sent unchanged. Fields in
		 * {@code model_options} are added to the options of the model. Default: none.
		 * @param extraBody the values by field name
		 * @return this builder
		 * @throws IllegalArgumentException if one of them is a field of this request, or
		 * if {@code model_options} is not a map
		 */
		public Builder extraBody(Map<String, ?> extraBody) {
			Map<String, Object> fields = new LinkedHashMap<>(extraBody);
			fields.keySet().forEach((name) -> refuse(FIELDS, name, name));
			this.furtherModelOptions = modelOptions(fields.remove(MODEL_OPTIONS));
			this.extraBody = Collections.unmodifiableMap(fields);
			return this;
		}

		private static Map<String, Object> modelOptions(@Nullable Object given) {
			if (given == null) {
				return Map.of();
			}
			if (!(given instanceof Map<?, ?> options)) {
				throw new IllegalArgumentException("The field " + MODEL_OPTIONS + " of the request must be an object");
			}
			Map<String, Object> further = new LinkedHashMap<>();
			options.forEach((name, value) -> {
				refuse(ModelOptions.FIELDS, String.valueOf(name), MODEL_OPTIONS + "." + name);
				further.put(String.valueOf(name), value);
			});
			return Collections.unmodifiableMap(further);
		}

		private static void refuse(Set<String> fields, String name, String path) {
			if (fields.contains(name)) {
				throw new IllegalArgumentException(
						"The field " + path + " of the request must be set by its own option");
			}
		}

		/**
		 * Builds the request.
		 * @return the request, not streamed
		 */
		public ChatV2Request build() {
			ModelOptions options = new ModelOptions(this.temperature, this.topP, this.maxTokens, this.repetitionPenalty,
					this.updateInterval, this.responseFormat,
					(this.reasoningEffort != null) ? new Reasoning(this.reasoningEffort) : null,
					this.furtherModelOptions);
			return new ChatV2Request(this.model, this.messages, null, options.isEmpty() ? null : options,
					this.tools.isEmpty() ? null : this.tools, this.toolConfig, this.disableFilter, this.filterConfig,
					this.storage, this.extraBody);
		}

	}

	/**
	 * The options of the model in the v2 API. Values that are {@code null} are not sent:
	 * the default of the model applies.
	 *
	 * @param temperature the sampling temperature, above 0: near 0 the answer is
	 * deterministic, above 2 chaotic
	 * @param topP the probability mass of nucleus sampling, from 0 to 1
	 * @param maxTokens the maximum number of tokens in the answer, above 0
	 * @param repetitionPenalty the penalty for repetitions, above 0; 1 is neutral
	 * @param updateInterval the minimum time between two events of a stream, in seconds
	 * @param responseFormat the required format of the answer
	 * @param reasoning the settings of a reasoning model
	 * @param further further options by name, sent unchanged: {@code top_logprobs},
	 * {@code preset}, {@code unnormalized_history} and options that only some
	 * installations have
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record ModelOptions(@JsonProperty("temperature") @Nullable Double temperature,
			@JsonProperty("top_p") @Nullable Double topP, @JsonProperty("max_tokens") @Nullable Integer maxTokens,
			@JsonProperty("repetition_penalty") @Nullable Double repetitionPenalty,
			@JsonProperty("update_interval") @Nullable Double updateInterval,
			@JsonProperty("response_format") @Nullable ResponseFormat responseFormat,
			@JsonProperty("reasoning") @Nullable Reasoning reasoning, @JsonAnyGetter Map<String, Object> further) {

		static final Set<String> FIELDS = Set.of("temperature", "top_p", "max_tokens", "repetition_penalty",
				"update_interval", "response_format", "reasoning");

		boolean isEmpty() {
			return this.temperature == null && this.topP == null && this.maxTokens == null
					&& this.repetitionPenalty == null && this.updateInterval == null && this.responseFormat == null
					&& this.reasoning == null && this.further.isEmpty();
		}

		/**
		 * Returns the options, but only the names of further options and the type of the
		 * response format.
		 */
		@Override
		public String toString() {
			return "ModelOptions[temperature=" + this.temperature + ", topP=" + this.topP + ", maxTokens="
					+ this.maxTokens + ", repetitionPenalty=" + this.repetitionPenalty + ", updateInterval="
					+ this.updateInterval + ", responseFormat=" + this.responseFormat + ", reasoning=" + this.reasoning
					+ ", further=" + this.further.keySet() + "]";
		}

	}

	/**
	 * The settings of a reasoning model in the v2 API.
	 *
	 * @param effort the effort: {@code low}, {@code medium}, {@code high} or {@code off}
	 */
	public record Reasoning(@JsonProperty("effort") String effort) {
	}

	/**
	 * A tool in a request of the v2 API: the functions of the application, or a built-in
	 * tool of the service. In JSON it is an object with one field.
	 *
	 * @param name the name of the field: {@code functions}, or the name of the built-in
	 * tool
	 * @param settings the value of the field
	 */
	public record Tool(String name, Map<String, Object> settings) {

		private static final String FUNCTIONS = "functions";

		/**
		 * Creates the tool that offers the functions of the application.
		 * @param functions the functions, at least one
		 * @return the tool
		 */
		public static Tool functions(List<FunctionDefinition> functions) {
			return new Tool(FUNCTIONS, Map.of("specifications", List.copyOf(functions)));
		}

		/**
		 * Creates the tool that offers a built-in tool of the service.
		 * @param tool the built-in tool
		 * @return the tool
		 */
		public static Tool of(BuiltInTool tool) {
			return new Tool(tool.name(), tool.settings());
		}

		@JsonValue
		Map<String, Object> onTheWire() {
			return Map.of(this.name, this.settings);
		}

	}

	/**
	 * The choice of tools in the v2 API: the model may, must not or must use a tool.
	 * Default: it may.
	 *
	 * @param mode the mode: {@code auto}, {@code none} or {@code forced}
	 * @param toolName the built-in tool that the model has to use
	 * @param functionName the function of the application that the model has to call
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record ToolConfig(@JsonProperty("mode") String mode, @JsonProperty("tool_name") @Nullable String toolName,
			@JsonProperty("function_name") @Nullable String functionName) {

		/** Lets the model decide. */
		public static final ToolConfig AUTO = new ToolConfig("auto", null, null);

		/** Forbids all tools. */
		public static final ToolConfig NONE = new ToolConfig("none", null, null);

		/**
		 * Creates a choice that makes the model use a built-in tool.
		 * @param name the tool's name
		 * @return the choice
		 */
		public static ToolConfig forcedTool(String name) {
			return new ToolConfig("forced", name, null);
		}

		/**
		 * Creates a choice that makes the model call a function of the application.
		 * @param name the function's name on the wire
		 * @return the choice
		 */
		public static ToolConfig forcedFunction(String name) {
			return new ToolConfig("forced", null, name);
		}

	}

}
