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
 * Options of a GigaChat chat request. Immutable. An option that is {@code null} is taken
 * from the options of the {@link GigaChatModel}, and not sent if it is {@code null}
 * there, too.
 * <p>
 * The options of a request, given with a {@code Prompt} or through a {@code ChatClient},
 * are merged with those of the model by one rule, whatever their class: a value that is
 * not {@code null} replaces the model's. A list replaces the model's list, and an empty
 * list means none. {@code headers}, {@code extraBody} and {@code toolContext} are merged
 * by key. {@code temperature} and {@code topP} are alternatives: a request that sets one
 * of them takes neither from the model. {@link FunctionCallMode#UNSET} removes the
 * model's mode. Options of another provider are taken for what they share with these,
 * except the name of the model.
 * <p>
 * Of the portable options GigaChat has the model, the temperature, {@code topP} and
 * {@code maxTokens}. It has no stop sequences, no {@code topK} and no presence or
 * frequency penalty: those are dropped with a warning.
 */
public final class GigaChatOptions extends DefaultToolCallingChatOptions implements StructuredOutputChatOptions {

	/** True for the options of a model; see {@link Builder#buildDefaults}. */
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
		this.outputSchema = builder.outputSchema;
		this.sessionId = builder.sessionId;
		this.headers = (builder.headers != null) ? Map.copyOf(builder.headers) : null;
		this.extraBody = (builder.extraBody != null)
				? Collections.unmodifiableMap(new LinkedHashMap<>(builder.extraBody)) : null;
	}

	/**
	 * A builder of options.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The model's name; unset, that of the model's own options, which is
	 * {@value GigaChatModel#DEFAULT_MODEL} by default.
	 * @return the name
	 */
	@Override
	public @Nullable String getModel() {
		return super.getModel();
	}

	/**
	 * How varied the answer is: from 0, which goes out as {@code top_p} 0; near 0
	 * deterministic, above 2 chaotic. Unset, the service takes the model's own.
	 * @return the temperature
	 */
	@Override
	public @Nullable Double getTemperature() {
		return super.getTemperature();
	}

	/**
	 * The share of probability that words are chosen from, 0 to 1. Unset, the service
	 * takes the model's own.
	 * @return the share
	 */
	@Override
	public @Nullable Double getTopP() {
		return super.getTopP();
	}

	/**
	 * The longest answer in tokens, above 0. Unset, the service has a limit of its own,
	 * which it does not tell.
	 * @return the number of tokens
	 */
	@Override
	public @Nullable Integer getMaxTokens() {
		return super.getMaxTokens();
	}

	/**
	 * Which of the service's APIs the chat goes through; {@link ChatApi#V1} unless set.
	 * @return the API
	 */
	public @Nullable ChatApi getApi() {
		return this.api;
	}

	/**
	 * The service's own tools that the model may use beside the application's, in the v2
	 * API: the service runs them itself.
	 * @return the tools
	 */
	public @Nullable List<BuiltInTool> getBuiltInTools() {
		return this.builtInTools;
	}

	/**
	 * The regular expression that the answer has to match, in the v2 API.
	 * @return the expression as the service understands it, or {@code null} for free text
	 */
	public @Nullable String getResponseRegex() {
		return this.responseRegex;
	}

	/**
	 * Which of the service's filters look at the request and the answer, in the v2 API;
	 * by agreement with the service. Unset, what the contract has.
	 * @return the filters
	 */
	public @Nullable FilterSettings getFilterSettings() {
		return this.filterSettings;
	}

	/**
	 * The thread that the service keeps the conversation in, in the v2 API; by agreement
	 * with the service. Unset, it keeps nothing.
	 * @return the thread
	 */
	public @Nullable ChatStorage getStorage() {
		return this.storage;
	}

	/**
	 * How much repetition is avoided: above 0, 1 is neutral, above 1 repeats less. Unset,
	 * the service takes the model's own.
	 * @return the penalty
	 */
	public @Nullable Double getRepetitionPenalty() {
		return this.repetitionPenalty;
	}

	/**
	 * The least time between two events of a stream, in seconds: fewer and larger events.
	 * Unset, 0.
	 * @return the interval, from 0
	 */
	public @Nullable Double getUpdateInterval() {
		return this.updateInterval;
	}

	/**
	 * Whether the service checks for profanity; to switch it off needs an agreement with
	 * the service. Unset, what the contract has.
	 * @return whether it checks
	 */
	public @Nullable Boolean getProfanityCheck() {
		return this.profanityCheck;
	}

	/**
	 * How long a reasoning model thinks: {@code low}, {@code medium} or {@code high}.
	 * Unset, the model's own; other models may refuse it.
	 * @return the effort
	 */
	public @Nullable String getReasoningEffort() {
		return this.reasoningEffort;
	}

	/**
	 * The mode of function calls: whether the model may, must not or has to call a
	 * function. Default: it may when the request has tools, or, in the v1 API, a
	 * document, which the service reads by a function of its own.
	 * @return the mode
	 */
	public @Nullable FunctionCallMode getFunctionCall() {
		return this.functionCall;
	}

	/**
	 * The service's own functions that the model may call beside the tools, by name:
	 * {@code text2image}, {@code text2model3d}. With tools, and only then, they have to
	 * be named.
	 * @return the names
	 */
	public @Nullable List<String> getBuiltInFunctions() {
		return this.builtInFunctions;
	}

	/**
	 * How the schemas of tools go out; {@link FunctionSchemaMode#COMPATIBLE} unless set.
	 * @return the mode
	 */
	public @Nullable FunctionSchemaMode getFunctionSchema() {
		return this.functionSchema;
	}

	/**
	 * What becomes of a system message behind the first run of them;
	 * {@link LaterSystemMessages#USER} unless set.
	 * @return the choice
	 */
	public @Nullable LaterSystemMessages getLaterSystemMessages() {
		return this.laterSystemMessages;
	}

	/**
	 * How an answer by a schema is asked for; {@link StructuredOutputMode#NATIVE} unless
	 * set.
	 * @return the mode
	 */
	public @Nullable StructuredOutputMode getStructuredOutput() {
		return this.structuredOutput;
	}

	/**
	 * The JSON schema that the answer has to keep to.
	 * @return the text of the schema, or {@code null} for free text
	 */
	@Override
	public @Nullable String getOutputSchema() {
		return this.outputSchema;
	}

	/**
	 * The conversation's {@code X-Session-ID}: reused, it lets the service find what it
	 * has cached of the conversation.
	 * @return the id
	 */
	public @Nullable String getSessionId() {
		return this.sessionId;
	}

	/**
	 * Further headers of this request.
	 * @return the headers, by name
	 */
	public @Nullable Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Further fields of the request's body, for what has no option here:
	 * {@code function_ranker}, {@code flags} or {@code storage}, which the service has by
	 * agreement, or an installation's own.
	 * @return the values, by the names of the fields
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
				&& Objects.equals(this.outputSchema, that.outputSchema)
				&& Objects.equals(this.sessionId, that.sessionId) && Objects.equals(this.headers, that.headers)
				&& Objects.equals(this.extraBody, that.extraBody);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.api, this.builtInTools, this.responseRegex, this.filterSettings,
				this.storage, this.repetitionPenalty, this.updateInterval, this.profanityCheck, this.reasoningEffort,
				this.functionCall, this.builtInFunctions, this.functionSchema, this.laterSystemMessages,
				this.structuredOutput, this.outputSchema, this.sessionId, this.headers, this.extraBody);
	}

	/**
	 * Shows what is set; of headers, extra fields and tools the names alone, of the
	 * session and the tool context that they are set.
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
	 * Builds options, and merges others into them.
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
			this.outputSchema = options.outputSchema;
			this.sessionId = options.sessionId;
			headers(options.headers);
			extraBody(options.extraBody);
		}

		/**
		 * Which of the service's APIs the chat goes through.
		 * @param api the API
		 * @return this builder
		 */
		public Builder api(@Nullable ChatApi api) {
			this.api = api;
			return this;
		}

		/**
		 * The service's own tools that the model may use, in the v2 API, in place of
		 * those that the builder has.
		 * @param builtInTools the tools, such as {@link BuiltInTool#WEB_SEARCH}
		 * @return this builder
		 */
		public Builder builtInTools(@Nullable List<BuiltInTool> builtInTools) {
			this.builtInTools = (builtInTools != null) ? new ArrayList<>(builtInTools) : null;
			return this;
		}

		/**
		 * The regular expression that the answer has to match, in the v2 API.
		 * @param responseRegex the expression; {@code null} for free text
		 * @return this builder
		 */
		public Builder responseRegex(@Nullable String responseRegex) {
			this.responseRegex = responseRegex;
			return this;
		}

		/**
		 * Which of the service's filters look at the request and the answer, in the v2
		 * API.
		 * @param filterSettings the filters
		 * @return this builder
		 */
		public Builder filterSettings(@Nullable FilterSettings filterSettings) {
			this.filterSettings = filterSettings;
			return this;
		}

		/**
		 * The thread that the service keeps the conversation in, in the v2 API.
		 * @param storage the thread
		 * @return this builder
		 */
		public Builder storage(@Nullable ChatStorage storage) {
			this.storage = storage;
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
		 * The least time between two events of a stream.
		 * @param updateInterval in seconds, from 0
		 * @return this builder
		 */
		public Builder updateInterval(@Nullable Double updateInterval) {
			this.updateInterval = updateInterval;
			return this;
		}

		/**
		 * Whether the service checks for profanity.
		 * @param profanityCheck whether it checks
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
		 * Sets whether the model may, must not or has to call a function.
		 * @param functionCall the mode; a forced function is named as the tool is, and
		 * {@link FunctionCallMode#UNSET} removes the mode of the model's options
		 * @return this builder
		 */
		public Builder functionCall(@Nullable FunctionCallMode functionCall) {
			this.functionCall = functionCall;
			return this;
		}

		/**
		 * The service's own functions that the model may call beside the tools, in place
		 * of those that the builder has.
		 * @param builtInFunctions the names, such as {@code text2image}
		 * @return this builder
		 */
		public Builder builtInFunctions(@Nullable List<String> builtInFunctions) {
			this.builtInFunctions = (builtInFunctions != null) ? new ArrayList<>(builtInFunctions) : null;
			return this;
		}

		/**
		 * How the schemas of tools go out.
		 * @param functionSchema the mode
		 * @return this builder
		 */
		public Builder functionSchema(@Nullable FunctionSchemaMode functionSchema) {
			this.functionSchema = functionSchema;
			return this;
		}

		/**
		 * What becomes of a system message behind the first run of them.
		 * @param laterSystemMessages the choice
		 * @return this builder
		 */
		public Builder laterSystemMessages(@Nullable LaterSystemMessages laterSystemMessages) {
			this.laterSystemMessages = laterSystemMessages;
			return this;
		}

		/**
		 * How an answer by a schema is asked for.
		 * @param structuredOutput the mode
		 * @return this builder
		 */
		public Builder structuredOutput(@Nullable StructuredOutputMode structuredOutput) {
			this.structuredOutput = structuredOutput;
			return this;
		}

		/**
		 * The JSON schema that the answer has to keep to.
		 * @param outputSchema the text of the schema; {@code null} for free text
		 * @return this builder
		 */
		@Override
		public Builder outputSchema(@Nullable String outputSchema) {
			this.outputSchema = outputSchema;
			return this;
		}

		/**
		 * The conversation's {@code X-Session-ID}.
		 * @param sessionId the id
		 * @return this builder
		 */
		public Builder sessionId(@Nullable String sessionId) {
			this.sessionId = sessionId;
			return this;
		}

		/**
		 * Further headers of this request, in place of those that the builder has.
		 * @param headers the headers, by name
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
		 * Further fields of the request's body, in place of those that the builder has.
		 * @param extraBody the values, by the names of the fields; none that has an
		 * option of its own
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
		 * by key; a temperature or topP of the other builder replaces both of this one;
		 * the name of the model is not taken from a builder of another provider.
		 * <p>
		 * A list of the other builder is appended, as by Spring AI's own builders. In a
		 * builder made of {@link GigaChatModel#getOptions()}, which is where a
		 * {@code ChatClient} merges the options of a request, it replaces the list.
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
				// a default temperature of 0 goes out as topP 0, which would hide a topP
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

		/** A builder of these options with what a builder of other options has set. */
		private static Builder taken(ChatOptions.Builder<?> other) {
			Builder taken = new Builder();
			if (other instanceof DefaultChatOptionsBuilder<?>) {
				// not what build() would fill in: another provider's defaults
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
		 * Builds the options of a model. A builder made of them merges the options of a
		 * request: a list of the request replaces the model's.
		 */
		GigaChatOptions buildDefaults() {
			return new GigaChatOptions(this, true);
		}

		private ToolCallingChatOptions portable() {
			return super.build();
		}

	}

}
