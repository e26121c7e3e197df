package io.github.gigachat.spring.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.BuiltInTool;
import io.github.gigachat.spring.ai.api.ChatApi;
import io.github.gigachat.spring.ai.api.FunctionCallMode;
import io.github.gigachat.spring.ai.flatten.FunctionSchemaMode;
import io.github.gigachat.spring.ai.flatten.LaterSystemMessages;
import io.github.gigachat.spring.ai.flatten.StructuredOutputMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * The options that every chat request has unless it brings its own.
 */
@ConfigurationProperties(GigaChatChatProperties.CONFIG_PREFIX)
public class GigaChatChatProperties {

	/** What the properties' names begin with. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat.chat";

	/**
	 * Name of the model that answers.
	 */
	private @Nullable String model;

	/**
	 * Sampling temperature: below 0.001 nearly the same answer each time, above 2
	 * chaotic. Unset, the model has its own.
	 */
	private @Nullable Double temperature;

	/**
	 * Share of the probability mass that tokens are taken from, from 0 to 1, an
	 * alternative to the temperature. Unset, the model has its own.
	 */
	private @Nullable Double topP;

	/**
	 * Most tokens that an answer has. Unset, the service decides.
	 */
	private @Nullable Integer maxTokens;

	/**
	 * How much repetition is avoided: above 0, where 1 is neutral and more repeats less.
	 * Unset, the model has its own.
	 */
	private @Nullable Double repetitionPenalty;

	/**
	 * Least time in seconds between two events of a stream: more makes fewer and larger
	 * events.
	 */
	private @Nullable Double updateInterval;

	/**
	 * Whether the service checks for profanity. Unset, the contract decides; to switch it
	 * off needs an agreement with the service.
	 */
	private @Nullable Boolean profanityCheck;

	/**
	 * How long a reasoning model thinks. Unset, it is not sent.
	 */
	private @Nullable String reasoningEffort;

	/**
	 * Mode of function calls: 'auto', 'none', or the name of a function that the model
	 * has to call. By default, 'auto' when the request has tools or, in the v1 API, a
	 * document.
	 */
	private @Nullable String functionCall;

	/**
	 * How the schemas of tools go out: fitted into the service's dialect, untouched, or
	 * untouched and then fitted when the service refuses them.
	 */
	private @Nullable FunctionSchemaMode functionSchema;

	/**
	 * What becomes of a system message behind the first run of them: the service takes
	 * one, and only at the beginning.
	 */
	private @Nullable LaterSystemMessages laterSystemMessages;

	/**
	 * How an answer by a JSON schema is asked for: by the request's response format, or
	 * by a function whose arguments are the answer.
	 */
	private @Nullable StructuredOutputMode structuredOutput;

	/**
	 * Which of the service's APIs chats go through. The built-in tools, answers by a
	 * regular expression and the filters are the v2 API's.
	 */
	private @Nullable ChatApi api;

	/**
	 * Whole URL of the endpoint of chats of the v2 API, with its path. Unset, the base
	 * URL with the version at its end replaced: '/v1' becomes '/v2/chat/completions'.
	 */
	private @Nullable String v2Url;

	/**
	 * Names of the service's own tools that the model may use in the v2 API.
	 */
	private List<String> builtInTools = new ArrayList<>();

	/**
	 * Regular expression that every answer has to match, in the v2 API.
	 */
	private @Nullable String responseRegex;

	@NestedConfigurationProperty
	private final GigaChatFilterProperties filter = new GigaChatFilterProperties();

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatChatProperties() {
	}

	/**
	 * The options that the properties describe.
	 * @return the options; what is unset or blank is {@code null} in them
	 * @throws InvalidConfigurationPropertyValueException when a value cannot be right,
	 * naming its property
	 */
	public GigaChatOptions toOptions() {
		require("temperature", this.temperature, (value) -> value >= 0, "It has to be at least 0.");
		require("top-p", this.topP, (value) -> value >= 0 && value <= 1, "It has to be from 0 to 1.");
		require("max-tokens", this.maxTokens, (value) -> value > 0, "It has to be above 0.");
		require("repetition-penalty", this.repetitionPenalty, (value) -> value > 0, "It has to be above 0.");
		require("update-interval", this.updateInterval, (value) -> value >= 0, "It has to be at least 0.");
		return GigaChatOptions.builder()
			.api(this.api)
			.builtInTools(tools())
			.responseRegex(textOrNull(this.responseRegex))
			.filterSettings(this.filter.toSettings())
			.model(textOrNull(this.model))
			.temperature(this.temperature)
			.topP(this.topP)
			.maxTokens(this.maxTokens)
			.repetitionPenalty(this.repetitionPenalty)
			.updateInterval(this.updateInterval)
			.profanityCheck(this.profanityCheck)
			.reasoningEffort(textOrNull(this.reasoningEffort))
			.functionCall(functionCallMode())
			.functionSchema(this.functionSchema)
			.laterSystemMessages(this.laterSystemMessages)
			.structuredOutput(this.structuredOutput)
			.build();
	}

	private @Nullable List<BuiltInTool> tools() {
		List<String> names = this.builtInTools.stream().filter(StringUtils::hasText).map(String::strip).toList();
		try {
			return names.isEmpty() ? null : names.stream().map(BuiltInTool::of).toList();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(CONFIG_PREFIX + ".built-in-tools", names,
					ex.getMessage() + ".", ex);
		}
	}

	private static <T> void require(String name, @Nullable T value, Predicate<T> condition, String reason) {
		if (value != null && !condition.test(value)) {
			throw new InvalidConfigurationPropertyValueException(CONFIG_PREFIX + "." + name, value, reason);
		}
	}

	private @Nullable FunctionCallMode functionCallMode() {
		String mode = textOrNull(this.functionCall);
		return (mode != null) ? FunctionCallMode.of(mode) : null;
	}

	private static @Nullable String textOrNull(@Nullable String value) {
		return StringUtils.hasText(value) ? value.strip() : null;
	}

	/**
	 * Which of the service's APIs chats go through.
	 * @return the API
	 */
	public @Nullable ChatApi getApi() {
		return this.api;
	}

	/**
	 * Sets which of the service's APIs chats go through.
	 * @param api the API
	 */
	public void setApi(@Nullable ChatApi api) {
		this.api = api;
	}

	/**
	 * Endpoint of chats of the v2 API.
	 * @return the URL
	 */
	public @Nullable String getV2Url() {
		return this.v2Url;
	}

	/**
	 * Sets the endpoint of chats of the v2 API.
	 * @param v2Url the URL
	 */
	public void setV2Url(@Nullable String v2Url) {
		this.v2Url = v2Url;
	}

	/**
	 * Names of the service's own tools.
	 * @return the names
	 */
	public List<String> getBuiltInTools() {
		return this.builtInTools;
	}

	/**
	 * Sets the names of the service's own tools.
	 * @param builtInTools the names
	 */
	public void setBuiltInTools(List<String> builtInTools) {
		this.builtInTools = builtInTools;
	}

	/**
	 * Regular expression that every answer has to match.
	 * @return the expression
	 */
	public @Nullable String getResponseRegex() {
		return this.responseRegex;
	}

	/**
	 * Sets the regular expression that every answer has to match.
	 * @param responseRegex the expression
	 */
	public void setResponseRegex(@Nullable String responseRegex) {
		this.responseRegex = responseRegex;
	}

	/**
	 * The service's filters.
	 * @return their properties
	 */
	public GigaChatFilterProperties getFilter() {
		return this.filter;
	}

	/**
	 * Name of the model.
	 * @return the name
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Sets the name of the model.
	 * @param model the name
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * Sampling temperature.
	 * @return the temperature
	 */
	public @Nullable Double getTemperature() {
		return this.temperature;
	}

	/**
	 * Sets the sampling temperature.
	 * @param temperature the temperature
	 */
	public void setTemperature(@Nullable Double temperature) {
		this.temperature = temperature;
	}

	/**
	 * Share of the probability mass.
	 * @return the share
	 */
	public @Nullable Double getTopP() {
		return this.topP;
	}

	/**
	 * Sets the share of the probability mass.
	 * @param topP the share
	 */
	public void setTopP(@Nullable Double topP) {
		this.topP = topP;
	}

	/**
	 * Most tokens of an answer.
	 * @return the number
	 */
	public @Nullable Integer getMaxTokens() {
		return this.maxTokens;
	}

	/**
	 * Sets the most tokens of an answer.
	 * @param maxTokens the number
	 */
	public void setMaxTokens(@Nullable Integer maxTokens) {
		this.maxTokens = maxTokens;
	}

	/**
	 * How much repetition is avoided.
	 * @return the penalty
	 */
	public @Nullable Double getRepetitionPenalty() {
		return this.repetitionPenalty;
	}

	/**
	 * Sets how much repetition is avoided.
	 * @param repetitionPenalty the penalty
	 */
	public void setRepetitionPenalty(@Nullable Double repetitionPenalty) {
		this.repetitionPenalty = repetitionPenalty;
	}

	/**
	 * Least time between two events of a stream.
	 * @return the time in seconds
	 */
	public @Nullable Double getUpdateInterval() {
		return this.updateInterval;
	}

	/**
	 * Sets the least time between two events of a stream.
	 * @param updateInterval the time in seconds
	 */
	public void setUpdateInterval(@Nullable Double updateInterval) {
		this.updateInterval = updateInterval;
	}

	/**
	 * Whether the service checks for profanity.
	 * @return whether it checks
	 */
	public @Nullable Boolean getProfanityCheck() {
		return this.profanityCheck;
	}

	/**
	 * Sets whether the service checks for profanity.
	 * @param profanityCheck whether it checks
	 */
	public void setProfanityCheck(@Nullable Boolean profanityCheck) {
		this.profanityCheck = profanityCheck;
	}

	/**
	 * How long a reasoning model thinks.
	 * @return the effort
	 */
	public @Nullable String getReasoningEffort() {
		return this.reasoningEffort;
	}

	/**
	 * Sets how long a reasoning model thinks.
	 * @param reasoningEffort the effort
	 */
	public void setReasoningEffort(@Nullable String reasoningEffort) {
		this.reasoningEffort = reasoningEffort;
	}

	/**
	 * Whether the model may, must not or has to call a function.
	 * @return the mode, or the name of the function
	 */
	public @Nullable String getFunctionCall() {
		return this.functionCall;
	}

	/**
	 * Sets whether the model may, must not or has to call a function.
	 * @param functionCall the mode, or the name of the function
	 */
	public void setFunctionCall(@Nullable String functionCall) {
		this.functionCall = functionCall;
	}

	/**
	 * How the schemas of tools go out.
	 * @return the mode
	 */
	public @Nullable FunctionSchemaMode getFunctionSchema() {
		return this.functionSchema;
	}

	/**
	 * Sets how the schemas of tools go out.
	 * @param functionSchema the mode
	 */
	public void setFunctionSchema(@Nullable FunctionSchemaMode functionSchema) {
		this.functionSchema = functionSchema;
	}

	/**
	 * What becomes of a system message behind the first run of them.
	 * @return the choice
	 */
	public @Nullable LaterSystemMessages getLaterSystemMessages() {
		return this.laterSystemMessages;
	}

	/**
	 * Sets what becomes of a system message behind the first run of them.
	 * @param laterSystemMessages the choice
	 */
	public void setLaterSystemMessages(@Nullable LaterSystemMessages laterSystemMessages) {
		this.laterSystemMessages = laterSystemMessages;
	}

	/**
	 * How an answer by a schema is asked for.
	 * @return the mode
	 */
	public @Nullable StructuredOutputMode getStructuredOutput() {
		return this.structuredOutput;
	}

	/**
	 * Sets how an answer by a schema is asked for.
	 * @param structuredOutput the mode
	 */
	public void setStructuredOutput(@Nullable StructuredOutputMode structuredOutput) {
		this.structuredOutput = structuredOutput;
	}

}
