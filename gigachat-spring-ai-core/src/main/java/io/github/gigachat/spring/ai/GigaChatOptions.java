package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatStorage;
import io.github.gigachat.spring.ai.api.chat.FilterSettings;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptionsBuilder;
import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.util.Assert;

/**
 * Options of a GigaChat chat request. Immutable. An option that is {@code null} takes its
 * value from the options of the {@link GigaChatModel}. If it is {@code null} there as
 * well, it is not sent.
 * <p>
 * The options of a request, given with a {@code Prompt} or through a {@code ChatClient},
 * are merged with the options of the model by one rule, whatever their class: a value
 * that is not {@code null} replaces the model's value. A list replaces the model's list;
 * an empty list removes it. {@code headers}, {@code extraBody} and {@code toolContext}
 * are merged by key. {@code temperature} and {@code topP} are alternatives: a request
 * that sets one of them ignores both values of the model. {@link FunctionCallMode#UNSET}
 * removes the model's mode. From options of another provider, the values that both
 * classes share are taken, except the name of the model.
 * <p>
 * GigaChat supports the portable options {@code model}, {@code temperature}, {@code topP}
 * and {@code maxTokens}. It does not support {@code stopSequences}, {@code topK},
 * {@code presencePenalty} and {@code frequencyPenalty}: they are dropped with a warning.
 */
public final class GigaChatOptions extends DefaultToolCallingChatOptions implements StructuredOutputChatOptions {

	/** {@code true} for the options of a model; see {@link Builder#buildDefaults}. */
	private final boolean defaults;

	private final @Nullable ChatApi api;

	private final @Nullable List<BuiltInTool> builtInTools;

	private final @Nullable String responseRegex;

	private final @Nullable FilterSettings filterSettings;

	private final @Nullable ChatStorage storage;

	private final @Nullable Double repetitionPenalty;

	private final @Nullable Double updateInterval;

	private final @Nullable Boolean profanityCheck;

	private final @Nullable String reasoningEffort;

	private final @Nullable FunctionCallMode functionCall;

	private final @Nullable List<String> builtInFunctions;

	private final @Nullable FunctionSchemaMode functionSchema;

	private final @Nullable LaterSystemMessages laterSystemMessages;

	private final @Nullable StructuredOutputMode structuredOutput;

	private final @Nullable Boolean structuredOutputStrict;

	private final @Nullable String outputSchema;

	private final @Nullable String sessionId;

	private final @Nullable Map<String, String> headers;

	private final @Nullable Map<String, Object> extraBody;

	private GigaChatOptions(Builder builder, boolean defaults) {
		this(builder, builder.portable(), defaults);
	}

	private GigaChatOptions(Builder builder, ToolCallingChatOptions portable, boolean defaults) {
		super(portable.getToolCallbacks(), portable.getToolContext(), portable.getModel(),
				portable.getFrequencyPenalty(), portable.getMaxTokens(), portable.getPresencePenalty(),
				portable.getStopSequences(), portable.getTemperature(), portable.getTopK(), portable.getTopP());
		this.defaults = defaults;
		this.api = builder.api;
		this.builtInTools = (builder.builtInTools != null) ? List.copyOf(builder.builtInTools) : null;
		this.responseRegex = builder.responseRegex;
		this.filterSettings = builder.filterSettings;
		this.storage = builder.storage;
		this.repetitionPenalty = builder.repetitionPenalty;
		this.updateInterval = builder.updateInterval;
		this.profanityCheck = builder.profanityCheck;
		this.reasoningEffort = builder.reasoningEffort;
		this.functionCall = builder.functionCall;
		this.builtInFunctions = (builder.builtInFunctions != null) ? List.copyOf(builder.builtInFunctions) : null;
		this.functionSchema = builder.functionSchema;
		this.laterSystemMessages = builder.laterSystemMessages;
		this.structuredOutput = builder.structuredOutput;
		this.structuredOutputStrict = builder.structuredOutputStrict;
		this.outputSchema = builder.outputSchema;
		this.sessionId = builder.sessionId;
		this.headers = (builder.headers != null) ? Map.copyOf(builder.headers) : null;
		this.extraBody = (builder.extraBody != null)
				? Collections.unmodifiableMap(new LinkedHashMap<>(builder.extraBody)) : null;
	}

	/**
	 * Creates a builder without any option set.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the name of the GigaChat model. Default: the name in the options of the
	 * chat model, or {@value GigaChatModel#DEFAULT_MODEL} if there is none.
	 * @return the name, or {@code null} for the default
	 */
	@Override
	public @Nullable String getModel() {
		return super.getModel();
	}

	/**
	 * Returns the sampling temperature, 0 or more. Answers are nearly deterministic near
	 * 0 and chaotic above 2. The value 0 is sent as {@code top_p} 0. Default: decided by
	 * the service for each model.
	 * @return the temperature, or {@code null} for the default
	 */
	@Override
	public @Nullable Double getTemperature() {
		return super.getTemperature();
	}

	/**
	 * Returns the probability mass of nucleus sampling ({@code top_p}), from 0 to 1.
	 * Default: decided by the service for each model.
	 * @return the probability mass, or {@code null} for the default
	 */
	@Override
	public @Nullable Double getTopP() {
		return super.getTopP();
	}

	/**
	 * Returns the maximum number of tokens in the answer, above 0. Default: a limit of
	 * the service, which it does not document.
	 * @return the number of tokens, or {@code null} for the default
	 */
	@Override
	public @Nullable Integer getMaxTokens() {
		return super.getMaxTokens();
	}

	/**
	 * Returns the version of the chat API that the request is sent to. Default:
	 * {@link ChatApi#V1}.
	 * @return the API, or {@code null} for the default
	 */
	public @Nullable ChatApi getApi() {
		return this.api;
	}

	/**
	 * Returns the built-in tools that the model may use in addition to the application's
	 * tools. The service runs them itself. v2 API only. Default: none.
	 * @return the tools, or {@code null} for the default
	 */
	public @Nullable List<BuiltInTool> getBuiltInTools() {
		return this.builtInTools;
	}

	/**
	 * Returns the regular expression that the answer must match. v2 API only.
	 * @return the expression in the service's dialect, or {@code null} for free text
	 */
	public @Nullable String getResponseRegex() {
		return this.responseRegex;
	}

	/**
	 * Returns the content filters that the service applies to the request and the answer.
	 * v2 API only; requires an agreement with the service. Default: the filters of the
	 * contract.
	 * @return the filters, or {@code null} for the default
	 */
	public @Nullable FilterSettings getFilterSettings() {
		return this.filterSettings;
	}

	/**
	 * Returns the thread in which the service stores the conversation. v2 API only;
	 * requires an agreement with the service. Default: the service stores nothing.
	 * @return the thread, or {@code null} for the default
	 */
	public @Nullable ChatStorage getStorage() {
		return this.storage;
	}

	/**
	 * Returns the repetition penalty, above 0. The value 1 is neutral; with a higher
	 * value the model repeats itself less. Default: decided by the service for each
	 * model.
	 * @return the penalty, or {@code null} for the default
	 */
	public @Nullable Double getRepetitionPenalty() {
		return this.repetitionPenalty;
	}

	/**
	 * Returns the minimum time between two events of a stream, in seconds. A longer
	 * interval yields fewer and larger events. Default: 0.
	 * @return the interval, 0 or more, or {@code null} for the default
	 */
	public @Nullable Double getUpdateInterval() {
		return this.updateInterval;
	}

	/**
	 * Tells whether the service checks for profanity. Switching the check off requires an
	 * agreement with the service. Default: decided by the contract.
	 * @return {@code true} if it checks, or {@code null} for the default
	 */
	public @Nullable Boolean getProfanityCheck() {
		return this.profanityCheck;
	}

	/**
	 * Returns the effort of a reasoning model: {@code low}, {@code medium} or
	 * {@code high}, and in the v2 API also {@code off}. Models without reasoning may
	 * refuse it. Default: decided by the service for each model.
	 * @return the effort, or {@code null} for the default
	 */
	public @Nullable String getReasoningEffort() {
		return this.reasoningEffort;
	}

	/**
	 * Returns the mode of function calls: whether the model may, must not or must call a
	 * function. Default: the model may call one if the request has tools or, in the v1
	 * API, a document, since the service reads documents with a function of its own.
	 * @return the mode, or {@code null} for the default
	 */
	public @Nullable FunctionCallMode getFunctionCall() {
		return this.functionCall;
	}

	/**
	 * Returns the names of the service's own functions that the model may call in
	 * addition to the tools, such as {@code text2image} and {@code text2model3d}. They
	 * must be named only if the request has tools.
	 * @return the names, or {@code null} for the default
	 */
	public @Nullable List<String> getBuiltInFunctions() {
		return this.builtInFunctions;
	}

	/**
	 * Returns the mode in which the JSON schemas of tools are sent. Default:
	 * {@link FunctionSchemaMode#COMPATIBLE}.
	 * @return the mode, or {@code null} for the default
	 */
	public @Nullable FunctionSchemaMode getFunctionSchema() {
		return this.functionSchema;
	}

	/**
	 * Returns the way to send system messages that follow other messages. The service
	 * accepts one system message, at the start. Default:
	 * {@link LaterSystemMessages#USER}.
	 * @return the way, or {@code null} for the default
	 */
	public @Nullable LaterSystemMessages getLaterSystemMessages() {
		return this.laterSystemMessages;
	}

	/**
	 * Returns the mode in which an answer that conforms to a JSON schema is requested.
	 * Default: {@link StructuredOutputMode#NATIVE}.
	 * @return the mode, or {@code null} for the default
	 */
	public @Nullable StructuredOutputMode getStructuredOutput() {
		return this.structuredOutput;
	}

	/**
	 * Tells whether an answer that conforms to a JSON schema must have all properties of
	 * the schema and no others ({@code strict} of {@code response_format}). An answer by
	 * a function ({@link StructuredOutputMode#FUNCTION}) has no such setting. Default:
	 * {@code true}.
	 * @return {@code false} if the answer may have other properties, or {@code null} for
	 * the default
	 */
	public @Nullable Boolean getStructuredOutputStrict() {
		return this.structuredOutputStrict;
	}

	/**
	 * Returns the JSON schema that the answer must conform to.
	 * @return the text of the schema, or {@code null} for free text
	 */
	@Override
	public @Nullable String getOutputSchema() {
		return this.outputSchema;
	}

	/**
	 * Returns the value of the {@code X-Session-ID} header. Requests of one conversation
	 * that share the id can use the service's prompt cache.
	 * @return the id, or {@code null} for none
	 */
	public @Nullable String getSessionId() {
		return this.sessionId;
	}

	/**
	 * Returns additional HTTP headers of the request.
	 * @return the headers by name, or {@code null} for none
	 */
	public @Nullable Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Returns additional fields of the request body, for features without an option in
	 * this class: {@code function_ranker}, {@code flags} or {@code storage}, which
	 * require an agreement with the service, or fields that a private installation
	 * defines.
	 * @return the values by field name, or {@code null} for none
	 */
	public @Nullable Map<String, Object> getExtraBody() {
		return this.extraBody;
	}

	@Override
	public Builder mutate() {
		return new Builder(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		if (this == other) {
			return true;
		}
		if (!(other instanceof GigaChatOptions that) || !super.equals(other)) {
			return false;
		}
		return this.api == that.api && Objects.equals(this.builtInTools, that.builtInTools)
				&& Objects.equals(this.responseRegex, that.responseRegex)
				&& Objects.equals(this.filterSettings, that.filterSettings)
				&& Objects.equals(this.storage, that.storage)
				&& Objects.equals(this.repetitionPenalty, that.repetitionPenalty)
				&& Objects.equals(this.updateInterval, that.updateInterval)
				&& Objects.equals(this.profanityCheck, that.profanityCheck)
				&& Objects.equals(this.reasoningEffort, that.reasoningEffort)
				&& Objects.equals(this.functionCall, that.functionCall)
				&& Objects.equals(this.builtInFunctions, that.builtInFunctions)
				&& this.functionSchema == that.functionSchema && this.laterSystemMessages == that.laterSystemMessages
				&& this.structuredOutput == that.structuredOutput
				&& Objects.equals(this.structuredOutputStrict, that.structuredOutputStrict)
				&& Objects.equals(this.outputSchema, that.outputSchema)
				&& Objects.equals(this.sessionId, that.sessionId) && Objects.equals(this.headers, that.headers)
				&& Objects.equals(this.extraBody, that.extraBody);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.api, this.builtInTools, this.responseRegex, this.filterSettings,
				this.storage, this.repetitionPenalty, this.updateInterval, this.profanityCheck, this.reasoningEffort,
				this.functionCall, this.builtInFunctions, this.functionSchema, this.laterSystemMessages,
				this.structuredOutput, this.structuredOutputStrict, this.outputSchema, this.sessionId, this.headers,
				this.extraBody);
	}

	/**
	 * Returns a description of the options that are set. Headers, extra fields and tools
	 * are shown by name; the session, the storage and the tool context are masked.
	 */
	@Override
	public String toString() {
		StringJoiner text = new StringJoiner(", ", "GigaChatOptions[", "]");
		show(text, "model", getModel());
		show(text, "temperature", getTemperature());
		show(text, "topP", getTopP());
		show(text, "maxTokens", getMaxTokens());
		show(text, "api", this.api);
		show(text, "builtInTools",
				(this.builtInTools != null) ? this.builtInTools.stream().map(BuiltInTool::name).toList() : null);
		show(text, "responseRegex", this.responseRegex);
		show(text, "filterSettings", this.filterSettings);
		show(text, "storage", (this.storage != null) ? "***" : null);
		show(text, "repetitionPenalty", this.repetitionPenalty);
		show(text, "updateInterval", this.updateInterval);
		show(text, "profanityCheck", this.profanityCheck);
		show(text, "reasoningEffort", this.reasoningEffort);
		show(text, "functionCall", this.functionCall);
		show(text, "builtInFunctions", this.builtInFunctions);
		show(text, "functionSchema", this.functionSchema);
		show(text, "laterSystemMessages", this.laterSystemMessages);
		show(text, "structuredOutput", this.structuredOutput);
		show(text, "structuredOutputStrict", this.structuredOutputStrict);
		show(text, "outputSchema", (this.outputSchema != null) ? this.outputSchema.length() + " characters" : null);
		show(text, "stopSequences", getStopSequences());
		show(text, "topK", getTopK());
		show(text, "frequencyPenalty", getFrequencyPenalty());
		show(text, "presencePenalty", getPresencePenalty());
		show(text, "sessionId", (this.sessionId != null) ? "***" : null);
		show(text, "headers", (this.headers != null) ? this.headers.keySet() : null);
		show(text, "extraBody", (this.extraBody != null) ? this.extraBody.keySet() : null);
		List<ToolCallback> tools = getToolCallbacks();
		show(text, "tools",
				(tools != null) ? tools.stream().map((tool) -> tool.getToolDefinition().name()).toList() : null);
		show(text, "toolContext", (getToolContext() != null) ? "***" : null);
		return text.toString();
	}

	private static void show(StringJoiner text, String name, @Nullable Object value) {
		if (value != null) {
			text.add(name + "=" + value);
		}
	}

	/**
	 * Builder for {@link GigaChatOptions}. An option that is {@code null} or not set has
	 * the default that its getter states. A value out of its range fails the call before
	 * a request is sent. The builder can also merge in the values of another one.
	 */
	public static final class Builder extends DefaultToolCallingChatOptions.Builder<Builder>
			implements StructuredOutputChatOptions.Builder<Builder> {

		private final boolean defaults;

		private @Nullable ChatApi api;

		private @Nullable List<BuiltInTool> builtInTools;

		private @Nullable String responseRegex;

		private @Nullable FilterSettings filterSettings;

		private @Nullable ChatStorage storage;

		private @Nullable Double repetitionPenalty;

		private @Nullable Double updateInterval;

		private @Nullable Boolean profanityCheck;

		private @Nullable String reasoningEffort;

		private @Nullable FunctionCallMode functionCall;

		private @Nullable List<String> builtInFunctions;

		private @Nullable FunctionSchemaMode functionSchema;

		private @Nullable LaterSystemMessages laterSystemMessages;

		private @Nullable StructuredOutputMode structuredOutput;

		private @Nullable Boolean structuredOutputStrict;

		private @Nullable String outputSchema;

		private @Nullable String sessionId;

		private @Nullable Map<String, String> headers;

		private @Nullable Map<String, Object> extraBody;

		private Builder() {
			this.defaults = false;
		}

		private Builder(GigaChatOptions options) {
			this.defaults = options.defaults;
			takePortable(options);
			takeTools(options);
			this.api = options.api;
			builtInTools(options.builtInTools);
			this.responseRegex = options.responseRegex;
			this.filterSettings = options.filterSettings;
			this.storage = options.storage;
			this.repetitionPenalty = options.repetitionPenalty;
			this.updateInterval = options.updateInterval;
			this.profanityCheck = options.profanityCheck;
			this.reasoningEffort = options.reasoningEffort;
			this.functionCall = options.functionCall;
			builtInFunctions(options.builtInFunctions);
			this.functionSchema = options.functionSchema;
			this.laterSystemMessages = options.laterSystemMessages;
			this.structuredOutput = options.structuredOutput;
			this.structuredOutputStrict = options.structuredOutputStrict;
			this.outputSchema = options.outputSchema;
			this.sessionId = options.sessionId;
			headers(options.headers);
			extraBody(options.extraBody);
		}

		/**
		 * Sets the version of the chat API that the request is sent to.
		 * @param api the API; {@code null} for the default
		 * @return this builder
		 */
		public Builder api(@Nullable ChatApi api) {
			this.api = api;
			return this;
		}

		/**
		 * Sets the built-in tools that the model may use, replacing the earlier ones. v2
		 * API only.
		 * @param builtInTools the tools, such as {@link BuiltInTool#WEB_SEARCH}
		 * @return this builder
		 */
		public Builder builtInTools(@Nullable List<BuiltInTool> builtInTools) {
			this.builtInTools = (builtInTools != null) ? new ArrayList<>(builtInTools) : null;
			return this;
		}

		/**
		 * Sets the regular expression that the answer must match. v2 API only.
		 * @param responseRegex the expression; {@code null} for free text
		 * @return this builder
		 */
		public Builder responseRegex(@Nullable String responseRegex) {
			this.responseRegex = responseRegex;
			return this;
		}

		/**
		 * Sets the content filters that the service applies to the request and the
		 * answer. v2 API only.
		 * @param filterSettings the filters
		 * @return this builder
		 */
		public Builder filterSettings(@Nullable FilterSettings filterSettings) {
			this.filterSettings = filterSettings;
			return this;
		}

		/**
		 * Sets the thread in which the service stores the conversation. v2 API only.
		 * @param storage the thread
		 * @return this builder
		 */
		public Builder storage(@Nullable ChatStorage storage) {
			this.storage = storage;
			return this;
		}

		/**
		 * Sets the repetition penalty.
		 * @param repetitionPenalty the penalty, above 0; 1 is neutral
		 * @return this builder
		 */
		public Builder repetitionPenalty(@Nullable Double repetitionPenalty) {
			this.repetitionPenalty = repetitionPenalty;
			return this;
		}

		/**
		 * Sets the minimum time between two events of a stream.
		 * @param updateInterval the interval in seconds, 0 or more
		 * @return this builder
		 */
		public Builder updateInterval(@Nullable Double updateInterval) {
			this.updateInterval = updateInterval;
			return this;
		}

		/**
		 * Sets whether the service checks for profanity.
		 * @param profanityCheck {@code true} to check
		 * @return this builder
		 */
		public Builder profanityCheck(@Nullable Boolean profanityCheck) {
			this.profanityCheck = profanityCheck;
			return this;
		}

		/**
		 * Sets the effort of a reasoning model.
		 * @param reasoningEffort {@code low}, {@code medium} or {@code high}, and in the
		 * v2 API also {@code off}
		 * @return this builder
		 */
		public Builder reasoningEffort(@Nullable String reasoningEffort) {
			this.reasoningEffort = reasoningEffort;
			return this;
		}

		/**
		 * Sets whether the model may, must not or must call a function.
		 * @param functionCall the mode; to force a tool, use the tool's own name.
		 * {@link FunctionCallMode#UNSET} removes the mode of the model's options
		 * @return this builder
		 */
		public Builder functionCall(@Nullable FunctionCallMode functionCall) {
			this.functionCall = functionCall;
			return this;
		}

		/**
		 * Sets the names of the service's own functions that the model may call in
		 * addition to the tools, replacing the earlier ones.
		 * @param builtInFunctions the names, such as {@code text2image}
		 * @return this builder
		 */
		public Builder builtInFunctions(@Nullable List<String> builtInFunctions) {
			this.builtInFunctions = (builtInFunctions != null) ? new ArrayList<>(builtInFunctions) : null;
			return this;
		}

		/**
		 * Sets the mode in which the JSON schemas of tools are sent.
		 * @param functionSchema the mode
		 * @return this builder
		 */
		public Builder functionSchema(@Nullable FunctionSchemaMode functionSchema) {
			this.functionSchema = functionSchema;
			return this;
		}

		/**
		 * Sets the way to send system messages that follow other messages.
		 * @param laterSystemMessages the way
		 * @return this builder
		 */
		public Builder laterSystemMessages(@Nullable LaterSystemMessages laterSystemMessages) {
			this.laterSystemMessages = laterSystemMessages;
			return this;
		}

		/**
		 * Sets the mode in which an answer that conforms to a JSON schema is requested.
		 * @param structuredOutput the mode
		 * @return this builder
		 */
		public Builder structuredOutput(@Nullable StructuredOutputMode structuredOutput) {
			this.structuredOutput = structuredOutput;
			return this;
		}

		/**
		 * Sets whether an answer that conforms to a JSON schema must have all properties
		 * of the schema and no others. It has no effect on an answer by a function.
		 * @param structuredOutputStrict {@code false} to allow other properties
		 * @return this builder
		 */
		public Builder structuredOutputStrict(@Nullable Boolean structuredOutputStrict) {
			this.structuredOutputStrict = structuredOutputStrict;
			return this;
		}

		/**
		 * Sets the JSON schema that the answer must conform to.
		 * @param outputSchema the text of the schema; {@code null} for free text
		 * @return this builder
		 */
		@Override
		public Builder outputSchema(@Nullable String outputSchema) {
			this.outputSchema = outputSchema;
			return this;
		}

		/**
		 * Sets the value of the {@code X-Session-ID} header.
		 * @param sessionId the id
		 * @return this builder
		 */
		public Builder sessionId(@Nullable String sessionId) {
			this.sessionId = sessionId;
			return this;
		}

		/**
		 * Sets additional HTTP headers of the request, replacing the earlier ones.
		 * @param headers the headers by name
		 * @return this builder
		 */
		public Builder headers(@Nullable Map<String, String> headers) {
			if (headers != null) {
				headers.forEach((name, value) -> Assert.notNull(value, () -> "The header " + name + " has no value"));
			}
			this.headers = (headers != null) ? new LinkedHashMap<>(headers) : null;
			return this;
		}

		/**
		 * Sets additional fields of the request body, replacing the earlier ones.
		 * @param extraBody the values by field name; a field that has an option of its
		 * own is not allowed
		 * @return this builder
		 */
		public Builder extraBody(@Nullable Map<String, ?> extraBody) {
			this.extraBody = (extraBody != null) ? new LinkedHashMap<>(extraBody) : null;
			return this;
		}

		@Override
		public Builder clone() {
			Builder copy = super.clone();
			copy.builtInTools = (this.builtInTools != null) ? new ArrayList<>(this.builtInTools) : null;
			copy.builtInFunctions = (this.builtInFunctions != null) ? new ArrayList<>(this.builtInFunctions) : null;
			copy.headers = (this.headers != null) ? new LinkedHashMap<>(this.headers) : null;
			copy.extraBody = (this.extraBody != null) ? new LinkedHashMap<>(this.extraBody) : null;
			return copy;
		}

		/**
		 * Takes the values of another builder that are not {@code null}. Maps are merged
		 * by key. If the other builder has a {@code temperature} or {@code topP}, both
		 * values of this builder are replaced. The name of the model is not taken from a
		 * builder of another provider.
		 * <p>
		 * A list of the other builder is appended, as in Spring AI's own builders. The
		 * exception is a builder made from {@link GigaChatModel#getOptions()}, into which
		 * {@code ChatClient} merges the options of a request: there the list is replaced.
		 */
		@Override
		public Builder combineWith(ChatOptions.Builder<?> other) {
			Builder that = (other instanceof Builder own) ? own : taken(other);
			combinePortable(that);
			this.api = OptionsMerge.value(that.api, this.api);
			this.builtInTools = list(that.builtInTools, this.builtInTools);
			this.responseRegex = OptionsMerge.value(that.responseRegex, this.responseRegex);
			this.filterSettings = OptionsMerge.value(that.filterSettings, this.filterSettings);
			this.storage = OptionsMerge.value(that.storage, this.storage);
			this.repetitionPenalty = OptionsMerge.value(that.repetitionPenalty, this.repetitionPenalty);
			this.updateInterval = OptionsMerge.value(that.updateInterval, this.updateInterval);
			this.profanityCheck = OptionsMerge.value(that.profanityCheck, this.profanityCheck);
			this.reasoningEffort = OptionsMerge.value(that.reasoningEffort, this.reasoningEffort);
			this.functionCall = OptionsMerge.value(that.functionCall, this.functionCall);
			this.builtInFunctions = list(that.builtInFunctions, this.builtInFunctions);
			this.functionSchema = OptionsMerge.value(that.functionSchema, this.functionSchema);
			this.laterSystemMessages = OptionsMerge.value(that.laterSystemMessages, this.laterSystemMessages);
			this.structuredOutput = OptionsMerge.value(that.structuredOutput, this.structuredOutput);
			this.structuredOutputStrict = OptionsMerge.value(that.structuredOutputStrict, this.structuredOutputStrict);
			this.outputSchema = OptionsMerge.value(that.outputSchema, this.outputSchema);
			this.sessionId = OptionsMerge.value(that.sessionId, this.sessionId);
			this.headers = OptionsMerge.headers(that.headers, this.headers);
			this.extraBody = OptionsMerge.byKey(that.extraBody, this.extraBody);
			return this;
		}

		private void combinePortable(Builder that) {
			this.model = OptionsMerge.name(that.model, this.model);
			this.frequencyPenalty = OptionsMerge.value(that.frequencyPenalty, this.frequencyPenalty);
			this.maxTokens = OptionsMerge.value(that.maxTokens, this.maxTokens);
			this.presencePenalty = OptionsMerge.value(that.presencePenalty, this.presencePenalty);
			this.stopSequences = list(that.stopSequences, this.stopSequences);
			this.topK = OptionsMerge.value(that.topK, this.topK);
			this.toolCallbacks = list(that.toolCallbacks, this.toolCallbacks);
			this.toolContext = OptionsMerge.byKey(that.toolContext, this.toolContext);
			if (that.temperature != null || that.topP != null) {
				// a default temperature of 0 is sent as top_p 0 and would override topP
				this.temperature = that.temperature;
				this.topP = that.topP;
			}
		}

		private <T> @Nullable List<T> list(@Nullable List<T> other, @Nullable List<T> own) {
			if (other == null) {
				return own;
			}
			List<T> list = new ArrayList<>((own != null && !this.defaults) ? own : List.of());
			list.addAll(other);
			return list;
		}

		/**
		 * Creates a builder with the values set in a builder of another options class.
		 */
		private static Builder taken(ChatOptions.Builder<?> other) {
			Builder taken = new Builder();
			if (other instanceof DefaultChatOptionsBuilder<?>) {
				// build() would fill in the other provider's defaults
				taken.combineByDefault(other);
			}
			else {
				taken.takePortable(other.build());
			}
			if (other instanceof ToolCallingChatOptions.Builder<?> tools
					&& !(other instanceof DefaultToolCallingChatOptions.Builder<?>)) {
				taken.takeTools(tools.build());
			}
			if (other instanceof StructuredOutputChatOptions.Builder<?>
					&& other.build() instanceof StructuredOutputChatOptions structured) {
				taken.outputSchema(structured.getOutputSchema());
			}
			return OptionsMerge.isForeign(other) ? taken.model(null) : taken;
		}

		private void combineByDefault(ChatOptions.Builder<?> other) {
			super.combineWith(other);
		}

		private void takePortable(ChatOptions options) {
			model(options.getModel());
			frequencyPenalty(options.getFrequencyPenalty());
			maxTokens(options.getMaxTokens());
			presencePenalty(options.getPresencePenalty());
			stopSequences(options.getStopSequences());
			temperature(options.getTemperature());
			topK(options.getTopK());
			topP(options.getTopP());
		}

		private void takeTools(ToolCallingChatOptions options) {
			toolCallbacks(options.getToolCallbacks());
			toolContext(options.getToolContext());
		}

		@Override
		public GigaChatOptions build() {
			return new GigaChatOptions(this, false);
		}

		/**
		 * Builds the options of a model. In a builder made from them, a list of the
		 * request replaces the model's list.
		 */
		GigaChatOptions buildDefaults() {
			return new GigaChatOptions(this, true);
		}

		private ToolCallingChatOptions portable() {
			return super.build();
		}

	}

}
