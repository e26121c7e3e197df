package io.github.gigachat.spring.ai.internal.client;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.http.HttpTransport;
import io.github.gigachat.spring.ai.internal.http.SentHeaders;
import io.github.gigachat.spring.ai.internal.http.StreamHandler;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportRequest;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import io.github.gigachat.spring.ai.internal.token.AccessToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokens;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls the service with the caller's credentials, and repeats failed attempts. A token
 * that the service refuses with 401 is replaced once and the request is sent once more,
 * which is not an attempt. Every failure is one of this provider's exceptions.
 * <p>
 * Views share all but the retry and the additional headers.
 */
public final class ServiceClient implements AutoCloseable {

	static final String USER_AGENT = "gigachat-spring-ai";

	private static final String REQUEST_ID = "X-Request-ID";

	private final ServiceRoot base;

	private final HttpTransport transport;

	private final @Nullable CallTokens tokens;

	private final RequestLimit limit;

	private final @Nullable BodyLog bodyLog;

	private final CallRetry retry;

	private final RequestHeaders headers;

	/**
	 * Creates the client.
	 * @param base the root of the API
	 * @param transport the transport
	 * @param tokens the tokens to put on requests; {@code null} for none
	 * @param limit the limit of concurrent requests
	 * @param bodyLog the log of bodies; {@code null} for none
	 * @param retry the retry of calls
	 */
	public ServiceClient(ServiceRoot base, HttpTransport transport, @Nullable AccessTokens tokens, RequestLimit limit,
			@Nullable BodyLog bodyLog, CallRetry retry) {
		this.base = base;
		this.transport = transport;
		this.tokens = (tokens != null) ? new CallTokens(tokens) : null;
		this.limit = limit;
		this.bodyLog = bodyLog;
		this.retry = retry;
		this.headers = RequestHeaders.none();
	}

	private ServiceClient(ServiceClient other, CallRetry retry, RequestHeaders headers) {
		this.base = other.base;
		this.transport = other.transport;
		this.tokens = other.tokens;
		this.limit = other.limit;
		this.bodyLog = other.bodyLog;
		this.retry = retry;
		this.headers = headers;
	}

	public ServiceClient withHeaders(RequestHeaders other) {
		return new ServiceClient(this, this.retry, other);
	}

	public ServiceClient withRetry(CallRetry other) {
		return new ServiceClient(this, other, this.headers);
	}

	public RequestHeaders headers() {
		return this.headers;
	}

	public CallRetry retry() {
		return this.retry;
	}

	/**
	 * Returns the number of requests that are active and that wait.
	 */
	public RequestLimitState limit() {
		return this.limit.state();
	}

	/**
	 * Calls an endpoint that answers with a JSON object.
	 */
	public <T> ApiResponse<T> call(ServiceRequest request, ResponseReader<T> reader) {
		return call(request, reader.status(), reader::read);
	}

	/**
	 * Calls an endpoint. A response that cannot be read fails the attempt.
	 */
	public <T> T call(ServiceRequest request, StatusRule rule, Function<ClientResponse, T> reader) {
		return this.retry.call((scope) -> reader.apply(exchange(request, rule, scope)));
	}

	/**
	 * Calls an endpoint that answers with a stream, for each subscription.
	 * @param reading creates the reader of a response from the id and the secrets of its
	 * request
	 */
	public <T> Flux<T> stream(ServiceRequest request, BiFunction<String, SentSecrets, StreamHandler<T>> reading) {
		CallScope whole = this.retry.whole();
		// a part is not repeated here, and its stream does nothing before subscription
		return (whole != null) ? stream(request, whole, reading)
				: this.retry.stream((scope) -> stream(request, scope, reading));
	}

	/**
	 * Makes one attempt and waits for the whole response.
	 * @param request the request
	 * @param rule decides which status a response has
	 * @param scope the call that the attempt belongs to
	 * @return a response with a status of success
	 */
	public ClientResponse exchange(ServiceRequest request, StatusRule rule, CallScope scope) {
		AccessToken token = token(scope);
		try (RequestPermit permit = this.limit.enter()) {
			permit.await(scope.remaining());
			// the wait may have been longer than the token's life
			return send(request, rule, permit.hasQueued() ? token(scope) : token, scope);
		}
	}

	private @Nullable AccessToken token(CallScope scope) {
		return (this.tokens != null) ? this.tokens.get(scope) : null;
	}

	private ClientResponse send(ServiceRequest request, StatusRule rule, @Nullable AccessToken token, CallScope scope) {
		try {
			return sendOnce(request, rule, token, scope);
		}
		catch (GigaChatNonTransientException ex) {
			if (this.tokens == null || token == null || !isTokenRefused(ex) || !isSendable(request)) {
				throw ex;
			}
			AccessToken replacement = this.tokens.replace(token, scope);
			if (replacement == null) {
				throw ex;
			}
			return sendOnce(request, rule, replacement, scope);
		}
	}

	private static boolean isSendable(ServiceRequest request) {
		return request.body() == null || request.body().isSendable();
	}

	private ClientResponse sendOnce(ServiceRequest request, StatusRule rule, @Nullable AccessToken token,
			CallScope scope) {
		SentHeaders headers = headers(request, token);
		String id = requestId(headers);
		BodyLog.Exchange logged = logged(request, headers);
		try {
			TransportResponse response = this.transport.exchange(transportRequest(request, headers), scope);
			if (logged != null) {
				logged.answer(response);
			}
			return succeeded(request, new ClientResponse(rule.decided(response), id, SentSecrets.of(headers)));
		}
		catch (TransportException ex) {
			throw ExceptionFactory.transport(ex, id);
		}
	}

	private static ClientResponse succeeded(ServiceRequest request, ClientResponse answer) {
		if (!answer.response().head().isSuccessful()) {
			throw Refusal.ofApi(answer.response(), answer.sentId(), answer.secrets(), request.template());
		}
		return answer;
	}

	/** Makes one attempt per subscription. */
	private <T> Flux<T> stream(ServiceRequest request, CallScope scope,
			BiFunction<String, SentSecrets, StreamHandler<T>> reading) {
		CallTokens tokens = this.tokens;
		if (tokens == null) {
			return admitted(scope, (permit) -> attempt(request, null, scope, permit, reading));
		}
		return Flux.defer(() -> {
			AccessToken token = tokens.atOnce();
			return (token != null) ? admitted(request, tokens, token, scope, reading)
					: tokens.later(scope).flatMapMany((fetched) -> admitted(request, tokens, fetched, scope, reading));
		});
	}

	private <T> Flux<T> admitted(ServiceRequest request, CallTokens tokens, AccessToken token, CallScope scope,
			BiFunction<String, SentSecrets, StreamHandler<T>> reading) {
		return admitted(scope, (permit) -> permit.hasQueued()
				// the wait may have been longer than the token's life
				? tokens.later(scope).flatMapMany((living) -> attempts(request, tokens, living, scope, permit, reading))
				: attempts(request, tokens, token, scope, permit, reading));
	}

	/** Whatever becomes of the subscription, the permit is given back. */
	private <T> Flux<T> admitted(CallScope scope, Function<RequestPermit, Flux<T>> exchange) {
		return Flux.using(this.limit::enter,
				(permit) -> permit.hasQueued()
						? permit.turn(scope.remaining()).thenMany(Flux.defer(() -> exchange.apply(permit)))
						: exchange.apply(permit),
				RequestPermit::close);
	}

	private <T> Flux<T> attempts(ServiceRequest request, CallTokens tokens, AccessToken token, CallScope scope,
			RequestPermit permit, BiFunction<String, SentSecrets, StreamHandler<T>> reading) {
		return attempt(request, token, scope, permit, reading).onErrorResume(
				(failure) -> isTokenRefused(failure) && !scope.hasDelivered(),
				(failure) -> tokens.replaceLater(token, scope)
					.switchIfEmpty(Mono.error(failure))
					.flatMapMany((replacement) -> repeat(request, replacement, scope, permit, reading)));
	}

	private <T> Flux<T> repeat(ServiceRequest request, AccessToken token, CallScope scope, RequestPermit permit,
			BiFunction<String, SentSecrets, StreamHandler<T>> reading) {
		// the first event of a stream that had begun may have been the refusal
		return permit.isOver() ? admitted(scope, (another) -> attempt(request, token, scope, another, reading))
				: attempt(request, token, scope, permit, reading);
	}

	/** The rule for calls and streams: a status of 401, also in the body of a 200. */
	private static boolean isTokenRefused(Throwable failure) {
		return failure instanceof GigaChatFailure typed && typed.kind() == FailureKind.AUTHENTICATION;
	}

	private <T> Flux<T> attempt(ServiceRequest request, @Nullable AccessToken token, CallScope scope,
			RequestPermit permit, BiFunction<String, SentSecrets, StreamHandler<T>> reading) {
		SentHeaders headers = headers(request, token);
		TransportRequest sent = transportRequest(request, headers);
		StreamHandler<T> handler = reading.apply(requestId(headers), SentSecrets.of(headers));
		BodyLog.Exchange logged = logged(request, headers);
		return this.transport.stream(sent, scope,
				new AdmittedHandler<>((logged != null) ? logged.logging(handler) : handler, permit));
	}

	private BodyLog.@Nullable Exchange logged(ServiceRequest request, SentHeaders headers) {
		return (this.bodyLog != null) ? this.bodyLog.begin(request, headers) : null;
	}

	public TokenState tokenState() {
		return (this.tokens != null) ? this.tokens.state() : TokenState.notUsed();
	}

	public TokenState refreshToken() {
		return (this.tokens != null) ? this.tokens.refresh() : TokenState.notUsed();
	}

	private TransportRequest transportRequest(ServiceRequest request, SentHeaders headers) {
		ServiceRoot.Target target = root(request).target(request);
		return new TransportRequest(request.method(), target.uri(), target.template(), headers, request.body());
	}

	private ServiceRoot root(ServiceRequest request) {
		return (request.root() != null) ? request.root() : this.base;
	}

	/**
	 * Returns the path of a request that is not sent.
	 * @throws GigaChatNonTransientException if a header of the request cannot be sent
	 */
	public String path(ServiceRequest request) {
		checkedHeaders();
		return root(request).target(request).uri().getRawPath();
	}

	private static String requestId(SentHeaders headers) {
		return Objects.requireNonNullElse(headers.get(REQUEST_ID), "");
	}

	private Map<String, String> checkedHeaders() {
		return this.headers.equals(RequestHeaders.none()) ? Map.of() : this.headers.checked(this.tokens == null);
	}

	private SentHeaders headers(ServiceRequest request, @Nullable AccessToken token) {
		SentHeaders headers = new SentHeaders();
		headers.set("User-Agent", USER_AGENT);
		headers.set("Accept", request.accept());
		headers.set(REQUEST_ID, RequestIds.next());
		if (request.isStream()) {
			headers.set("Cache-Control", "no-store");
		}
		if (request.body() != null) {
			headers.set("Content-Type", request.body().contentType());
		}
		headers.setAll(root(request).headers());
		headers.setAll(checkedHeaders());
		if (token != null) {
			headers.set("Authorization", token.authorization());
		}
		return headers;
	}

	@Override
	public void close() {
		if (this.tokens != null) {
			this.tokens.close();
		}
		this.limit.close();
		this.transport.close();
	}

}
