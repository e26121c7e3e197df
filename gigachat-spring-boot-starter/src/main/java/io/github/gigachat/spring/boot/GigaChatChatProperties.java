package io.github.gigachat.spring.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Properties of chats, {@code spring.ai.gigachat.chat.*}: the default options of every
 * chat request.
 */
@ConfigurationProperties(GigaChatChatProperties.CONFIG_PREFIX)
public class GigaChatChatProperties {

	/** Prefix of the properties' names. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat.chat";

	/**
	 * Name of the chat model.
	 */
	private @Nullable String model;

	/**
	 * Sampling temperature, at least 0. Answers are nearly deterministic below 0.001 and
	 * chaotic above 2. Default: decided by the model.
	 */
	private @Nullable Double temperature;

	/**
	 * Share of the probability mass that tokens are sampled from, from 0 to 1; an
	 * alternative to the temperature. Default: decided by the model.
	 */
	private @Nullable Double topP;

	/**
	 * Maximum number of tokens in the answer, greater than 0. Default: decided by the
	 * service.
	 */
	private @Nullable Integer maxTokens;

	/**
	 * Penalty for repetitions, greater than 0. 1 is neutral, a greater value reduces
	 * repetitions. Default: decided by the model.
	 */
	private @Nullable Double repetitionPenalty;

	/**
	 * Minimum time in seconds between two events of a stream, at least 0. A greater value
	 * results in fewer and larger events.
	 */
	private @Nullable Double updateInterval;

	/**
	 * Whether the service checks for profanity. Disabling the check requires an agreement
	 * with the service. Default: decided by the contract.
	 */
	private @Nullable Boolean profanityCheck;

	/**
	 * Effort of a reasoning model: 'low', 'medium', 'high', or 'off' in the v2 API.
	 * Default: decided by the model.
	 */
	private @Nullable String reasoningEffort;

	/**
	 * Mode of function calls: 'auto', 'none', or the name of a function that the model
	 * must call. Default: 'auto' if the request has tools or, in the v1 API, a document.
	 */
	private @Nullable String functionCall;

	/**
	 * Form in which the schemas of tools are sent: adapted to the service's dialect,
	 * unchanged, or unchanged first and adapted if the service refuses them.
	 */
	private @Nullable FunctionSchemaMode functionSchema;

	/**
	 * Handling of system messages that follow other messages. The service accepts one
	 * system message, at the start.
	 */
	private @Nullable LaterSystemMessages laterSystemMessages;

	/**
	 * Way to request an answer that matches a JSON schema: by the response format of the
	 * request, or by a function whose arguments are the answer.
	 */
	private @Nullable StructuredOutputMode structuredOutput;

	/**
	 * Whether an answer by the response format must have all properties of the JSON
	 * schema and no others.
	 */
	private @Nullable Boolean structuredOutputStrict;

	/**
	 * Version of the service's API for chats. Built-in tools, answers by a regular
	 * expression and filters require v2.
	 */
	private @Nullable ChatApi api;

	/**
	 * Full URL of the endpoint for chats of the v2 API, with its path. Default: the base
	 * URL with the version at its end replaced, such as '/v1' by '/v2/chat/completions'.
	 */
	private @Nullable String v2Url;

	/**
	 * Names of the service's own tools that the model may use in the v2 API.
	 */
	private List<String> builtInTools = new ArrayList<>();

	/**
	 * Regular expression that every answer must match in the v2 API.
	 */
	private @Nullable String responseRegex;

	@NestedConfigurationProperty
	private final GigaChatFilterProperties filter = new GigaChatFilterProperties();

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatChatProperties() {
	}

	/**
	 * Creates options from the properties.
	 * @return the options; values that are not set or blank are {@code null}
	 * @throws InvalidConfigurationPropertyValueException if a value is not valid; it
	 * names the property
	 */
	public GigaChatOptions toOptions() {
		require("temperature", this.temperature, (value) -> value >= 0, "It must be at least 0.");
		require("top-p", this.topP, (value) -> value >= 0 && value <= 1, "It must be from 0 to 1.");
		require("max-tokens", this.maxTokens, (value) -> value > 0, "It must be greater than 0.");
		require("repetition-penalty", this.repetitionPenalty, (value) -> value > 0, "It must be greater than 0.");
		require("update-interval", this.updateInterval, (value) -> value >= 0, "It must be at least 0.");
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
			.structuredOutputStrict(this.structuredOutputStrict)
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
	 * Returns the version of the service's API for chats.
	 * @return the version, or {@code null} for the default
	 */
	public @Nullable ChatApi getApi() {
		return this.api;
	}

	/**
	 * Sets the version of the service's API for chats.
	 * @param api the version, or {@code null} for the default
	 */
	public void setApi(@Nullable ChatApi api) {
		this.api = api;
	}

	/**
	 * Returns the URL of the endpoint for chats of the v2 API.
	 * @return the URL, or {@code null} for the default
	 */
	public @Nullable String getV2Url() {
		return this.v2Url;
	}

	/**
	 * Sets the URL of the endpoint for chats of the v2 API.
	 * @param v2Url the URL, or {@code null} for the default
	 */
	public void setV2Url(@Nullable String v2Url) {
		this.v2Url = v2Url;
	}

	/**
	 * Returns the names of the service's own tools.
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
	 * Returns the regular expression that every answer must match.
	 * @return the expression, or {@code null} for none
	 */
	public @Nullable String getResponseRegex() {
		return this.responseRegex;
	}

	/**
	 * Sets the regular expression that every answer must match.
	 * @param responseRegex the expression, or {@code null} for none
	 */
	public void setResponseRegex(@Nullable String responseRegex) {
		this.responseRegex = responseRegex;
	}

	/**
	 * Returns the properties of the service's filters.
	 * @return the properties
	 */
	public GigaChatFilterProperties getFilter() {
		return this.filter;
	}

	/**
	 * Returns the name of the chat model.
	 * @return the name, or {@code null} for the default
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Sets the name of the chat model.
	 * @param model the name, or {@code null} for the default
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * Returns the sampling temperature.
	 * @return the temperature, or {@code null} for the model's default
	 */
	public @Nullable Double getTemperature() {
		return this.temperature;
	}

	/**
	 * Sets the sampling temperature.
	 * @param temperature the temperature, or {@code null} for the model's default
	 */
	public void setTemperature(@Nullable Double temperature) {
		this.temperature = temperature;
	}

	/**
	 * Returns the share of the probability mass that tokens are sampled from.
	 * @return the share, or {@code null} for the model's default
	 */
	public @Nullable Double getTopP() {
		return this.topP;
	}

	/**
	 * Sets the share of the probability mass that tokens are sampled from.
	 * @param topP the share, or {@code null} for the model's default
	 */
	public void setTopP(@Nullable Double topP) {
		this.topP = topP;
	}

	/**
	 * Returns the maximum number of tokens in the answer.
	 * @return the number, or {@code null} for the service's default
	 */
	public @Nullable Integer getMaxTokens() {
		return this.maxTokens;
	}

	/**
	 * Sets the maximum number of tokens in the answer.
	 * @param maxTokens the number, or {@code null} for the service's default
	 */
	public void setMaxTokens(@Nullable Integer maxTokens) {
		this.maxTokens = maxTokens;
	}

	/**
	 * Returns the penalty for repetitions.
	 * @return the penalty, or {@code null} for the model's default
	 */
	public @Nullable Double getRepetitionPenalty() {
		return this.repetitionPenalty;
	}

	/**
	 * Sets the penalty for repetitions.
	 * @param repetitionPenalty the penalty, or {@code null} for the model's default
	 */
	public void setRepetitionPenalty(@Nullable Double repetitionPenalty) {
		this.repetitionPenalty = repetitionPenalty;
	}

	/**
	 * Returns the minimum time between two events of a stream.
	 * @return the time in seconds, or {@code null} for the service's default
	 */
	public @Nullable Double getUpdateInterval() {
		return this.updateInterval;
	}

	/**
	 * Sets the minimum time between two events of a stream.
	 * @param updateInterval the time in seconds, or {@code null} for the service's
	 * default
	 */
	public void setUpdateInterval(@Nullable Double updateInterval) {
		this.updateInterval = updateInterval;
	}

	/**
	 * Returns whether the service checks for profanity.
	 * @return {@code true} to check, or {@code null} to let the contract decide
	 */
	public @Nullable Boolean getProfanityCheck() {
		return this.profanityCheck;
	}

	/**
	 * Sets whether the service checks for profanity.
	 * @param profanityCheck {@code true} to check, or {@code null} to let the contract
	 * decide
	 */
	public void setProfanityCheck(@Nullable Boolean profanityCheck) {
		this.profanityCheck = profanityCheck;
	}

	/**
	 * Returns the effort of a reasoning model.
	 * @return the effort, or {@code null} for the model's default
	 */
	public @Nullable String getReasoningEffort() {
		return this.reasoningEffort;
	}

	/**
	 * Sets the effort of a reasoning model.
	 * @param reasoningEffort the effort, or {@code null} for the model's default
	 */
	public void setReasoningEffort(@Nullable String reasoningEffort) {
		this.reasoningEffort = reasoningEffort;
	}

	/**
	 * Returns the mode of function calls.
	 * @return the mode, or the name of a function that the model must call, or {@code
	 * null} for the default
	 */
	public @Nullable String getFunctionCall() {
		return this.functionCall;
	}

	/**
	 * Sets the mode of function calls.
	 * @param functionCall the mode, or the name of a function that the model must call,
	 * or {@code null} for the default
	 */
	public void setFunctionCall(@Nullable String functionCall) {
		this.functionCall = functionCall;
	}

	/**
	 * Returns the form in which the schemas of tools are sent.
	 * @return the form, or {@code null} for the default
	 */
	public @Nullable FunctionSchemaMode getFunctionSchema() {
		return this.functionSchema;
	}

	/**
	 * Sets the form in which the schemas of tools are sent.
	 * @param functionSchema the form, or {@code null} for the default
	 */
	public void setFunctionSchema(@Nullable FunctionSchemaMode functionSchema) {
		this.functionSchema = functionSchema;
	}

	/**
	 * Returns the handling of system messages that follow other messages.
	 * @return the handling, or {@code null} for the default
	 */
	public @Nullable LaterSystemMessages getLaterSystemMessages() {
		return this.laterSystemMessages;
	}

	/**
	 * Sets the handling of system messages that follow other messages.
	 * @param laterSystemMessages the handling, or {@code null} for the default
	 */
	public void setLaterSystemMessages(@Nullable LaterSystemMessages laterSystemMessages) {
		this.laterSystemMessages = laterSystemMessages;
	}

	/**
	 * Returns the way to request an answer that matches a JSON schema.
	 * @return the way, or {@code null} for the default
	 */
	public @Nullable StructuredOutputMode getStructuredOutput() {
		return this.structuredOutput;
	}

	/**
	 * Sets the way to request an answer that matches a JSON schema.
	 * @param structuredOutput the way, or {@code null} for the default
	 */
	public void setStructuredOutput(@Nullable StructuredOutputMode structuredOutput) {
		this.structuredOutput = structuredOutput;
	}

	/**
	 * Returns whether an answer by the response format must have all properties of the
	 * JSON schema and no others.
	 * @return {@code false} to allow others, or {@code null} for the default
	 */
	public @Nullable Boolean getStructuredOutputStrict() {
		return this.structuredOutputStrict;
	}

	/**
	 * Sets whether an answer by the response format must have all properties of the JSON
	 * schema and no others.
	 * @param structuredOutputStrict {@code false} to allow others, or {@code null} for
	 * the default
	 */
	public void setStructuredOutputStrict(@Nullable Boolean structuredOutputStrict) {
		this.structuredOutputStrict = structuredOutputStrict;
	}

}
