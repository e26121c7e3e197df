package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

import io.github.gigachat.spring.ai.api.BuiltInTool;
import io.github.gigachat.spring.ai.api.ChatApi;
import io.github.gigachat.spring.ai.api.ChatStorage;
import io.github.gigachat.spring.ai.api.FilterSettings;
import io.github.gigachat.spring.ai.api.FunctionCallMode;
import io.github.gigachat.spring.ai.flatten.FunctionSchemaMode;
import io.github.gigachat.spring.ai.flatten.LaterSystemMessages;
import io.github.gigachat.spring.ai.flatten.StructuredOutputMode;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.util.Assert;

/**
 * What is asked of a GigaChat chat model beside the messages. Immutable; what is
 * {@code null} is not sent, and the model's own default holds.
 * <p>
 * Of the portable options GigaChat has the model, the temperature, {@code topP} and
 * {@code maxTokens}. It has no stop sequences, no {@code topK} and no presence or
 * frequency penalty: those are dropped with a warning.
 */
public final class GigaChatOptions extends DefaultToolCallingChatOptions implements StructuredOutputChatOptions {

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

	private GigaChatOptions(Builder builder) {
		this(builder, builder.portable());
	}

	private GigaChatOptions(Builder builder, ToolCallingChatOptions portable) {
		super(portable.getToolCallbacks(), portable.getToolContext(), portable.getModel(),
				portable.getFrequencyPenalty(), portable.getMaxTokens(), portable.getPresencePenalty(),
				portable.getStopSequences(), portable.getTemperature(), portable.getTopK(), portable.getTopP());
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
		}

		private Builder(GigaChatOptions options) {
			model(options.getModel());
			frequencyPenalty(options.getFrequencyPenalty());
			maxTokens(options.getMaxTokens());
			presencePenalty(options.getPresencePenalty());
			stopSequences(options.getStopSequences());
			temperature(options.getTemperature());
			topK(options.getTopK());
			topP(options.getTopP());
			toolCallbacks(options.getToolCallbacks());
			toolContext(options.getToolContext());
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
		 * Whether the model may, must not or has to call a function.
		 * @param functionCall the mode; a forced function is named as the tool is
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

		@Override
		public Builder combineWith(ChatOptions.Builder<?> other) {
			super.combineWith(other);
			if (other instanceof Builder that) {
				this.functionSchema = either(that.functionSchema, this.functionSchema);
				this.laterSystemMessages = either(that.laterSystemMessages, this.laterSystemMessages);
				this.structuredOutput = either(that.structuredOutput, this.structuredOutput);
				this.outputSchema = either(that.outputSchema, this.outputSchema);
				this.builtInFunctions = united(this.builtInFunctions, that.builtInFunctions);
				this.api = either(that.api, this.api);
				this.builtInTools = united(this.builtInTools, that.builtInTools);
				this.responseRegex = either(that.responseRegex, this.responseRegex);
				this.filterSettings = either(that.filterSettings, this.filterSettings);
				this.storage = either(that.storage, this.storage);
				this.repetitionPenalty = either(that.repetitionPenalty, this.repetitionPenalty);
				this.updateInterval = either(that.updateInterval, this.updateInterval);
				this.profanityCheck = either(that.profanityCheck, this.profanityCheck);
				this.reasoningEffort = either(that.reasoningEffort, this.reasoningEffort);
				this.functionCall = either(that.functionCall, this.functionCall);
				this.sessionId = either(that.sessionId, this.sessionId);
				this.headers = united(this.headers, that.headers);
				this.extraBody = united(this.extraBody, that.extraBody);
			}
			else if (other instanceof StructuredOutputChatOptions.Builder<?> portable
					&& portable.build() instanceof StructuredOutputChatOptions structured) {
				this.outputSchema = either(structured.getOutputSchema(), this.outputSchema);
			}
			return this;
		}

		private static <T> @Nullable List<T> united(@Nullable List<T> own, @Nullable List<T> other) {
			if (other == null) {
				return own;
			}
			List<T> united = (own != null) ? own : new ArrayList<>();
			united.addAll(other);
			return united;
		}

		private static <V> @Nullable Map<String, V> united(@Nullable Map<String, V> own,
				@Nullable Map<String, V> other) {
			if (other == null) {
				return own;
			}
			Map<String, V> united = (own != null) ? own : new LinkedHashMap<>();
			united.putAll(other);
			return united;
		}

		private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
			return (first != null) ? first : second;
		}

		@Override
		public GigaChatOptions build() {
			return new GigaChatOptions(this);
		}

		private ToolCallingChatOptions portable() {
			return super.build();
		}

	}

}
