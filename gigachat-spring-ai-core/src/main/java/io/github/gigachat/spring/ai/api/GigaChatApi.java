package io.github.gigachat.spring.ai.api;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Chunk;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Request;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Response;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.api.client.RequestWaitListener;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.client.ApiMeters;
import io.github.gigachat.spring.ai.internal.client.ParallelCalls;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceUrls;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.http.HeaderRules;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.retry.RetryTemplate;

/**
 * Client for the GigaChat HTTP API, one method per endpoint; {@link #files()},
 * {@link #functions()} and {@link #batches()} return the grouped endpoints.
 * <p>
 * Each method makes a whole call: it repeats failed attempts as the builder's retry
 * settings allow, within the call timeout. {@link #within}, {@link #withHeaders} and
 * {@link #withoutRetry} return views of the API that share its connections, its access
 * token and its request limit.
 * <p>
 * Each failure is a {@link GigaChatTransientException} or a
 * {@link GigaChatNonTransientException}; both are a {@link GigaChatFailure}. A token that
 * the service refuses with 401 is replaced once, which is not an attempt. Instances are
 * thread-safe. The creator of an API closes it.
 */
public final class GigaChatApi implements AutoCloseable {

	/** The provider's name: {@code spring.ai.model.chat}, the observations' system. */
	public static final String PROVIDER_NAME = "gigachat";

	/** The v1 API of the service's public host. */
	public static final String DEFAULT_BASE_URL = ServiceUrls.DEFAULT_BASE_URL;

	/** The token endpoint of the public service. */
	public static final String DEFAULT_AUTH_URL = "https://ngw.devices.sberbank.ru:9443/api/v2/oauth";

	/** The scope of individuals. */
	public static final String DEFAULT_SCOPE = "GIGACHAT_API_PERS";

	private final ServiceClient client;

	private final ParallelCalls parallel;

	private final ApiSettings settings;

	private final @Nullable ChatV2Target v2;

	private final @Nullable ApiMeters meters;

	/** The API that was built. A view keeps it alive, since its meters hold it weakly. */
	private final GigaChatApi root;

	GigaChatApi(ServiceClient client, @Nullable ChatV2Target v2, ApiSettings settings, @Nullable ApiMeters meters) {
		this.client = client;
		this.parallel = new ParallelCalls(client::limit);
		this.settings = settings;
		this.v2 = v2;
		this.meters = meters;
		this.root = this;
		if (meters != null) {
			meters.bind(this, GigaChatApi::tokenState, GigaChatApi::requestLimit);
		}
	}

	private GigaChatApi(GigaChatApi api, ServiceClient client) {
		this.client = client;
		this.parallel = api.parallel;
		this.settings = api.settings;
		this.v2 = api.v2;
		this.meters = api.meters;
		this.root = api.root;
	}

	/**
	 * Creates a builder.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns a view of this API whose calls and streams all end at the same time. That
	 * bounds attempts, pauses between them, and waits for a token or for a request
	 * permit. A call that does not end in time fails with {@link FailureKind#TIMEOUT}, or
	 * with the failure of its last attempt if there is no time for another one. The call
	 * timeout, and the end of a view that this method is called on, stay in force.
	 * @param timeout the time from now until that end
	 * @return the view
	 */
	public GigaChatApi within(Duration timeout) {
		return new GigaChatApi(this, this.client.withRetry(this.client.retry().within(timeout)));
	}

	/**
	 * Returns a view of this API that adds headers to each request. They replace the
	 * headers of a view that this method is called on.
	 * @param headers the headers, {@code X-Client-ID} for example
	 * @return the view
	 */
	public GigaChatApi withHeaders(RequestHeaders headers) {
		return new GigaChatApi(this, this.client.withHeaders(Objects.requireNonNull(headers, "headers")));
	}

	/**
	 * Returns a view of this API that makes a single attempt for each call. A token that
	 * the service refuses with 401 is still replaced once.
	 * @return the view
	 */
	public GigaChatApi withoutRetry() {
		return new GigaChatApi(this, this.client.withRetry(this.client.retry().once()));
	}

	/**
	 * Tells whether this is a view of an API. Models and uploads of media are built on
	 * the API itself.
	 * @return {@code true} for the result of {@link #within}, {@link #withHeaders} or
	 * {@link #withoutRetry}
	 */
	public boolean isView() {
		return this.root != this;
	}

	/**
	 * Returns the settings that this API was built with. Those of a view are the same.
	 * @return the settings, without secrets
	 */
	public ApiSettings settings() {
		return this.settings;
	}

	/**
	 * Returns the time that a call has if it begins now.
	 * @return the call timeout, or the time left of a view if that is shorter; zero after
	 * its end
	 */
	public Duration timeLeft() {
		return this.client.retry().timeout();
	}

	/**
	 * Returns how many requests are under way, and how many wait for a permit under
	 * {@link Builder#maxConcurrentRequests}.
	 * @return the current numbers
	 */
	public RequestLimitState requestLimit() {
		return this.client.limit();
	}

	/**
	 * Creates a chat completion: {@code POST /chat/completions}.
	 * @param request the request
	 * @return the response, with at least one choice that has a message
	 */
	public ApiResponse<ChatCompletionResponse> chatCompletion(ChatCompletionRequest request) {
		return new ChatEndpoint(this.client).call(request);
	}

	/**
	 * Returns the request that {@link #chatCompletion} would send. Nothing is sent.
	 * @param request the request
	 * @return its path and body
	 */
	public RequestPreview preview(ChatCompletionRequest request) {
		return new ChatEndpoint(this.client).preview(request);
	}

	/**
	 * Creates a chat completion as a stream: {@code POST /chat/completions}. Each
	 * subscription is a call, which is repeated while nothing was delivered. A stream
	 * that ends before its terminal event is an error. Cancelling closes the connection
	 * (HTTP/1.1) or resets the stream (HTTP/2). The call timeout does not bound a stream.
	 * @param request the request
	 * @return the events of the stream
	 */
	public Flux<ApiResponse<ChatCompletionChunk>> chatCompletionStream(ChatCompletionRequest request) {
		return new ChatEndpoint(this.client).stream(request);
	}

	/**
	 * Creates a chat completion of the v2 API: {@code POST /v2/chat/completions}.
	 * @param request the request
	 * @return the response, with at least one message
	 */
	public ApiResponse<ChatV2Response> chatV2(ChatV2Request request) {
		return new ChatV2Endpoint(this.client, this.v2).call(request);
	}

	/**
	 * Returns the request that {@link #chatV2} would send. Nothing is sent.
	 * @param request the request
	 * @return its path and body
	 */
	public RequestPreview preview(ChatV2Request request) {
		return new ChatV2Endpoint(this.client, this.v2).preview(request);
	}

	/**
	 * Creates a chat completion of the v2 API as a stream, under the rules of
	 * {@link #chatCompletionStream(ChatCompletionRequest)}. Events of an unknown kind are
	 * skipped.
	 * @param request the request
	 * @return the events of the stream
	 */
	public Flux<ApiResponse<ChatV2Chunk>> chatV2Stream(ChatV2Request request) {
		return new ChatV2Endpoint(this.client, this.v2).stream(request);
	}

	/**
	 * Lists the models that the caller may use: {@code GET /models}.
	 * @return the models
	 */
	public ApiResponse<ModelList> models() {
		return new AccountEndpoints(this.client).models();
	}

	/**
	 * Returns a model: {@code GET /models/{model}}.
	 * @param id the model's name
	 * @return the model
	 * @throws GigaChatNonTransientException with {@link FailureKind#NOT_FOUND} if there
	 * is no model of that name
	 */
	public ApiResponse<ModelInfo> model(String id) {
		return new AccountEndpoints(this.client).model(id);
	}

	/**
	 * Returns how many tokens are left of the caller's packages: {@code GET /balance}.
	 * @return the balance
	 * @throws GigaChatNonTransientException with {@link FailureKind#PERMISSION} for
	 * pay-as-you-go contracts
	 */
	public ApiResponse<Balance> balance() {
		return new AccountEndpoints(this.client).balance();
	}

	/**
	 * Counts the tokens of texts: {@code POST /tokens/count}.
	 * @param model the model whose tokens are counted
	 * @param texts the texts, at least one
	 * @return a count for each text, in the order of the texts
	 */
	public ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts) {
		return new TextEndpoints(this.client).countTokens(model, texts);
	}

	/**
	 * Determines if a model or a human wrote a text: {@code POST /ai/check}.
	 * @param request the text, and the model that checks it
	 * @return the verdict
	 */
	public ApiResponse<AiCheck> checkAi(AiCheck.Request request) {
		return new TextEndpoints(this.client).check(request);
	}

	/**
	 * Returns the endpoints for the caller's files.
	 * @return the endpoints below {@code /files}
	 */
	public GigaChatFiles files() {
		return new GigaChatFiles(this.client);
	}

	/**
	 * Returns the endpoints that prepare functions for a model.
	 * @return the endpoints below {@code /functions}
	 */
	public GigaChatFunctions functions() {
		return new GigaChatFunctions(this.client);
	}

	/**
	 * Returns the endpoints for batches of requests, which the service answers later.
	 * @return the endpoints below {@code /batches}
	 */
	public GigaChatBatches batches() {
		return new GigaChatBatches(this.client);
	}

	/**
	 * Creates embeddings of texts: {@code POST /embeddings}.
	 * @param request the texts
	 * @return an embedding for each text, in the order of the texts
	 */
	public ApiResponse<EmbeddingsResponse> embeddings(EmbeddingsRequest request) {
		return new TextEndpoints(this.client).embed(request);
	}

	/**
	 * Runs a function as one call: within the time of one call, and again as the retry
	 * settings allow if it fails for a temporary reason. The function sends its requests
	 * through the view that it is given, whose endpoints make a single attempt.
	 * @param <T> the type of the result
	 * @param attempt the function. It is run again only after a failure of this provider
	 * @return the result of the attempt that succeeded
	 * @throws RuntimeException the failure of the last attempt
	 */
	public <T> T call(Function<GigaChatApi, T> attempt) {
		return this.client.retry().call((scope) -> attempt.apply(partOf(scope)));
	}

	/**
	 * Runs a function as one call without blocking a thread, under the rules of
	 * {@link #call}. The function yields one result, and may receive it in parts: once a
	 * part of an answer has arrived, the call is repeated only if the model's output
	 * cannot be used. Each subscription is a call.
	 * @param <T> the type of the result
	 * @param attempt the function that makes the request through the view that it is
	 * given
	 * @return the result of the attempt that succeeded
	 */
	public <T> Mono<T> callAsync(Function<GigaChatApi, Mono<T>> attempt) {
		return this.client.retry().callAsync((scope) -> attempt.apply(partOf(scope)));
	}

	/**
	 * Subscribes to a stream as one call, under the rules of {@link #call} and of
	 * {@link #chatCompletionStream}: it is repeated while nothing was delivered, and each
	 * subscription is a call.
	 * @param <T> the type of the elements
	 * @param attempt the function that creates the stream from the view that it is given
	 * @return the stream
	 */
	public <T> Flux<T> stream(Function<GigaChatApi, Flux<T>> attempt) {
		return this.client.retry().stream((scope) -> attempt.apply(partOf(scope)));
	}

	/**
	 * Runs several functions as one call, each under the rules of {@link #call}, and some
	 * of them at the same time: up to {@link Builder#maxConcurrentRequests}, or 4 if that
	 * is not set. Their number falls if the service has no room for them. The first
	 * failure ends the call and cancels the other functions.
	 * @param <T> the type of the results
	 * @param attempts the functions, run on the caller's thread and on threads of this
	 * API, in the caller's context
	 * @return the results, in the order of the functions
	 * @throws RuntimeException the first failure
	 */
	public <T> List<T> callAll(List<Function<GigaChatApi, T>> attempts) {
		List<Function<CallScope, T>> parts = new ArrayList<>(attempts.size());
		attempts.forEach((attempt) -> parts.add((scope) -> attempt.apply(partOf(scope))));
		return this.parallel.run(this.client.retry(), parts);
	}

	private GigaChatApi partOf(CallScope scope) {
		return new GigaChatApi(this, this.client.withRetry(this.client.retry().partOf(scope)));
	}

	/**
	 * Returns the state of the access token, without its value. No request is sent.
	 * @return the current state; {@link TokenState#notUsed()} if requests carry no token
	 */
	public TokenState tokenState() {
		return this.client.tokenState();
	}

	/**
	 * Fetches a new access token now. Concurrent callers share one request. The current
	 * token stays in use until then. A supplier of ready tokens is asked again; a fixed
	 * token does not change.
	 * @return the state after the refresh; {@link TokenState#notUsed()} if requests carry
	 * no token
	 */
	public TokenState refreshToken() {
		return this.client.refreshToken();
	}

	/**
	 * Cancels open streams, ends all waits, closes the connections and removes the
	 * meters. Closing a view does nothing.
	 */
	@Override
	public void close() {
		if (isView()) {
			return;
		}
		this.client.close();
		this.parallel.close();
		if (this.meters != null) {
			this.meters.close();
		}
	}

	/**
	 * Builds a {@link GigaChatApi}. Only the credentials are required.
	 */
	public static final class Builder {

		/** Default maximum time to connect. */
		public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

		/** Default maximum time without a byte of the response. */
		public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(60);

		/** Default maximum duration of a call. */
		public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(5);

		/** Default maximum wait for a token. */
		public static final Duration DEFAULT_TOKEN_WAIT_TIMEOUT = Duration.ofSeconds(30);

		/** Default time before its expiry at which a token is refreshed. */
		public static final Duration DEFAULT_TOKEN_REFRESH_AHEAD = Duration.ofMinutes(5);

		/** Default maximum size of a response in bytes. */
		public static final long DEFAULT_MAX_RESPONSE_SIZE = 64L * 1024 * 1024;

		/** Default maximum wait for a request permit. */
		public static final Duration DEFAULT_ACQUIRE_TIMEOUT = Duration.ofSeconds(30);

		/** Default maximum number of requests that wait for a permit. */
		public static final int DEFAULT_MAX_QUEUED_REQUESTS = 1_000;

		@Nullable GigaChatCredentials credentials;

		String baseUrl = GigaChatApi.DEFAULT_BASE_URL;

		@Nullable String authUrl;

		@Nullable String v2Url;

		String scope = GigaChatApi.DEFAULT_SCOPE;

		Map<String, String> headers = Map.of();

		@Nullable HttpClient httpClient;

		boolean closeHttpClient;

		@Nullable SSLContext sslContext;

		Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;

		Duration readTimeout = DEFAULT_READ_TIMEOUT;

		Duration callTimeout = DEFAULT_CALL_TIMEOUT;

		Duration tokenWaitTimeout = DEFAULT_TOKEN_WAIT_TIMEOUT;

		Duration tokenRefreshAhead = DEFAULT_TOKEN_REFRESH_AHEAD;

		@Nullable AccessTokenStore tokenStore;

		final List<TokenListener> tokenListeners = new ArrayList<>();

		RetrySettings retry = RetrySettings.defaults();

		@Nullable RetryTemplate retryTemplate;

		long maxResponseSize = DEFAULT_MAX_RESPONSE_SIZE;

		@Nullable Integer maxConcurrentRequests;

		Duration acquireTimeout = DEFAULT_ACQUIRE_TIMEOUT;

		int maxQueuedRequests = DEFAULT_MAX_QUEUED_REQUESTS;

		RequestWaitListener requestWaitListener = (waited, end) -> {
		};

		ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		Iterable<? extends KeyValue> observationTags = List.of();

		@Nullable MeterRegistry meterRegistry;

		Iterable<? extends Tag> meterTags = List.of();

		boolean logBodies;

		Builder() {
		}

		/**
		 * Sets the credentials. Required.
		 * @param credentials the credentials
		 * @return this builder
		 */
		public Builder credentials(GigaChatCredentials credentials) {
			this.credentials = Objects.requireNonNull(credentials, "credentials");
			return this;
		}

		/**
		 * Sets the root of the v1 API. Default: {@value GigaChatApi#DEFAULT_BASE_URL}.
		 * @param baseUrl an http or https URL, with or without a slash at its end
		 * @return this builder
		 */
		public Builder baseUrl(String baseUrl) {
			this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
			return this;
		}

		/**
		 * Sets the token endpoint. Default: {@value GigaChatApi#DEFAULT_AUTH_URL}, or
		 * {@code {base-url}/token} for user and password.
		 * @param authUrl an http or https URL; {@code null} for the default
		 * @return this builder
		 */
		public Builder authUrl(@Nullable String authUrl) {
			this.authUrl = authUrl;
			return this;
		}

		/**
		 * Sets the endpoint for chats of the v2 API. Default: the base URL with the
		 * version at its end replaced, so that {@code /v1} becomes
		 * {@code /v2/chat/completions}. An origin other than that of the base URL
		 * receives the credentials, but of {@link #headers} only
		 * {@code Proxy-Authorization}.
		 * @param v2Url the whole http or https URL of the endpoint, with its path;
		 * {@code null} for the default
		 * @return this builder
		 */
		public Builder v2Url(@Nullable String v2Url) {
			this.v2Url = v2Url;
			return this;
		}

		/**
		 * Sets the scope of tokens. Default: {@value GigaChatApi#DEFAULT_SCOPE}.
		 * @param scope {@code GIGACHAT_API_PERS}, {@code GIGACHAT_API_B2B} or
		 * {@code GIGACHAT_API_CORP}
		 * @return this builder
		 */
		public Builder scope(String scope) {
			this.scope = Objects.requireNonNull(scope, "scope");
			return this;
		}

		/**
		 * Sets headers of all requests. Requests for tokens have them only if scheme,
		 * host and port of the token endpoint are those of the base URL. The exception is
		 * {@code Proxy-Authorization}, which they always have, because a proxy does not
		 * forward it. Default: none.
		 * @param headers the headers, by name; {@code Authorization} only with
		 * {@link GigaChatCredentials#none()}
		 * @return this builder
		 * @throws IllegalArgumentException if a header cannot be sent; the message names
		 * the header and does not contain its value
		 */
		public Builder headers(Map<String, String> headers) {
			// whether Authorization may be among them is known only with the credentials
			HeaderRules.check(headers, true);
			this.headers = new LinkedHashMap<>(headers);
			return this;
		}

		/**
		 * Sets the HTTP client. It is not closed with the API unless
		 * {@link #closeHttpClient} is {@code true}. {@link #build()} refuses a client
		 * that follows redirects or has an authenticator. Default: a client that the API
		 * creates and closes.
		 * @param httpClient the client
		 * @return this builder
		 */
		public Builder httpClient(@Nullable HttpClient httpClient) {
			this.httpClient = httpClient;
			return this;
		}

		/**
		 * Sets whether the given client is closed with the API, on JDK 21 and later.
		 * Default: {@code false}.
		 * @param closeHttpClient {@code true} if only this API uses the client
		 * @return this builder
		 */
		public Builder closeHttpClient(boolean closeHttpClient) {
			this.closeHttpClient = closeHttpClient;
			return this;
		}

		/**
		 * Sets the trusted roots and the client certificate of the client that the API
		 * creates. Default: trust in the JVM's roots and in the bundled Russian Trusted
		 * Root CA, without a client certificate.
		 * @param sslContext the context
		 * @return this builder
		 */
		public Builder sslContext(@Nullable SSLContext sslContext) {
			this.sslContext = sslContext;
			return this;
		}

		/**
		 * Sets the maximum time to connect of the client that the API creates. Default:
		 * 10 seconds.
		 * @param connectTimeout the timeout
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = positive(connectTimeout, "connect-timeout");
			return this;
		}

		/**
		 * Sets the maximum time to the first byte of a response, and between bytes.
		 * Default: 60 seconds.
		 * @param readTimeout the timeout
		 * @return this builder
		 */
		public Builder readTimeout(Duration readTimeout) {
			this.readTimeout = positive(readTimeout, "read-timeout");
			return this;
		}

		/**
		 * Sets the maximum duration of a call with its retries and its wait for a token.
		 * It does not apply to streams. Default: 5 minutes.
		 * @param callTimeout the timeout
		 * @return this builder
		 */
		public Builder callTimeout(Duration callTimeout) {
			this.callTimeout = positive(callTimeout, "call-timeout");
			return this;
		}

		/**
		 * Sets the maximum time that a call or a stream waits for a valid token. Default:
		 * 30 seconds.
		 * @param tokenWaitTimeout the timeout
		 * @return this builder
		 */
		public Builder tokenWaitTimeout(Duration tokenWaitTimeout) {
			this.tokenWaitTimeout = positive(tokenWaitTimeout, "token.wait-timeout");
			return this;
		}

		/**
		 * Sets the time before its expiry at which a token is refreshed in the
		 * background, at most a third of its lifetime. Default: 5 minutes.
		 * @param tokenRefreshAhead the time
		 * @return this builder
		 */
		public Builder tokenRefreshAhead(Duration tokenRefreshAhead) {
			if (tokenRefreshAhead.isNegative()) {
				throw new IllegalArgumentException(
						"token.refresh-ahead must not be negative, but is " + tokenRefreshAhead);
			}
			this.tokenRefreshAhead = tokenRefreshAhead;
			return this;
		}

		/**
		 * Sets the store of a token that this API shares with others of the same
		 * credentials, scope and token endpoint. The store is not closed with the API.
		 * Ready tokens that the credentials supply are not shared. Default: none; the API
		 * has its own token in memory.
		 * @param tokenStore the store; {@code null} for none
		 * @return this builder
		 */
		public Builder tokenStore(@Nullable AccessTokenStore tokenStore) {
			this.tokenStore = tokenStore;
			return this;
		}

		/**
		 * Adds a listener that is notified of each attempt to fetch an access token.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder tokenListener(TokenListener listener) {
			this.tokenListeners.add(Objects.requireNonNull(listener, "listener"));
			return this;
		}

		/**
		 * Sets the rules for repeating a failed request. Its pauses are also those
		 * between failed attempts to fetch a token. Default:
		 * {@link RetrySettings#defaults()}.
		 * @param retry the settings
		 * @return this builder
		 */
		public Builder retry(RetrySettings retry) {
			this.retry = Objects.requireNonNull(retry, "retry");
			return this;
		}

		/**
		 * Sets the application's own retry. Its policy then decides about the attempts
		 * and pauses of a call, or of a stream that has delivered nothing, in place of
		 * those of {@link #retry}. These rules stay in force: the service's
		 * {@code Retry-After} as minimum pause and its limit, the call timeout, the rule
		 * for timeouts, the replacement of a refused token, and the repeat after a lost
		 * connection. Default: none.
		 * @param retryTemplate the template; {@code null} for none
		 * @return this builder
		 */
		public Builder retryTemplate(@Nullable RetryTemplate retryTemplate) {
			this.retryTemplate = retryTemplate;
			return this;
		}

		/**
		 * Sets the maximum size of a response or of a whole stream, in bytes. Default: 64
		 * MB.
		 * @param maxResponseSize the size
		 * @return this builder
		 */
		public Builder maxResponseSize(long maxResponseSize) {
			if (maxResponseSize <= 0) {
				throw new IllegalArgumentException("max-response-size has to be above 0, but is " + maxResponseSize);
			}
			this.maxResponseSize = maxResponseSize;
			return this;
		}

		/**
		 * Sets the maximum number of concurrent requests to the base URL; a stream counts
		 * until its end. Further calls and streams wait for a permit. Requests for tokens
		 * do not count, nor do requests that pause before a retry. Default: no limit.
		 * @param maxConcurrentRequests the number, at least 1; {@code null} for no limit
		 * @return this builder
		 */
		public Builder maxConcurrentRequests(@Nullable Integer maxConcurrentRequests) {
			if (maxConcurrentRequests != null && maxConcurrentRequests < 1) {
				throw new IllegalArgumentException(
						"max-concurrent-requests has to be at least 1, but is " + maxConcurrentRequests);
			}
			this.maxConcurrentRequests = maxConcurrentRequests;
			return this;
		}

		/**
		 * Sets the maximum time that a request waits for a permit under
		 * {@link #maxConcurrentRequests}, and again for the server's limit of streams on
		 * an HTTP/2 connection. The call timeout ends both waits. Default: 30 seconds.
		 * @param acquireTimeout the timeout
		 * @return this builder
		 */
		public Builder acquireTimeout(Duration acquireTimeout) {
			this.acquireTimeout = positive(acquireTimeout, "acquire-timeout");
			return this;
		}

		/**
		 * Sets the maximum number of requests that wait for a permit under
		 * {@link #maxConcurrentRequests}. Further requests fail at once. Default: 1,000.
		 * @param maxQueuedRequests the number; 0 if no request may wait
		 * @return this builder
		 */
		public Builder maxQueuedRequests(int maxQueuedRequests) {
			if (maxQueuedRequests < 0) {
				throw new IllegalArgumentException(
						"max-queued-requests must not be negative, but is " + maxQueuedRequests);
			}
			this.maxQueuedRequests = maxQueuedRequests;
			return this;
		}

		/**
		 * Sets the listener that is notified how long requests waited for a permit under
		 * {@link #maxConcurrentRequests}. Default: none.
		 * @param requestWaitListener the listener
		 * @return this builder
		 */
		public Builder requestWaitListener(RequestWaitListener requestWaitListener) {
			this.requestWaitListener = Objects.requireNonNull(requestWaitListener, "requestWaitListener");
			return this;
		}

		/**
		 * Sets the registry for observations of HTTP exchanges, named
		 * {@code http.client.requests}. Default: none.
		 * @param observationRegistry the registry
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			return observationRegistry(observationRegistry, List.of());
		}

		/**
		 * Sets the registry for observations of HTTP exchanges, with tags that
		 * distinguish this API from others in the same registry. They are added to the
		 * tags with few values, which meters have, too.
		 * @param observationRegistry the registry
		 * @param tags tags of all its observations
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry, Iterable<? extends KeyValue> tags) {
			this.observationRegistry = Objects.requireNonNull(observationRegistry, "observationRegistry");
			this.observationTags = Objects.requireNonNull(tags, "tags");
			return this;
		}

		/**
		 * Sets the registry for meters of token refreshes, waits and retries. The meters
		 * are removed when the API is closed. Default: none.
		 * @param meterRegistry the registry
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry) {
			return meterRegistry(meterRegistry, List.of());
		}

		/**
		 * Sets the registry for meters, with tags that distinguish this API from others
		 * in the same registry. Without tags, the gauges are those of the first API.
		 * @param meterRegistry the registry
		 * @param tags tags of all its meters
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry, Iterable<? extends Tag> tags) {
			this.meterRegistry = meterRegistry;
			this.meterTags = Objects.requireNonNull(tags, "tags");
			return this;
		}

		/**
		 * Sets whether the bodies of requests and responses for chats and embeddings, and
		 * the events of streams, are logged with their content, at TRACE on the logger of
		 * this package. Keys, tokens, headers and responses of the token endpoint are
		 * never logged. Default: {@code false}.
		 * @param logBodies {@code true} to log content
		 * @return this builder
		 */
		public Builder logBodies(boolean logBodies) {
			this.logBodies = logBodies;
			return this;
		}

		/**
		 * Builds the API. No connection is opened yet.
		 * @return the API
		 * @throws IllegalArgumentException if a setting is invalid; the message names it
		 * @throws IllegalStateException if there are no credentials
		 */
		public GigaChatApi build() {
			GigaChatCredentials caller = this.credentials;
			if (caller == null) {
				throw new IllegalStateException("GigaChatApi needs credentials. Create them with GigaChatCredentials:"
						+ " authorizationKey(…) for a key, none() for a client certificate or a gateway");
			}
			return new ApiAssembly(this, caller).assemble();
		}

		private static Duration positive(Duration value, String name) {
			if (value.isNegative() || value.isZero()) {
				throw new IllegalArgumentException(name + " has to be above zero, but is " + value);
			}
			return value;
		}

	}

}
