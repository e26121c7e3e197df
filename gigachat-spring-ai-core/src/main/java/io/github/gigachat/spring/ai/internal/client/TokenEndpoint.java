package io.github.gigachat.spring.ai.internal.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import io.github.gigachat.spring.ai.internal.http.HttpTransport;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.SentHeaders;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportRequest;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import io.github.gigachat.spring.ai.internal.token.AccessToken;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * Requests access tokens from the token endpoint: by OAuth with the authorization key, or
 * by the password grant.
 */
public final class TokenEndpoint implements AccessTokenSource {

	/**
	 * The first expiry time that is read as milliseconds since the epoch. Smaller ones
	 * are seconds.
	 */
	private static final long FIRST_IN_MILLISECONDS = 100_000_000_000L;

	/**
	 * The maximum difference of a {@code Date} header that is not taken for a wrong
	 * clock. The header has whole seconds.
	 */
	private static final Duration NO_SKEW = Duration.ofSeconds(5);

	/** Detects an error in a response with HTTP status 200. */
	private static final StatusRule STATUS = StatusRule.ofJson("access_token", "tok");

	private static final ObjectReader READER = WireJson.reader(TokenAnswer.class);

	private final HttpTransport transport;

	private final URI url;

	private final String name;

	private final Supplier<String> basicCredentials;

	private final @Nullable String scope;

	private final Map<String, String> fixedHeaders;

	private final Duration longestAttempt;

	/**
	 * Creates the source.
	 * @param transport the transport
	 * @param url the endpoint
	 * @param property the property that sets the endpoint, for messages
	 * @param basicCredentials supplies the credentials that follow {@code Basic}
	 * @param scope the scope of the OAuth grant; {@code null} for the password grant,
	 * which has no body
	 * @param fixedHeaders the additional headers
	 * @param longestAttempt the maximum time of a request
	 */
	public TokenEndpoint(HttpTransport transport, URI url, String property, Supplier<String> basicCredentials,
			@Nullable String scope, Map<String, String> fixedHeaders, Duration longestAttempt) {
		this.transport = transport;
		this.url = url;
		// the URL has neither user, query nor fragment, which are refused at the start
		this.name = url + ", the token endpoint set by " + property;
		this.basicCredentials = basicCredentials;
		this.scope = scope;
		this.fixedHeaders = fixedHeaders;
		this.longestAttempt = longestAttempt;
	}

	@Override
	public @Nullable Duration pauseAfter(RuntimeException failure) {
		if (failure instanceof GigaChatTransientException passing) {
			return (passing.retryAfter() != null) ? passing.retryAfter() : Duration.ZERO;
		}
		return null;
	}

	@Override
	public Trouble troubleOf(RuntimeException failure) {
		if (failure.getCause() instanceof TransportException transport
				&& transport.kind() == TransportException.Kind.UNKNOWN_HOST) {
			return Trouble.UNKNOWN_HOST;
		}
		if (!(failure instanceof GigaChatFailure typed)) {
			return Trouble.BUSY;
		}
		return switch (typed.kind()) {
			case SERVER, CONNECTION, TIMEOUT, CUT -> Trouble.DOWN;
			// includes a failed supplier of the key, which may have met a rate limit
			default -> Trouble.BUSY;
		};
	}

	@Override
	public String describe() {
		return this.name;
	}

	@Override
	public AccessToken fetch() {
		return fetchWith(TokenFailures.ask("authorization key", this.basicCredentials));
	}

	@Override
	public AccessToken fetchWith(String credential) {
		String rqUid = UUID.randomUUID().toString();
		SentHeaders headers = headers(rqUid, credential);
		try {
			return ask(headers, rqUid);
		}
		catch (RuntimeException ex) {
			throw TokenFailures.at(ex, this.name);
		}
	}

	private AccessToken ask(SentHeaders headers, String rqUid) {
		TransportResponse response = STATUS.decided(send(headers, rqUid));
		if (!response.head().isSuccessful()) {
			throw Refusal.ofTokenEndpoint(response, rqUid, SentSecrets.of(headers), addressHint());
		}
		return token(response, rqUid);
	}

	private String addressHint() {
		return (this.scope != null) ? Hints.AUTH_URL : Hints.PASSWORD_URL;
	}

	private SentHeaders headers(String rqUid, String credential) {
		SentHeaders headers = SentHeaders.of(this.fixedHeaders);
		headers.set("User-Agent", ServiceClient.USER_AGENT);
		headers.set("Accept", ServiceRequest.JSON);
		headers.set("RqUID", rqUid);
		headers.set("Authorization", "Basic " + credential);
		if (this.scope != null) {
			headers.set("Content-Type", "application/x-www-form-urlencoded");
		}
		return headers;
	}

	private TransportResponse send(SentHeaders headers, String rqUid) {
		BodyPublisher body = (this.scope != null)
				? BodyPublishers.ofString("scope=" + URLEncoder.encode(this.scope, StandardCharsets.UTF_8))
				: BodyPublishers.noBody();
		TransportRequest request = new TransportRequest("POST", this.url, this.url.getPath(), headers, body);
		try {
			return this.transport.exchange(request, CallScope.within(this.longestAttempt));
		}
		catch (TransportException ex) {
			ResponseHead head = ex.head();
			if (head != null && !head.isSuccessful()) {
				// the status says more than the failure to read its body
				throw Refusal.ofTokenEndpointWithoutBody(head, rqUid, addressHint());
			}
			throw (ex.kind() == TransportException.Kind.DEADLINE)
					? ExceptionFactory.tokenAttemptTimeout(this.longestAttempt, rqUid)
					: ExceptionFactory.transport(ex, rqUid);
		}
	}

	private AccessToken token(TransportResponse response, String rqUid) {
		ExceptionFactory.refuseEncoded(response.head(), rqUid);
		int length = response.content().length();
		TokenAnswer answer;
		try {
			answer = (length > 0) ? READER.readValue(response.content().stream()) : null;
		}
		catch (JacksonException ex) {
			throw ExceptionFactory.unreadable(ex, response, rqUid, addressHint());
		}
		if (answer == null || answer.token == null || answer.token.isBlank()) {
			throw ExceptionFactory.protocol("The token endpoint's answer has no access_token: " + length + " bytes",
					response.head(), rqUid);
		}
		if (answer.expiresAt != null && answer.expiresAt < 0) {
			throw ExceptionFactory.protocol("The token endpoint's answer has a negative expiry time", response.head(),
					rqUid);
		}
		String value = TokenFailures.sendable("access token of the token endpoint", answer.token);
		return (answer.expiresAt != null)
				? new AccessToken(value, onThisClock(instant(answer.expiresAt), response.head()))
				: AccessToken.withoutExpiry(value);
	}

	private static Instant instant(long epoch) {
		return (epoch < FIRST_IN_MILLISECONDS) ? Instant.ofEpochSecond(epoch) : Instant.ofEpochMilli(epoch);
	}

	/** Converts the expiry to this machine's clock, which may be wrong. */
	private static Instant onThisClock(Instant expiresAt, ResponseHead head) {
		String date = head.header("date");
		if (date == null) {
			return expiresAt;
		}
		try {
			Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			Duration skew = Duration.between(there, Instant.now());
			return (skew.abs().compareTo(NO_SKEW) > 0) ? expiresAt.plus(skew) : expiresAt;
		}
		catch (DateTimeParseException ex) {
			return expiresAt;
		}
	}

	/**
	 * The response, in both of its known forms.
	 *
	 * @param token the token
	 * @param expiresAt the expiry time in seconds or milliseconds since the epoch
	 */
	record TokenAnswer(@JsonProperty("access_token") @JsonAlias("tok") @Nullable String token,
			@JsonProperty("expires_at") @JsonAlias("exp") @Nullable Long expiresAt) {

		@Override
		public String toString() {
			return "TokenAnswer[token=***, expiresAt=" + this.expiresAt + "]";
		}

	}

}
