package io.github.gigachat.spring.ai.api;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLContext;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryTemplate;

/**
 * Builds a {@link GigaChatApi}. Only the credentials are required.
 */
public final class GigaChatApiBuilder {

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

	GigaChatApiBuilder() {
	}

	/**
	 * Who is calling; required.
	 * @param credentials the credentials
	 * @return this builder
	 */
	public GigaChatApiBuilder credentials(GigaChatCredentials credentials) {
		this.credentials = Objects.requireNonNull(credentials, "credentials");
		return this;
	}

	/**
	 * The root of the v1 API; {@value GigaChatApi#DEFAULT_BASE_URL} unless set.
	 * @param baseUrl an http or https URL, with or without a slash at its end
	 * @return this builder
	 */
	public GigaChatApiBuilder baseUrl(String baseUrl) {
		this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
		return this;
	}

	/**
	 * The token endpoint; unless set, {@value GigaChatApi#DEFAULT_AUTH_URL}, and
	 * {@code {base-url}/token} for user and password.
	 * @param authUrl an http or https URL; {@code null} for the default
	 * @return this builder
	 */
	public GigaChatApiBuilder authUrl(@Nullable String authUrl) {
		this.authUrl = authUrl;
		return this;
	}

	/**
	 * Where chats of the v2 API go; unless set, the base URL with the version at its end
	 * replaced: {@code /v1} becomes {@code /v2/chat/completions}. Another origin than
	 * that of the base URL gets the credentials, but not {@link #headers}, other than
	 * {@code Proxy-Authorization}.
	 * @param v2Url the whole http or https URL of the endpoint, with its path;
	 * {@code null} for the default
	 * @return this builder
	 */
	public GigaChatApiBuilder v2Url(@Nullable String v2Url) {
		this.v2Url = v2Url;
		return this;
	}

	/**
	 * The scope that tokens are asked for; {@value GigaChatApi#DEFAULT_SCOPE} unless set.
	 * @param scope {@code GIGACHAT_API_PERS}, {@code GIGACHAT_API_B2B} or
	 * {@code GIGACHAT_API_CORP}
	 * @return this builder
	 */
	public GigaChatApiBuilder scope(String scope) {
		this.scope = Objects.requireNonNull(scope, "scope");
		return this;
	}

	/**
	 * Fixed headers of every request. The token endpoint gets them only when its scheme,
	 * host and port are those of the base URL; but {@code Proxy-Authorization}, which is
	 * meant for a proxy on the way and reaches nobody behind it, it gets in any case.
	 * @param headers the headers, by name; {@code Authorization} only with
	 * {@link GigaChatCredentials#none()}
	 * @return this builder
	 * @throws IllegalArgumentException when a header cannot be sent, naming it without
	 * its value
	 */
	public GigaChatApiBuilder headers(Map<String, String> headers) {
		// whether Authorization may be among them is known only with the credentials
		HeaderRules.check(headers, true);
		this.headers = new LinkedHashMap<>(headers);
		return this;
	}

	/**
	 * The client to send with, which is not closed with the API unless
	 * {@link #closeHttpClient} says so. It must neither follow redirects nor have an
	 * authenticator, else {@link #build()} refuses it. Unless set, the API makes one, and
	 * closes it.
	 * @param httpClient the client
	 * @return this builder
	 */
	public GigaChatApiBuilder httpClient(@Nullable HttpClient httpClient) {
		this.httpClient = httpClient;
		return this;
	}

	/**
	 * Whether the given client is closed with the API, on JDK 21 and later; {@code false}
	 * unless set.
	 * @param closeHttpClient {@code true} if nobody else uses the client
	 * @return this builder
	 */
	public GigaChatApiBuilder closeHttpClient(boolean closeHttpClient) {
		this.closeHttpClient = closeHttpClient;
		return this;
	}

	/**
	 * The trust and the client certificate of the client that the API makes; unless set,
	 * the JVM's roots and the bundled Russian Trusted Root CA are trusted.
	 * @param sslContext the context
	 * @return this builder
	 */
	public GigaChatApiBuilder sslContext(@Nullable SSLContext sslContext) {
		this.sslContext = sslContext;
		return this;
	}

	/**
	 * The longest that the client made by the API takes to connect; 10 s unless set.
	 * @param connectTimeout the timeout
	 * @return this builder
	 */
	public GigaChatApiBuilder connectTimeout(Duration connectTimeout) {
		this.connectTimeout = positive(connectTimeout, "connect-timeout");
		return this;
	}

	/**
	 * The longest silence, to the first byte and between bytes; 60 s unless set.
	 * @param readTimeout the timeout
	 * @return this builder
	 */
	public GigaChatApiBuilder readTimeout(Duration readTimeout) {
		this.readTimeout = positive(readTimeout, "read-timeout");
		return this;
	}

	/**
	 * The longest that a call takes with its retries and its wait for a token; 5 minutes
	 * unless set. A stream has no such end.
	 * @param callTimeout the timeout
	 * @return this builder
	 */
	public GigaChatApiBuilder callTimeout(Duration callTimeout) {
		this.callTimeout = positive(callTimeout, "call-timeout");
		return this;
	}

	/**
	 * The longest that a call or a stream waits while no token lives; 30 s unless set.
	 * @param tokenWaitTimeout the timeout
	 * @return this builder
	 */
	public GigaChatApiBuilder tokenWaitTimeout(Duration tokenWaitTimeout) {
		this.tokenWaitTimeout = positive(tokenWaitTimeout, "token.wait-timeout");
		return this;
	}

	/**
	 * A token with less than this left is refreshed in the background; 5 minutes unless
	 * set, and never more than a third of the token's life.
	 * @param tokenRefreshAhead the time
	 * @return this builder
	 */
	public GigaChatApiBuilder tokenRefreshAhead(Duration tokenRefreshAhead) {
		if (tokenRefreshAhead.isNegative()) {
			throw new IllegalArgumentException("token.refresh-ahead must not be negative, but is " + tokenRefreshAhead);
		}
		this.tokenRefreshAhead = tokenRefreshAhead;
		return this;
	}

	/**
	 * Where the token is kept that this API shares with others of the same credentials,
	 * scope and token endpoint; unless set, it has a token of its own in memory. It is
	 * not closed with the API. Tokens that the credentials supply ready-made are not
	 * shared.
	 * @param tokenStore the store; {@code null} for none
	 * @return this builder
	 */
	public GigaChatApiBuilder tokenStore(@Nullable AccessTokenStore tokenStore) {
		this.tokenStore = tokenStore;
		return this;
	}

	/**
	 * Adds who is told of each attempt to get an access token.
	 * @param listener the listener
	 * @return this builder
	 */
	public GigaChatApiBuilder tokenListener(TokenListener listener) {
		this.tokenListeners.add(Objects.requireNonNull(listener, "listener"));
		return this;
	}

	/**
	 * When a failed request is sent again; {@link RetrySettings#defaults()} unless set.
	 * Its pauses are also those between failing attempts to fetch a token.
	 * @param retry the settings
	 * @return this builder
	 */
	public GigaChatApiBuilder retry(RetrySettings retry) {
		this.retry = Objects.requireNonNull(retry, "retry");
		return this;
	}

	/**
	 * The application's own retry. Its policy alone then decides whether and how soon a
	 * failed call, or a stream that has delivered nothing, is tried again, in place of
	 * attempts and pauses of {@link #retry}; what stays in force is the service's
	 * {@code Retry-After} as the least pause, the longest that is waited for it, the call
	 * timeout, what is done after a timeout, the replacement of a refused token and the
	 * free repeat. None unless set.
	 * @param retryTemplate the template; {@code null} for none
	 * @return this builder
	 */
	public GigaChatApiBuilder retryTemplate(@Nullable RetryTemplate retryTemplate) {
		this.retryTemplate = retryTemplate;
		return this;
	}

	/**
	 * The largest answer in bytes, whole or as a stream; 64 MB unless set.
	 * @param maxResponseSize the size
	 * @return this builder
	 */
	public GigaChatApiBuilder maxResponseSize(long maxResponseSize) {
		if (maxResponseSize <= 0) {
			throw new IllegalArgumentException("max-response-size has to be above 0, but is " + maxResponseSize);
		}
		this.maxResponseSize = maxResponseSize;
		return this;
	}

	/**
	 * The most requests to the base URL at once, streams until their end; none unless
	 * set. Further ones wait in line, calls and streams alike. The token endpoint does
	 * not count, nor does a request while it waits to be sent again.
	 * @param maxConcurrentRequests the number, at least 1; {@code null} for no limit
	 * @return this builder
	 */
	public GigaChatApiBuilder maxConcurrentRequests(@Nullable Integer maxConcurrentRequests) {
		if (maxConcurrentRequests != null && maxConcurrentRequests < 1) {
			throw new IllegalArgumentException(
					"max-concurrent-requests has to be at least 1, but is " + maxConcurrentRequests);
		}
		this.maxConcurrentRequests = maxConcurrentRequests;
		return this;
	}

	/**
	 * The longest that a request waits for room, under {@link #maxConcurrentRequests} and
	 * then once more under the server's limit of streams on an HTTP/2 connection; 30 s
	 * unless set. A call's own timeout ends both.
	 * @param acquireTimeout the timeout
	 * @return this builder
	 */
	public GigaChatApiBuilder acquireTimeout(Duration acquireTimeout) {
		this.acquireTimeout = positive(acquireTimeout, "acquire-timeout");
		return this;
	}

	/**
	 * How many requests may wait under {@link #maxConcurrentRequests}; 1,000 unless set.
	 * One more fails at once.
	 * @param maxQueuedRequests the number; 0 if none is to wait
	 * @return this builder
	 */
	public GigaChatApiBuilder maxQueuedRequests(int maxQueuedRequests) {
		if (maxQueuedRequests < 0) {
			throw new IllegalArgumentException("max-queued-requests must not be negative, but is " + maxQueuedRequests);
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
	public GigaChatApiBuilder requestWaitListener(RequestWaitListener requestWaitListener) {
		this.requestWaitListener = Objects.requireNonNull(requestWaitListener, "requestWaitListener");
		return this;
	}

	/**
	 * Where exchanges are observed, as {@code http.client.requests}; nowhere unless set.
	 * @param observationRegistry the registry
	 * @return this builder
	 */
	public GigaChatApiBuilder observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = Objects.requireNonNull(observationRegistry, "observationRegistry");
		return this;
	}

	/**
	 * Where refreshes of the token, waits and retries are measured; nowhere unless set.
	 * The meters are removed when the API is closed.
	 * @param meterRegistry the registry
	 * @return this builder
	 */
	public GigaChatApiBuilder meterRegistry(@Nullable MeterRegistry meterRegistry) {
		return meterRegistry(meterRegistry, List.of());
	}

	/**
	 * Like {@link #meterRegistry(MeterRegistry)}, with tags that tell this API from
	 * another one that is measured in the same registry: without them the gauges there
	 * are those of the first.
	 * @param meterRegistry the registry
	 * @param tags tags of all its meters
	 * @return this builder
	 */
	public GigaChatApiBuilder meterRegistry(@Nullable MeterRegistry meterRegistry, Iterable<? extends Tag> tags) {
		this.meterRegistry = meterRegistry;
		this.meterTags = Objects.requireNonNull(tags, "tags");
		return this;
	}

	/**
	 * Whether the bodies of requests and answers of the chat and of embeddings, and the
	 * events of streams, are logged with their content; {@code false} unless set. They go
	 * to the logger of this package at TRACE. Keys, tokens, headers and what the token
	 * endpoint says are never logged.
	 * @param logBodies {@code true} to log content
	 * @return this builder
	 */
	public GigaChatApiBuilder logBodies(boolean logBodies) {
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
			throw new IllegalStateException("GigaChatApi needs credentials; GigaChatCredentials has them, and none()"
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
