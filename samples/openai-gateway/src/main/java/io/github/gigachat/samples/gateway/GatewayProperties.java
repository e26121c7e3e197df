package io.github.gigachat.samples.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the gateway.
 *
 * @param keys the keys of the gateway's clients by their names. Default: none, only
 * clients on the same machine are served
 * @param aliases additional names of models. An alias replaces the built-in one of the
 * same name
 * @param removeBuiltInAliases whether the built-in aliases are removed. Default:
 * {@code false}
 * @param models properties of models that the service does not state. An entry replaces
 * the built-in one of the same name
 * @param upstreams settings of the named connections by their names
 * @param defaultModel the model of requests without a model or with an unknown one.
 * Default: none, such requests are refused
 * @param modelRefreshInterval the time between two requests for the list of models.
 * Default: 10 minutes
 * @param maxRequestSize the maximum size of a request's body. Default: 32 MB
 * @param maxBufferedSize the maximum size of the bodies of all requests in memory.
 * Default: 96 MB
 * @param bodyTimeout the time within which the body of a request has to arrive. Default:
 * 60 seconds
 * @param firstEventTimeout the time after which a stream without an event begins with a
 * comment. Default: 15 seconds
 * @param keepAlive the time between two comments of a silent stream. Default: 15 seconds
 * @param images settings of pictures
 * @param strictParameters whether fields without an effect are refused. Default:
 * {@code false}
 * @param cachedTokens the relation of cached tokens to prompt tokens in the usage that
 * the service states. Default: {@code added}
 * @param allowedOrigins origins of web pages that may use the gateway. Default: none
 */
@ConfigurationProperties("gigachat.gateway")
public record GatewayProperties(@DefaultValue Map<String, Key> keys, @DefaultValue List<Alias> aliases,
		@DefaultValue("false") boolean removeBuiltInAliases, @DefaultValue List<Model> models,
		@DefaultValue Map<String, Upstream> upstreams, @Nullable String defaultModel,
		@DefaultValue("10m") Duration modelRefreshInterval, @DefaultValue("32MB") DataSize maxRequestSize,
		@DefaultValue("96MB") DataSize maxBufferedSize, @DefaultValue("60s") Duration bodyTimeout,
		@DefaultValue("15s") Duration firstEventTimeout, @DefaultValue("15s") Duration keepAlive,
		@DefaultValue Images images, @DefaultValue("false") boolean strictParameters,
		@DefaultValue("added") CachedTokens cachedTokens, @DefaultValue List<String> allowedOrigins) {

	/**
	 * A key of the gateway.
	 *
	 * @param sha256 the SHA-256 of the key, as 64 hexadecimal digits
	 * @param models the models that the key may use, by their names or aliases. Default:
	 * all
	 * @param upstreams the connections that the key may use. Default: all
	 * @param requestsPerMinute the maximum number of requests in a minute. Default: no
	 * limit
	 * @param tokensPerMinute the maximum number of tokens in a minute. Default: no limit
	 * @param maxConcurrentRequests the maximum number of requests at the same time.
	 * Default: no limit
	 */
	public record Key(@Nullable String sha256, @DefaultValue Set<String> models, @DefaultValue Set<String> upstreams,
			@Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute,
			@Nullable Integer maxConcurrentRequests) {
	}

	/**
	 * Another name of a model.
	 *
	 * @param name the name; may contain {@code *} for any characters
	 * @param model the model, or another alias. Default: none, which removes the built-in
	 * alias of the same name
	 * @param upstream the connection of the model. Default: the connection that has the
	 * model
	 * @param options the options of requests for this name that the request does not set
	 */
	public record Alias(String name, @Nullable String model, @Nullable String upstream,
			@DefaultValue AliasOptions options) {
	}

	/**
	 * Options of requests for an alias.
	 *
	 * @param temperature the temperature. Default: that of the connection
	 * @param reasoningEffort the reasoning effort. Default: that of the connection
	 * @param api the version of the service's chat API. Default: that of the connection
	 * @param structuredOutput the mode of structured output. Default: that of the
	 * connection
	 * @param maxTokens the maximum number of tokens in the answer. Default: that of the
	 * connection
	 */
	public record AliasOptions(@Nullable Double temperature, @Nullable String reasoningEffort, @Nullable ChatApi api,
			@Nullable StructuredOutputMode structuredOutput, @Nullable Integer maxTokens) {
	}

	/**
	 * Properties of a model that the service does not state.
	 *
	 * @param name the name of the model, as the service has it
	 * @param reasoning whether the model takes a reasoning effort. Default: {@code false}
	 * @param maxTokens the maximum number of tokens in an answer of the model; a greater
	 * number in a request is reduced to it. Default: none
	 */
	public record Model(String name, @DefaultValue("false") boolean reasoning, @Nullable Integer maxTokens) {
	}

	/**
	 * Settings of a connection.
	 *
	 * @param suffix the suffix of the names of the connection's models. Default: none
	 */
	public record Upstream(@Nullable String suffix) {
	}

	/**
	 * Settings of pictures.
	 *
	 * @param fetch whether pictures are fetched from http and https URLs. Default:
	 * {@code false}
	 * @param allowedHosts the hosts that pictures are fetched from. Default: none
	 * @param allowPrivateAddresses whether these hosts may have addresses of inner
	 * networks. Default: {@code false}
	 */
	public record Images(@DefaultValue("false") boolean fetch, @DefaultValue Set<String> allowedHosts,
			@DefaultValue("false") boolean allowPrivateAddresses) {
	}

	/** The relation of cached tokens to prompt tokens in the service's usage. */
	public enum CachedTokens {

		/** Cached tokens are counted beside the prompt tokens. */
		ADDED,

		/** Cached tokens are a part of the prompt tokens. */
		CONTAINED

	}

}
