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
import io.github.gigachat.spring.ai.internal.client.CallRetry;
import io.github.gigachat.spring.ai.internal.client.ParallelCalls;
import io.github.gigachat.spring.ai.internal.client.ServiceCalls;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceUrls;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.http.HeaderRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.core.retry.RetryTemplate;

/**
 * The GigaChat HTTP API, a method per endpoint; those of a group are had by the group's
 * name.
 * <p>
 * Each failure is a {@link GigaChatTransientException} or a
 * {@link GigaChatNonTransientException}, both a {@link GigaChatFailure}. Methods that
 * take a {@link CallScope} make one attempt, in which a token refused with 401 is
 * replaced once; {@link #retry()} repeats attempts. The instance is thread-safe, holds
 * the access token and the connections, and is closed by who built it.
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

	private final CallRetry retry;

	private final ParallelCalls parallel;

	private final ApiSettings settings;

	private final @Nullable ApiMeters meters;

	private final ChatEndpoint chat;

	private final ChatV2Endpoint chatV2;

	private final AccountEndpoints account;

	private final TextEndpoints texts;

	private final GigaChatFiles files;

	private final GigaChatFunctions functions;

	private final GigaChatBatches batches;

	GigaChatApi(ServiceClient client, CallRetry retry, @Nullable ChatV2Target v2, ApiSettings settings,
			@Nullable ApiMeters meters) {
		this.client = client;
		this.retry = retry;
		this.parallel = new ParallelCalls(retry, client::limit);
		this.settings = settings;
		this.meters = meters;
		ServiceCalls calls = new ServiceCalls(client, retry);
		this.chat = new ChatEndpoint(client);
		this.chatV2 = new ChatV2Endpoint(client, v2);
		this.account = new AccountEndpoints(calls);
		this.texts = new TextEndpoints(calls);
		this.files = new GigaChatFiles(calls, RequestHeaders.none());
		this.functions = new GigaChatFunctions(calls, RequestHeaders.none());
		this.batches = new GigaChatBatches(calls, RequestHeaders.none());
		if (meters != null) {
			meters.bind(this, GigaChatApi::tokenState, GigaChatApi::requestLimit);
		}
	}

	/**
	 * A builder of an API.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * How this API was built.
	 * @return its settings, without secrets
	 */
	public ApiSettings settings() {
		return this.settings;
	}

	/**
	 * What repeats failed attempts of this API's calls.
	 * @return the retry, as the builder set it
	 */
	public CallRetry retry() {
		return this.retry;
	}

	/**
	 * How many requests are under way, and how many are in line under
	 * {@code max-concurrent-requests}.
	 * @return the present numbers
	 */
	public RequestLimitState requestLimit() {
		return this.client.limit();
	}

	/**
	 * Asks for a whole answer: {@code POST /chat/completions}.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the answer, with at least one choice that has a message
	 */
	public ApiResponse<ChatCompletionResponse> chatCompletion(ChatCompletionRequest request, RequestHeaders headers,
			CallScope scope) {
		return this.chat.call(request, headers, scope);
	}

	/**
	 * Asks for an answer as a stream. One attempt per subscription. A stream that ends
	 * before its terminal event is an error; cancelling it closes the connection
	 * (HTTP/1.1) or resets the stream (HTTP/2).
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the events of the stream
	 */
	public Flux<ApiResponse<ChatCompletionChunk>> chatCompletionStream(ChatCompletionRequest request,
			RequestHeaders headers, CallScope scope) {
		return this.chat.stream(request, headers, scope);
	}

	/**
	 * Asks the v2 API for a whole answer: {@code POST /v2/chat/completions}.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the answer, with at least one message
	 */
	public ApiResponse<ChatV2Response> chatV2(ChatV2Request request, RequestHeaders headers, CallScope scope) {
		return this.chatV2.call(request, headers, scope);
	}

	/**
	 * Asks the v2 API for an answer as a stream. One attempt per subscription, with the
	 * promises of {@link #chatCompletionStream}.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return the events of the stream; those of a kind that is not known are left out
	 */
	public Flux<ApiResponse<ChatV2Chunk>> chatV2Stream(ChatV2Request request, RequestHeaders headers, CallScope scope) {
		return this.chatV2.stream(request, headers, scope);
	}

	/**
	 * The models that the caller may use: {@code GET /models}, with the retry.
	 * @return the models
	 */
	public ApiResponse<ModelList> models() {
		return this.retry.call(this::models);
	}

	/**
	 * The models that the caller may use: {@code GET /models}. One attempt.
	 * @param scope the call that the attempt belongs to
	 * @return the models
	 */
	public ApiResponse<ModelList> models(CallScope scope) {
		return models(RequestHeaders.none(), scope);
	}

	/**
	 * Like {@link #models(CallScope)}, with headers.
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return the models
	 */
	public ApiResponse<ModelList> models(RequestHeaders headers, CallScope scope) {
		return this.account.models(headers, scope);
	}

	/**
	 * One of the models: {@code GET /models/{model}}, with the retry.
	 * @param id the model's name
	 * @return the model
	 * @throws GigaChatNonTransientException with {@link FailureKind#NOT_FOUND} when there
	 * is none of that name
	 */
	public ApiResponse<ModelInfo> model(String id) {
		return this.account.model(id);
	}

	/**
	 * Like {@link #model(String)}, with headers. One attempt.
	 * @param id the model's name
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return the model
	 */
	public ApiResponse<ModelInfo> model(String id, RequestHeaders headers, CallScope scope) {
		return this.account.model(id, headers, scope);
	}

	/**
	 * What is left of the packages of tokens: {@code GET /balance}, with the retry.
	 * @return the balance
	 * @throws GigaChatNonTransientException with {@link FailureKind#PERMISSION} for a
	 * contract of another kind
	 */
	public ApiResponse<Balance> balance() {
		return this.retry.call((scope) -> balance(RequestHeaders.none(), scope));
	}

	/**
	 * Like {@link #balance()}, with headers. One attempt.
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return the balance
	 */
	public ApiResponse<Balance> balance(RequestHeaders headers, CallScope scope) {
		return this.account.balance(headers, scope);
	}

	/**
	 * Counts the tokens of texts: {@code POST /tokens/count}, with the retry.
	 * @param model the model whose tokens are counted
	 * @param texts the texts, at least one
	 * @return a count for each text, in their order
	 */
	public ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts) {
		return this.retry.call((scope) -> countTokens(model, texts, scope));
	}

	/**
	 * Counts the tokens of texts: {@code POST /tokens/count}. One attempt.
	 * @param model the model whose tokens are counted
	 * @param texts the texts, at least one
	 * @param scope the call that the attempt belongs to
	 * @return a count for each text, in their order
	 */
	public ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts, CallScope scope) {
		return countTokens(model, texts, RequestHeaders.none(), scope);
	}

	/**
	 * Like {@link #countTokens(String, List, CallScope)}, with headers.
	 * @param model the model whose tokens are counted
	 * @param texts the texts, at least one
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return a count for each text, in their order
	 */
	public ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts, RequestHeaders headers,
			CallScope scope) {
		return this.texts.countTokens(model, texts, headers, scope);
	}

	/**
	 * Asks who wrote a text, a model or a human: {@code POST /ai/check}, with the retry.
	 * @param request the text and the model that judges
	 * @return the verdict
	 */
	public ApiResponse<AiCheck> checkAi(AiCheck.Request request) {
		return this.retry.call((scope) -> checkAi(request, RequestHeaders.none(), scope));
	}

	/**
	 * Like {@link #checkAi(AiCheck.Request)}, with headers. One attempt.
	 * @param request the text and the model that judges
	 * @param headers what the caller adds to the request's headers
	 * @param scope the call that the attempt belongs to
	 * @return the verdict
	 */
	public ApiResponse<AiCheck> checkAi(AiCheck.Request request, RequestHeaders headers, CallScope scope) {
		return this.texts.check(request, headers, scope);
	}

	/**
	 * The files that the service keeps for the caller.
	 * @return what uploads, lists, reads and deletes them
	 */
	public GigaChatFiles files() {
		return this.files;
	}

	/**
	 * What the service does for functions before they are offered to a model.
	 * @return what converts and validates them
	 */
	public GigaChatFunctions functions() {
		return this.functions;
	}

	/**
	 * Requests that are answered later, many at once.
	 * @return what hands them in and gets the answers
	 */
	public GigaChatBatches batches() {
		return this.batches;
	}

	/**
	 * Embeds texts: {@code POST /embeddings}, with the retry.
	 * @param request the request
	 * @return an embedding for each text, in their order
	 */
	public ApiResponse<EmbeddingsResponse> embeddings(EmbeddingsRequest request) {
		return this.retry.call((scope) -> embeddings(request, scope));
	}

	/**
	 * Embeds texts: {@code POST /embeddings}. One attempt.
	 * @param request the request
	 * @param scope the call that the attempt belongs to
	 * @return an embedding for each text, in their order
	 */
	public ApiResponse<EmbeddingsResponse> embeddings(EmbeddingsRequest request, CallScope scope) {
		return embeddings(request, RequestHeaders.none(), scope);
	}

	/**
	 * Like {@link #embeddings(EmbeddingsRequest, CallScope)}, with headers.
	 * @param request the request
	 * @param headers what the caller adds to its headers
	 * @param scope the call that the attempt belongs to
	 * @return an embedding for each text, in their order
	 */
	public ApiResponse<EmbeddingsResponse> embeddings(EmbeddingsRequest request, RequestHeaders headers,
			CallScope scope) {
		return this.texts.embed(request, headers, scope);
	}

	/**
	 * Makes one call of several requests, with the retry for each and within the time of
	 * one call. As many are under way at once as {@code max-concurrent-requests} allows,
	 * at most 4 where it is not set, and fewer when the service has no room for them. The
	 * first failure ends the call and cancels what is under way.
	 * @param <T> what a request returns
	 * @param attempts one attempt of each request, within the given scope; run on the
	 * caller's thread and on threads of this API, in the caller's context
	 * @return what the requests returned, in their order
	 * @throws RuntimeException the first failure
	 */
	public <T> List<T> callAll(List<Function<CallScope, T>> attempts) {
		return callAll(this.settings.callTimeout(), attempts);
	}

	/**
	 * Like {@link #callAll(List)}, as a part of a call.
	 * @param <T> what a request returns
	 * @param atMost what is left of the call's time
	 * @param attempts one attempt of each request, within the given scope
	 * @return what the requests returned, in their order
	 * @throws RuntimeException the first failure
	 */
	public <T> List<T> callAll(Duration atMost, List<Function<CallScope, T>> attempts) {
		return this.parallel.run(atMost, attempts);
	}

	/**
	 * What is known of the access token, without its value; asks nobody.
	 * @return the state at this moment; {@link TokenState#notUsed()} where requests carry
	 * no token
	 */
	public TokenState tokenState() {
		return this.client.tokenState();
	}

	/**
	 * Gets a new access token now, in one request for all who ask at the same time; the
	 * present one stays in use until then. A supplier of ready tokens is asked again, and
	 * a fixed token stays what it is.
	 * @return the state after the refresh; {@link TokenState#notUsed()}, and nothing is
	 * done, where requests carry no token
	 */
	public TokenState refreshToken() {
		return this.client.refreshToken();
	}

	/**
	 * Cancels open streams, ends every wait, closes the connections, removes the meters.
	 */
	@Override
	public void close() {
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

		/** The longest that connecting takes, unless set. */
		public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

		/** The longest silence, unless set. */
		public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(60);

		/** The longest that a call takes, unless set. */
		public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(5);

		/** The longest wait for a token, unless set. */
		public static final Duration DEFAULT_TOKEN_WAIT_TIMEOUT = Duration.ofSeconds(30);

		/** How long before its end a token is refreshed, unless set. */
		public static final Duration DEFAULT_TOKEN_REFRESH_AHEAD = Duration.ofMinutes(5);

		/** The largest answer in bytes, unless set. */
		public static final long DEFAULT_MAX_RESPONSE_SIZE = 64L * 1024 * 1024;

		/** The longest wait for room under a limit of concurrent requests, unless set. */
		public static final Duration DEFAULT_ACQUIRE_TIMEOUT = Duration.ofSeconds(30);

		/** How many requests may wait for room, unless set. */
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

		@Nullable MeterRegistry meterRegistry;

		Iterable<? extends Tag> meterTags = List.of();

		boolean logBodies;

		Builder() {
		}

		/**
		 * Who is calling; required.
		 * @param credentials the credentials
		 * @return this builder
		 */
		public Builder credentials(GigaChatCredentials credentials) {
			this.credentials = Objects.requireNonNull(credentials, "credentials");
			return this;
		}

		/**
		 * The root of the v1 API; {@value GigaChatApi#DEFAULT_BASE_URL} unless set.
		 * @param baseUrl an http or https URL, with or without a slash at its end
		 * @return this builder
		 */
		public Builder baseUrl(String baseUrl) {
			this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
			return this;
		}

		/**
		 * The token endpoint; unless set, {@value GigaChatApi#DEFAULT_AUTH_URL}, and
		 * {@code {base-url}/token} for user and password.
		 * @param authUrl an http or https URL; {@code null} for the default
		 * @return this builder
		 */
		public Builder authUrl(@Nullable String authUrl) {
			this.authUrl = authUrl;
			return this;
		}

		/**
		 * Where chats of the v2 API go; unless set, the base URL with the version at its
		 * end replaced: {@code /v1} becomes {@code /v2/chat/completions}. Another origin
		 * than that of the base URL gets the credentials, but not {@link #headers}, other
		 * than {@code Proxy-Authorization}.
		 * @param v2Url the whole http or https URL of the endpoint, with its path;
		 * {@code null} for the default
		 * @return this builder
		 */
		public Builder v2Url(@Nullable String v2Url) {
			this.v2Url = v2Url;
			return this;
		}

		/**
		 * The scope that tokens are asked for; {@value GigaChatApi#DEFAULT_SCOPE} unless
		 * set.
		 * @param scope {@code GIGACHAT_API_PERS}, {@code GIGACHAT_API_B2B} or
		 * {@code GIGACHAT_API_CORP}
		 * @return this builder
		 */
		public Builder scope(String scope) {
			this.scope = Objects.requireNonNull(scope, "scope");
			return this;
		}

		/**
		 * Fixed headers of every request. The token endpoint gets them only when its
		 * scheme, host and port are those of the base URL; but
		 * {@code Proxy-Authorization}, which is meant for a proxy on the way and reaches
		 * nobody behind it, it gets in any case.
		 * @param headers the headers, by name; {@code Authorization} only with
		 * {@link GigaChatCredentials#none()}
		 * @return this builder
		 * @throws IllegalArgumentException when a header cannot be sent, naming it
		 * without its value
		 */
		public Builder headers(Map<String, String> headers) {
			// whether Authorization may be among them is known only with the credentials
			HeaderRules.check(headers, true);
			this.headers = new LinkedHashMap<>(headers);
			return this;
		}

		/**
		 * The client to send with, which is not closed with the API unless
		 * {@link #closeHttpClient} says so. It must neither follow redirects nor have an
		 * authenticator, else {@link #build()} refuses it. Unless set, the API makes one,
		 * and closes it.
		 * @param httpClient the client
		 * @return this builder
		 */
		public Builder httpClient(@Nullable HttpClient httpClient) {
			this.httpClient = httpClient;
			return this;
		}

		/**
		 * Whether the given client is closed with the API, on JDK 21 and later;
		 * {@code false} unless set.
		 * @param closeHttpClient {@code true} if nobody else uses the client
		 * @return this builder
		 */
		public Builder closeHttpClient(boolean closeHttpClient) {
			this.closeHttpClient = closeHttpClient;
			return this;
		}

		/**
		 * The trust and the client certificate of the client that the API makes; unless
		 * set, the JVM's roots and the bundled Russian Trusted Root CA are trusted.
		 * @param sslContext the context
		 * @return this builder
		 */
		public Builder sslContext(@Nullable SSLContext sslContext) {
			this.sslContext = sslContext;
			return this;
		}

		/**
		 * The longest that the client made by the API takes to connect; 10 s unless set.
		 * @param connectTimeout the timeout
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = positive(connectTimeout, "connect-timeout");
			return this;
		}

		/**
		 * The longest silence, to the first byte and between bytes; 60 s unless set.
		 * @param readTimeout the timeout
		 * @return this builder
		 */
		public Builder readTimeout(Duration readTimeout) {
			this.readTimeout = positive(readTimeout, "read-timeout");
			return this;
		}

		/**
		 * The longest that a call takes with its retries and its wait for a token; 5
		 * minutes unless set. A stream has no such end.
		 * @param callTimeout the timeout
		 * @return this builder
		 */
		public Builder callTimeout(Duration callTimeout) {
			this.callTimeout = positive(callTimeout, "call-timeout");
			return this;
		}

		/**
		 * The longest that a call or a stream waits while no token lives; 30 s unless
		 * set.
		 * @param tokenWaitTimeout the timeout
		 * @return this builder
		 */
		public Builder tokenWaitTimeout(Duration tokenWaitTimeout) {
			this.tokenWaitTimeout = positive(tokenWaitTimeout, "token.wait-timeout");
			return this;
		}

		/**
		 * A token with less than this left is refreshed in the background; 5 minutes
		 * unless set, and never more than a third of the token's life.
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
		 * Where the token is kept that this API shares with others of the same
		 * credentials, scope and token endpoint; unless set, it has a token of its own in
		 * memory. It is not closed with the API. Tokens that the credentials supply
		 * ready-made are not shared.
		 * @param tokenStore the store; {@code null} for none
		 * @return this builder
		 */
		public Builder tokenStore(@Nullable AccessTokenStore tokenStore) {
			this.tokenStore = tokenStore;
			return this;
		}

		/**
		 * Adds who is told of each attempt to get an access token.
		 * @param listener the listener
		 * @return this builder
		 */
		public Builder tokenListener(TokenListener listener) {
			this.tokenListeners.add(Objects.requireNonNull(listener, "listener"));
			return this;
		}

		/**
		 * When a failed request is sent again; {@link RetrySettings#defaults()} unless
		 * set. Its pauses are also those between failing attempts to fetch a token.
		 * @param retry the settings
		 * @return this builder
		 */
		public Builder retry(RetrySettings retry) {
			this.retry = Objects.requireNonNull(retry, "retry");
			return this;
		}

		/**
		 * The application's own retry. Its policy alone then decides whether and how soon
		 * a failed call, or a stream that has delivered nothing, is tried again, in place
		 * of attempts and pauses of {@link #retry}; what stays in force is the service's
		 * {@code Retry-After} as the least pause, the longest that is waited for it, the
		 * call timeout, what is done after a timeout, the replacement of a refused token
		 * and the free repeat. None unless set.
		 * @param retryTemplate the template; {@code null} for none
		 * @return this builder
		 */
		public Builder retryTemplate(@Nullable RetryTemplate retryTemplate) {
			this.retryTemplate = retryTemplate;
			return this;
		}

		/**
		 * The largest answer in bytes, whole or as a stream; 64 MB unless set.
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
		 * The most requests to the base URL at once, streams until their end; none unless
		 * set. Further ones wait in line, calls and streams alike. The token endpoint
		 * does not count, nor does a request while it waits to be sent again.
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
		 * The longest that a request waits for room, under {@link #maxConcurrentRequests}
		 * and then once more under the server's limit of streams on an HTTP/2 connection;
		 * 30 s unless set. A call's own timeout ends both.
		 * @param acquireTimeout the timeout
		 * @return this builder
		 */
		public Builder acquireTimeout(Duration acquireTimeout) {
			this.acquireTimeout = positive(acquireTimeout, "acquire-timeout");
			return this;
		}

		/**
		 * How many requests may wait under {@link #maxConcurrentRequests}; 1,000 unless
		 * set. One more fails at once.
		 * @param maxQueuedRequests the number; 0 if none is to wait
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
		 * What hears how long requests wait under {@link #maxConcurrentRequests}; nobody
		 * unless set.
		 * @param requestWaitListener the listener
		 * @return this builder
		 */
		public Builder requestWaitListener(RequestWaitListener requestWaitListener) {
			this.requestWaitListener = Objects.requireNonNull(requestWaitListener, "requestWaitListener");
			return this;
		}

		/**
		 * Where exchanges are observed, as {@code http.client.requests}; nowhere unless
		 * set.
		 * @param observationRegistry the registry
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			this.observationRegistry = Objects.requireNonNull(observationRegistry, "observationRegistry");
			return this;
		}

		/**
		 * Where refreshes of the token, waits and retries are measured; nowhere unless
		 * set. The meters are removed when the API is closed.
		 * @param meterRegistry the registry
		 * @return this builder
		 */
		public Builder meterRegistry(@Nullable MeterRegistry meterRegistry) {
			return meterRegistry(meterRegistry, List.of());
		}

		/**
		 * Like {@link #meterRegistry(MeterRegistry)}, with tags that tell this API from
		 * another one that is measured in the same registry: without them the gauges
		 * there are those of the first.
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
		 * Whether the bodies of requests and answers of the chat and of embeddings, and
		 * the events of streams, are logged with their content; {@code false} unless set.
		 * They go to the logger of this package at TRACE. Keys, tokens, headers and what
		 * the token endpoint says are never logged.
		 * @param logBodies {@code true} to log content
		 * @return this builder
		 */
		public Builder logBodies(boolean logBodies) {
			this.logBodies = logBodies;
			return this;
		}

		/**
		 * Builds the API; nothing connects yet.
		 * @return the API
		 * @throws IllegalArgumentException when a setting is wrong, naming it
		 * @throws IllegalStateException when there are no credentials
		 */
		public GigaChatApi build() {
			GigaChatCredentials caller = this.credentials;
			if (caller == null) {
				throw new IllegalStateException(
						"GigaChatApi needs credentials; GigaChatCredentials has them, and none()"
								+ " where a client certificate or a gateway stands for the caller");
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
