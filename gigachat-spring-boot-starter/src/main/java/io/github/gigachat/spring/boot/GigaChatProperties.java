package io.github.gigachat.spring.boot;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsProperties;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the connection to GigaChat and of its credentials,
 * {@code spring.ai.gigachat.*}.
 * <p>
 * A blank value counts as not set. The default of a value that is {@code null} here is
 * applied where the value is used.
 */
@ConfigurationProperties(GigaChatProperties.CONFIG_PREFIX)
public class GigaChatProperties extends HttpClientSettingsProperties {

	/** Prefix of the properties' names. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat";

	/**
	 * Kind of credentials to use. 'auto' uses the only kind that is set, and refuses
	 * several. With any other value, credentials of other kinds are ignored.
	 */
	private GigaChatAuthType authType = GigaChatAuthType.AUTO;

	/**
	 * Authorization key from the developer console: the Base64 encoding of
	 * client-id:client-secret.
	 */
	private @Nullable String apiKey;

	/**
	 * Client id, used with 'client-secret' instead of 'api-key'.
	 */
	private @Nullable String clientId;

	/**
	 * Client secret, used with 'client-id' instead of 'api-key'.
	 */
	private @Nullable String clientSecret;

	/**
	 * User of an installation that issues access tokens for user and password.
	 */
	private @Nullable String username;

	/**
	 * Password of the user.
	 */
	private @Nullable String password;

	/**
	 * Access token to use as is. It is not refreshed.
	 */
	private @Nullable String accessToken;

	/**
	 * Scope of access tokens. It is determined by the contract.
	 */
	private @Nullable String scope;

	/**
	 * Root URL of the v1 API.
	 */
	private @Nullable String baseUrl;

	/**
	 * URL of the token endpoint. Default with user and password: '{base-url}/token'.
	 */
	private @Nullable String authUrl;

	/**
	 * Maximum duration of a call, including its retries and its wait for a token. Does
	 * not apply to streams.
	 */
	private @Nullable Duration callTimeout;

	/**
	 * Maximum number of concurrent requests. Further requests wait in a queue. A stream
	 * counts until its end. Set it to 1 for the key of an individual. Default: no limit.
	 */
	private @Nullable Integer maxConcurrentRequests;

	/**
	 * Maximum wait in the queue of 'max-concurrent-requests', and for a free stream on an
	 * HTTP/2 connection whose server limits them.
	 */
	private @Nullable Duration acquireTimeout;

	/**
	 * Maximum number of requests in the queue of 'max-concurrent-requests'. Further
	 * requests fail at once.
	 */
	private @Nullable Integer maxQueuedRequests;

	/**
	 * Maximum size of a response. A larger response is an error.
	 */
	private @Nullable DataSize maxResponseSize;

	/**
	 * Whether to log the bodies of requests and responses with their content, at TRACE
	 * level of the logger 'io.github.gigachat.spring.ai.api'. Keys and tokens are never
	 * logged.
	 */
	private @Nullable Boolean logBodies;

	/**
	 * Headers to send with every request, by name. The token endpoint receives them only
	 * if it has the scheme, host and port of the base URL.
	 */
	private final Map<String, String> headers = new LinkedHashMap<>();

	@NestedConfigurationProperty
	private final GigaChatSslProperties ssl = new GigaChatSslProperties();

	@NestedConfigurationProperty
	private final GigaChatTokenProperties token = new GigaChatTokenProperties();

	@NestedConfigurationProperty
	private final GigaChatRetryProperties retry = new GigaChatRetryProperties();

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatProperties() {
	}

	/**
	 * Returns the kind of credentials to use.
	 * @return the kind of credentials
	 */
	public GigaChatAuthType getAuthType() {
		return this.authType;
	}

	/**
	 * Sets the kind of credentials to use.
	 * @param authType the kind of credentials
	 */
	public void setAuthType(GigaChatAuthType authType) {
		this.authType = authType;
	}

	/**
	 * Returns the authorization key.
	 * @return the key, or {@code null} if it is not set
	 */
	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	/**
	 * Sets the authorization key.
	 * @param apiKey the key, or {@code null} if it is not set
	 */
	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	/**
	 * Returns the client id.
	 * @return the client id, or {@code null} if it is not set
	 */
	public @Nullable String getClientId() {
		return this.clientId;
	}

	/**
	 * Sets the client id.
	 * @param clientId the client id, or {@code null} if it is not set
	 */
	public void setClientId(@Nullable String clientId) {
		this.clientId = clientId;
	}

	/**
	 * Returns the client secret.
	 * @return the client secret, or {@code null} if it is not set
	 */
	public @Nullable String getClientSecret() {
		return this.clientSecret;
	}

	/**
	 * Sets the client secret.
	 * @param clientSecret the client secret, or {@code null} if it is not set
	 */
	public void setClientSecret(@Nullable String clientSecret) {
		this.clientSecret = clientSecret;
	}

	/**
	 * Returns the user.
	 * @return the name of the user, or {@code null} if it is not set
	 */
	public @Nullable String getUsername() {
		return this.username;
	}

	/**
	 * Sets the user.
	 * @param username the name of the user, or {@code null} if it is not set
	 */
	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	/**
	 * Returns the password of the user.
	 * @return the password, or {@code null} if it is not set
	 */
	public @Nullable String getPassword() {
		return this.password;
	}

	/**
	 * Sets the password of the user.
	 * @param password the password, or {@code null} if it is not set
	 */
	public void setPassword(@Nullable String password) {
		this.password = password;
	}

	/**
	 * Returns the access token that is used as is.
	 * @return the token, or {@code null} if it is not set
	 */
	public @Nullable String getAccessToken() {
		return this.accessToken;
	}

	/**
	 * Sets the access token that is used as is.
	 * @param accessToken the token, or {@code null} if it is not set
	 */
	public void setAccessToken(@Nullable String accessToken) {
		this.accessToken = accessToken;
	}

	/**
	 * Returns the scope of access tokens.
	 * @return the scope, or {@code null} for the default
	 */
	public @Nullable String getScope() {
		return this.scope;
	}

	/**
	 * Sets the scope of access tokens.
	 * @param scope the scope, or {@code null} for the default
	 */
	public void setScope(@Nullable String scope) {
		this.scope = scope;
	}

	/**
	 * Returns the root URL of the v1 API.
	 * @return the URL, or {@code null} for the default
	 */
	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	/**
	 * Sets the root URL of the v1 API.
	 * @param baseUrl the URL, or {@code null} for the default
	 */
	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = baseUrl;
	}

	/**
	 * Returns the URL of the token endpoint.
	 * @return the URL, or {@code null} for the default
	 */
	public @Nullable String getAuthUrl() {
		return this.authUrl;
	}

	/**
	 * Sets the URL of the token endpoint.
	 * @param authUrl the URL, or {@code null} for the default
	 */
	public void setAuthUrl(@Nullable String authUrl) {
		this.authUrl = authUrl;
	}

	/**
	 * Returns the maximum duration of a call.
	 * @return the timeout, or {@code null} for the default
	 */
	public @Nullable Duration getCallTimeout() {
		return this.callTimeout;
	}

	/**
	 * Sets the maximum duration of a call.
	 * @param callTimeout the timeout, or {@code null} for the default
	 */
	public void setCallTimeout(@Nullable Duration callTimeout) {
		this.callTimeout = callTimeout;
	}

	/**
	 * Returns the maximum number of concurrent requests.
	 * @return the number, or {@code null} for no limit
	 */
	public @Nullable Integer getMaxConcurrentRequests() {
		return this.maxConcurrentRequests;
	}

	/**
	 * Sets the maximum number of concurrent requests.
	 * @param maxConcurrentRequests the number, or {@code null} for no limit
	 */
	public void setMaxConcurrentRequests(@Nullable Integer maxConcurrentRequests) {
		this.maxConcurrentRequests = maxConcurrentRequests;
	}

	/**
	 * Returns the maximum wait in the queue of requests.
	 * @return the timeout, or {@code null} for the default
	 */
	public @Nullable Duration getAcquireTimeout() {
		return this.acquireTimeout;
	}

	/**
	 * Sets the maximum wait in the queue of requests.
	 * @param acquireTimeout the timeout, or {@code null} for the default
	 */
	public void setAcquireTimeout(@Nullable Duration acquireTimeout) {
		this.acquireTimeout = acquireTimeout;
	}

	/**
	 * Returns the maximum number of requests in the queue.
	 * @return the number, or {@code null} for the default
	 */
	public @Nullable Integer getMaxQueuedRequests() {
		return this.maxQueuedRequests;
	}

	/**
	 * Sets the maximum number of requests in the queue.
	 * @param maxQueuedRequests the number, or {@code null} for the default
	 */
	public void setMaxQueuedRequests(@Nullable Integer maxQueuedRequests) {
		this.maxQueuedRequests = maxQueuedRequests;
	}

	/**
	 * Returns the maximum size of a response.
	 * @return the size, or {@code null} for the default
	 */
	public @Nullable DataSize getMaxResponseSize() {
		return this.maxResponseSize;
	}

	/**
	 * Sets the maximum size of a response.
	 * @param maxResponseSize the size, or {@code null} for the default
	 */
	public void setMaxResponseSize(@Nullable DataSize maxResponseSize) {
		this.maxResponseSize = maxResponseSize;
	}

	/**
	 * Returns whether bodies are logged.
	 * @return {@code true} to log them, or {@code null} for the default
	 */
	public @Nullable Boolean getLogBodies() {
		return this.logBodies;
	}

	/**
	 * Sets whether bodies are logged.
	 * @param logBodies {@code true} to log them, or {@code null} for the default
	 */
	public void setLogBodies(@Nullable Boolean logBodies) {
		this.logBodies = logBodies;
	}

	/**
	 * Returns the headers of every request.
	 * @return the headers by name
	 */
	public Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Returns the properties of trust and client certificate.
	 */
	@Override
	public GigaChatSslProperties getSsl() {
		return this.ssl;
	}

	/**
	 * Returns the properties of access tokens.
	 * @return the properties
	 */
	public GigaChatTokenProperties getToken() {
		return this.token;
	}

	/**
	 * Returns the properties of retry.
	 * @return the properties
	 */
	public GigaChatRetryProperties getRetry() {
		return this.retry;
	}

}
