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
 * How the application reaches GigaChat, and who it is there.
 * <p>
 * Blank text counts as absent. What is {@code null} here has its default where it is
 * used.
 */
@ConfigurationProperties(GigaChatProperties.CONFIG_PREFIX)
public class GigaChatProperties extends HttpClientSettingsProperties {

	/** What the properties' names begin with. */
	public static final String CONFIG_PREFIX = "spring.ai.gigachat";

	/**
	 * Kind of credentials to use: 'auto' takes the one kind that is set and refuses two.
	 * Any other value decides, and what else is set is ignored.
	 */
	private GigaChatAuthType authType = GigaChatAuthType.AUTO;

	/**
	 * Authorization key as the developer console shows it: Base64 of
	 * client-id:client-secret.
	 */
	private @Nullable String apiKey;

	/**
	 * Client id, with 'client-secret' in place of 'api-key'.
	 */
	private @Nullable String clientId;

	/**
	 * Client secret, with 'client-id' in place of 'api-key'.
	 */
	private @Nullable String clientSecret;

	/**
	 * User of an installation that gives tokens for user and password.
	 */
	private @Nullable String username;

	/**
	 * Password of the user.
	 */
	private @Nullable String password;

	/**
	 * Ready access token. It is not refreshed.
	 */
	private @Nullable String accessToken;

	/**
	 * Scope that access tokens are asked for; it follows from the contract.
	 */
	private @Nullable String scope;

	/**
	 * Root of the v1 API.
	 */
	private @Nullable String baseUrl;

	/**
	 * Token endpoint. With user and password, unless set, '{base-url}/token'.
	 */
	private @Nullable String authUrl;

	/**
	 * Longest time of a whole call with its retries and its wait for a token. A stream
	 * has no such end.
	 */
	private @Nullable Duration callTimeout;

	/**
	 * Most requests at once, streams until their end; none unless set. Further ones wait
	 * in line. 1 suits the key of an individual.
	 */
	private @Nullable Integer maxConcurrentRequests;

	/**
	 * Longest wait for room, in line under 'max-concurrent-requests' and under the
	 * server's own limit of streams on an HTTP/2 connection.
	 */
	private @Nullable Duration acquireTimeout;

	/**
	 * Most requests that wait in line under 'max-concurrent-requests'; one more is an
	 * error at once.
	 */
	private @Nullable Integer maxQueuedRequests;

	/**
	 * Largest answer: a larger one is an error.
	 */
	private @Nullable DataSize maxResponseSize;

	/**
	 * Whether to log the bodies of requests and answers with their content, at TRACE on
	 * the logger 'io.github.gigachat.spring.ai.api'. Keys and tokens are never logged.
	 */
	private @Nullable Boolean logBodies;

	/**
	 * Fixed headers of every request, by name. The token endpoint gets them only when its
	 * scheme, host and port are those of the base URL.
	 */
	private final Map<String, String> headers = new LinkedHashMap<>();

	@NestedConfigurationProperty
	private final GigaChatSslProperties ssl = new GigaChatSslProperties();

	@NestedConfigurationProperty
	private final GigaChatTokenProperties token = new GigaChatTokenProperties();

	@NestedConfigurationProperty
	private final GigaChatRetryProperties retry = new GigaChatRetryProperties();

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatProperties() {
	}

	/**
	 * Which kind of credentials is used.
	 * @return the kind
	 */
	public GigaChatAuthType getAuthType() {
		return this.authType;
	}

	/**
	 * Sets which kind of credentials is used.
	 * @param authType the kind
	 */
	public void setAuthType(GigaChatAuthType authType) {
		this.authType = authType;
	}

	/**
	 * The authorization key.
	 * @return the key
	 */
	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	/**
	 * Sets the authorization key.
	 * @param apiKey the key
	 */
	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	/**
	 * The client id.
	 * @return the id
	 */
	public @Nullable String getClientId() {
		return this.clientId;
	}

	/**
	 * Sets the client id.
	 * @param clientId the id
	 */
	public void setClientId(@Nullable String clientId) {
		this.clientId = clientId;
	}

	/**
	 * The client secret.
	 * @return the secret
	 */
	public @Nullable String getClientSecret() {
		return this.clientSecret;
	}

	/**
	 * Sets the client secret.
	 * @param clientSecret the secret
	 */
	public void setClientSecret(@Nullable String clientSecret) {
		this.clientSecret = clientSecret;
	}

	/**
	 * The user.
	 * @return the name
	 */
	public @Nullable String getUsername() {
		return this.username;
	}

	/**
	 * Sets the user.
	 * @param username the name
	 */
	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	/**
	 * The password of the user.
	 * @return the password
	 */
	public @Nullable String getPassword() {
		return this.password;
	}

	/**
	 * Sets the password of the user.
	 * @param password the password
	 */
	public void setPassword(@Nullable String password) {
		this.password = password;
	}

	/**
	 * The ready access token.
	 * @return the token
	 */
	public @Nullable String getAccessToken() {
		return this.accessToken;
	}

	/**
	 * Sets the ready access token.
	 * @param accessToken the token
	 */
	public void setAccessToken(@Nullable String accessToken) {
		this.accessToken = accessToken;
	}

	/**
	 * The scope of access tokens.
	 * @return the scope
	 */
	public @Nullable String getScope() {
		return this.scope;
	}

	/**
	 * Sets the scope of access tokens.
	 * @param scope the scope
	 */
	public void setScope(@Nullable String scope) {
		this.scope = scope;
	}

	/**
	 * The root of the v1 API.
	 * @return the URL
	 */
	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	/**
	 * Sets the root of the v1 API.
	 * @param baseUrl the URL
	 */
	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = baseUrl;
	}

	/**
	 * The token endpoint.
	 * @return the URL
	 */
	public @Nullable String getAuthUrl() {
		return this.authUrl;
	}

	/**
	 * Sets the token endpoint.
	 * @param authUrl the URL
	 */
	public void setAuthUrl(@Nullable String authUrl) {
		this.authUrl = authUrl;
	}

	/**
	 * The longest time of a whole call.
	 * @return the timeout
	 */
	public @Nullable Duration getCallTimeout() {
		return this.callTimeout;
	}

	/**
	 * Sets the longest time of a whole call.
	 * @param callTimeout the timeout
	 */
	public void setCallTimeout(@Nullable Duration callTimeout) {
		this.callTimeout = callTimeout;
	}

	/**
	 * The most requests at once.
	 * @return the number
	 */
	public @Nullable Integer getMaxConcurrentRequests() {
		return this.maxConcurrentRequests;
	}

	/**
	 * Sets the most requests at once.
	 * @param maxConcurrentRequests the number
	 */
	public void setMaxConcurrentRequests(@Nullable Integer maxConcurrentRequests) {
		this.maxConcurrentRequests = maxConcurrentRequests;
	}

	/**
	 * The longest wait for room.
	 * @return the timeout
	 */
	public @Nullable Duration getAcquireTimeout() {
		return this.acquireTimeout;
	}

	/**
	 * Sets the longest wait for room.
	 * @param acquireTimeout the timeout
	 */
	public void setAcquireTimeout(@Nullable Duration acquireTimeout) {
		this.acquireTimeout = acquireTimeout;
	}

	/**
	 * The most requests that wait in line.
	 * @return the number
	 */
	public @Nullable Integer getMaxQueuedRequests() {
		return this.maxQueuedRequests;
	}

	/**
	 * Sets the most requests that wait in line.
	 * @param maxQueuedRequests the number
	 */
	public void setMaxQueuedRequests(@Nullable Integer maxQueuedRequests) {
		this.maxQueuedRequests = maxQueuedRequests;
	}

	/**
	 * The largest answer.
	 * @return the size
	 */
	public @Nullable DataSize getMaxResponseSize() {
		return this.maxResponseSize;
	}

	/**
	 * Sets the largest answer.
	 * @param maxResponseSize the size
	 */
	public void setMaxResponseSize(@Nullable DataSize maxResponseSize) {
		this.maxResponseSize = maxResponseSize;
	}

	/**
	 * Whether bodies are logged.
	 * @return whether they are
	 */
	public @Nullable Boolean getLogBodies() {
		return this.logBodies;
	}

	/**
	 * Sets whether bodies are logged.
	 * @param logBodies whether they are
	 */
	public void setLogBodies(@Nullable Boolean logBodies) {
		this.logBodies = logBodies;
	}

	/**
	 * Fixed headers of every request.
	 * @return the headers, by name
	 */
	public Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Trust and client certificate.
	 */
	@Override
	public GigaChatSslProperties getSsl() {
		return this.ssl;
	}

	/**
	 * Properties of the access token.
	 * @return the properties
	 */
	public GigaChatTokenProperties getToken() {
		return this.token;
	}

	/**
	 * Properties of the retry.
	 * @return the properties
	 */
	public GigaChatRetryProperties getRetry() {
		return this.retry;
	}

}
