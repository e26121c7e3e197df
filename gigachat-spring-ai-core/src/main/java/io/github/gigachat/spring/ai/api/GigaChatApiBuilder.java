package io.github.gigachat.spring.ai.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLContext;

import io.github.gigachat.spring.ai.auth.AccessTokenSource;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.AccessTokens;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.auth.TokenSettings;
import io.github.gigachat.spring.ai.http.HttpClients;
import io.github.gigachat.spring.ai.http.HttpTransport;
import io.github.gigachat.spring.ai.http.TlsContexts;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

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

	private @Nullable GigaChatCredentials credentials;

	private String baseUrl = GigaChatApi.DEFAULT_BASE_URL;

	private @Nullable String authUrl;

	private String scope = GigaChatApi.DEFAULT_SCOPE;

	private Map<String, String> headers = Map.of();

	private @Nullable HttpClient httpClient;

	private boolean closeHttpClient;

	private @Nullable SSLContext sslContext;

	private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;

	private Duration readTimeout = DEFAULT_READ_TIMEOUT;

	private Duration callTimeout = DEFAULT_CALL_TIMEOUT;

	private Duration tokenWaitTimeout = DEFAULT_TOKEN_WAIT_TIMEOUT;

	private Duration tokenRefreshAhead = DEFAULT_TOKEN_REFRESH_AHEAD;

	private @Nullable AccessTokenStore tokenStore;

	private final List<TokenListener> tokenListeners = new ArrayList<>();

	private RetrySettings retry = RetrySettings.defaults();

	private long maxResponseSize = DEFAULT_MAX_RESPONSE_SIZE;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

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
	 * host and port are those of the base URL.
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
	 * {@link #closeHttpClient} says so. It has to follow no redirects. Unless set, the
	 * API makes one, and closes it.
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
	 * The largest answer, and the largest event of a stream, in bytes; 64 MB unless set.
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
	 * Where exchanges are observed, as {@code http.client.requests}; nowhere unless set.
	 * @param observationRegistry the registry
	 * @return this builder
	 */
	public GigaChatApiBuilder observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = Objects.requireNonNull(observationRegistry, "observationRegistry");
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
		URI base = ServiceUrls.base(this.baseUrl);
		Map<String, String> fixed = new LinkedHashMap<>(this.headers);
		if (caller instanceof GigaChatCredentials.Header header) {
			fixed.put(header.name(), header.value());
		}
		boolean withoutToken = caller instanceof GigaChatCredentials.None
				|| caller instanceof GigaChatCredentials.Header;
		HeaderRules.check(fixed, withoutToken);
		URI auth = ServiceUrls.auth(this.authUrl, defaultAuthUrl(caller, base));
		HttpTransport transport = transport();
		AccessTokenSource source = source(caller, transport, auth,
				ServiceUrls.sameOrigin(base, auth) ? fixed : Map.of());
		AccessTokens tokens = (source != null) ? new AccessTokens(source, tokenSettings(), this.tokenListeners,
				SharedTokens.of(this.tokenStore, caller, this.scope, auth, tokenAttempt())) : null;
		return new GigaChatApi(new ServiceClient(base, transport, tokens, fixed),
				new CallRetry(this.retry, this.callTimeout));
	}

	private static String defaultAuthUrl(GigaChatCredentials caller, URI base) {
		return (caller instanceof GigaChatCredentials.Password) ? base + "/token" : GigaChatApi.DEFAULT_AUTH_URL;
	}

	private HttpTransport transport() {
		HttpClient client = this.httpClient;
		boolean own = client == null || this.closeHttpClient;
		if (client == null) {
			SSLContext context = (this.sslContext != null) ? this.sslContext
					: TlsContexts.builder().trustAlso(RussianTrustedRootCa.certificates()).build();
			client = HttpClients.create(this.connectTimeout, context);
		}
		return HttpTransport.builder()
			.httpClient(client)
			.closeClient(own)
			.readTimeout(this.readTimeout)
			.maxResponseSize(this.maxResponseSize)
			.observationRegistry(this.observationRegistry)
			.clientName(GigaChatApi.PROVIDER_NAME)
			.build();
	}

	private @Nullable AccessTokenSource source(GigaChatCredentials caller, HttpTransport transport, URI auth,
			Map<String, String> authHeaders) {
		if (caller instanceof GigaChatCredentials.OAuth oauth) {
			return new TokenEndpoint(transport, auth, oauth.authorizationKey(), this.scope, authHeaders,
					tokenAttempt());
		}
		if (caller instanceof GigaChatCredentials.Password password) {
			return new TokenEndpoint(transport, auth, password.basicCredentials(), null, authHeaders, tokenAttempt());
		}
		return (caller instanceof GigaChatCredentials.Token token) ? new SuppliedTokens(token.token()) : null;
	}

	/**
	 * Half of the wait for a token, so that a request that hangs leaves time for another.
	 */
	private Duration tokenAttempt() {
		Duration half = this.tokenWaitTimeout.dividedBy(2);
		return (this.readTimeout.compareTo(half) < 0) ? this.readTimeout : half;
	}

	private TokenSettings tokenSettings() {
		return new TokenSettings(this.tokenRefreshAhead, this.tokenWaitTimeout, this.retry.pauses(),
				this.retry.maxRetryAfter());
	}

	private static Duration positive(Duration value, String name) {
		if (value.isNegative() || value.isZero()) {
			throw new IllegalArgumentException(name + " has to be above zero, but is " + value);
		}
		return value;
	}

}
