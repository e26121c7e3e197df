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
 * The body of {@code POST /v2/chat/completions}. What is {@code null} is not sent, and
 * the service's or the model's own default holds.
 *
 * @param model the model's name
 * @param messages the conversation
 * @param stream {@code true} when the answer comes as a stream
 * @param modelOptions how the model answers
 * @param tools the functions of the application, and the tools of the service
 * @param toolConfig whether the model may, must not or has to use one of them
 * @param disableFilter {@code true} switches the check for profanity off; by agreement
 * with the service
 * @param filterConfig the service's filters; by agreement
 * @param storage the thread that the service keeps the conversation in; by agreement
 * @param extraBody further fields, by name, written as they are: {@code ranker_options},
 * {@code user_info}, {@code assistant_id}, {@code flags} and what an installation has
 * beyond these
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
	public ChatV2Request streamed() {
		return new ChatV2Request(this.model, this.messages, true, this.modelOptions, this.tools, this.toolConfig,
				this.disableFilter, this.filterConfig, this.storage, this.extraBody);
	}

	/**
	 * Says what is asked of which model; never the messages' content.
	 */
	@Override
	public String toString() {
		return "ChatV2Request[model=" + this.model + ", messages=" + this.messages.size() + ", stream=" + this.stream
				+ "]";
	}

	/**
	 * Builds a request.
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
		 * The model's name.
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
		public Builder messages(List<ChatV2Message> messages) {
			this.messages = List.copyOf(messages);
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
		 * The form that the answer has to have.
		 * @param responseFormat the form; {@code null} for free text
		 * @return this builder
		 */
		public Builder responseFormat(@Nullable ResponseFormat responseFormat) {
			this.responseFormat = responseFormat;
			return this;
		}

		/**
		 * How long a reasoning model thinks.
		 * @param reasoningEffort {@code low}, {@code medium}, {@code high} or {@code off}
		 * @return this builder
		 */
		public Builder reasoningEffort(@Nullable String reasoningEffort) {
			this.reasoningEffort = reasoningEffort;
			return this;
		}

		/**
		 * What the model may use.
		 * @param tools the tools; empty for none
		 * @return this builder
		 */
		public Builder tools(List<Tool> tools) {
			this.tools = List.copyOf(tools);
			return this;
		}

		/**
		 * Whether the model may, must not or has to use a tool.
		 * @param toolConfig the choice; {@code null}: it may
		 * @return this builder
		 */
		public Builder toolConfig(@Nullable ToolConfig toolConfig) {
			this.toolConfig = toolConfig;
			return this;
		}

		/**
		 * Whether the check for profanity is off; by agreement with the service.
		 * @param disableFilter {@code true} for off
		 * @return this builder
		 */
		public Builder disableFilter(@Nullable Boolean disableFilter) {
			this.disableFilter = disableFilter;
			return this;
		}

		/**
		 * The service's filters; by agreement with it.
		 * @param filterConfig the filters
		 * @return this builder
		 */
		public Builder filterConfig(@Nullable FilterSettings filterConfig) {
			this.filterConfig = filterConfig;
			return this;
		}

		/**
		 * The thread that the service keeps the conversation in; by agreement with it.
		 * @param storage the thread
		 * @return this builder
		 */
		public Builder storage(@Nullable ChatStorage storage) {
			this.storage = storage;
			return this;
		}

		/**
		 * Further fields of the body, written as they are; those within
		 * {@code model_options} are added to the model's options.
		 * @param extraBody the values, by the names of the fields
		 * @return this builder
		 * @throws IllegalArgumentException when one of them is a field of this request
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
				throw new IllegalArgumentException("The field " + MODEL_OPTIONS + " of the request is an object");
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
				throw new IllegalArgumentException("The field " + path + " of the request has an option of its own");
			}
		}

		/**
		 * Builds the request.
		 * @return the request, to be answered whole
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
	 * How the model answers, in the v2 API. What is {@code null} is not sent, and the
	 * model's own default holds.
	 *
	 * @param temperature how varied the answer is: above 0, about 0 deterministic, above
	 * 2 chaotic
	 * @param topP the share of probability that words are chosen from, 0 to 1
	 * @param maxTokens the longest answer in tokens, above 0
	 * @param repetitionPenalty how much repetition is avoided: above 0, 1 neutral
	 * @param updateInterval the least time between two events of a stream, in seconds
	 * @param responseFormat the form that the answer has to have
	 * @param reasoning how a reasoning model thinks
	 * @param further further options, by name, written as they are: {@code top_logprobs},
	 * {@code preset}, {@code unnormalized_history} and what an installation has beyond
	 * these
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

	/**
	 * How a reasoning model thinks, in the v2 API.
	 *
	 * @param effort how long: {@code low}, {@code medium}, {@code high} or {@code off}
	 */
	public record Reasoning(@JsonProperty("effort") String effort) {
	}

	/**
	 * One tool that a request of the v2 API offers: the functions of the application, or
	 * one that the service runs itself. On the wire it is an object of one field.
	 *
	 * @param name the field: {@code functions}, or the name of the service's tool
	 * @param settings the field's value
	 */
	public record Tool(String name, Map<String, Object> settings) {

		private static final String FUNCTIONS = "functions";

		/**
		 * The functions of the application.
		 * @param functions the functions, at least one
		 * @return the tool
		 */
		public static Tool functions(List<FunctionDefinition> functions) {
			return new Tool(FUNCTIONS, Map.of("specifications", List.copyOf(functions)));
		}

		/**
		 * A tool that the service runs itself.
		 * @param tool the tool
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
	 * Whether the model may, must not or has to use a tool, in the v2 API. Absent, it
	 * may.
	 *
	 * @param mode {@code auto}, {@code none} or {@code forced}
	 * @param toolName the tool of the service that it has to use
	 * @param functionName the function of the application that it has to call
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record ToolConfig(@JsonProperty("mode") String mode, @JsonProperty("tool_name") @Nullable String toolName,
			@JsonProperty("function_name") @Nullable String functionName) {

		/** The model decides. */
		public static final ToolConfig AUTO = new ToolConfig("auto", null, null);

		/** The model uses no tool. */
		public static final ToolConfig NONE = new ToolConfig("none", null, null);

		/**
		 * The model has to use a tool of the service.
		 * @param name the tool's name
		 * @return the choice
		 */
		public static ToolConfig forcedTool(String name) {
			return new ToolConfig("forced", name, null);
		}

		/**
		 * The model has to call a function of the application.
		 * @param name the function's name on the wire
		 * @return the choice
		 */
		public static ToolConfig forcedFunction(String name) {
			return new ToolConfig("forced", null, name);
		}

	}

}
