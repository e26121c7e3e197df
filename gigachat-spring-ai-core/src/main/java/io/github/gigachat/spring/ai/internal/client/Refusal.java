package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;

/** Creates this provider's exceptions from responses with an error status. */
public final class Refusal {

	private static final String SERVICE = "GigaChat";

	private static final String TOKEN_ENDPOINT = "GigaChat's token endpoint";

	private static final String PROXY = "The proxy before GigaChat";

	private static final int PROXY_AUTHENTICATION = 407;

	private final ResponseHead head;

	private final String sentId;

	private final boolean ofTokenEndpoint;

	private final ServiceError error;

	/**
	 * The description of a body that is not from the service. Empty if the body is from
	 * the service or was lost.
	 */
	private final String foreign;

	private Refusal(ResponseHead head, String sentId, boolean ofTokenEndpoint, ServiceError error, String foreign) {
		this.head = head;
		this.sentId = sentId;
		this.ofTokenEndpoint = ofTokenEndpoint;
		this.error = error;
		this.foreign = foreign;
	}

	private static Refusal of(TransportResponse response, String sentId, SentSecrets secrets, boolean ofTokenEndpoint) {
		ServiceError error = ServiceError.of(response.content(), secrets, ofTokenEndpoint);
		String foreign = error.isOfService() ? "" : secrets.blotted(foreign(response));
		return new Refusal(response.head(), sentId, ofTokenEndpoint, error, foreign);
	}

	private static String foreign(TransportResponse response) {
		return (response.content().length() == 0) ? ", with an answer without a body"
				: ", with an answer that is not its own JSON: " + described(response);
	}

	/**
	 * Creates the exception for an error response of an API endpoint.
	 * @param path the path of the endpoint, for the hint
	 */
	public static RuntimeException ofApi(TransportResponse response, String sentId, SentSecrets secrets, String path) {
		Refusal refusal = of(response, sentId, secrets, false);
		int status = response.head().status();
		return refusal.failure(SERVICE, refusal.error.isOfService()
				? Hints.ofService(status, refusal.error.message(), path) : Hints.ofForeign(status), secrets);
	}

	/** Creates the exception for an error response whose body was lost. */
	static RuntimeException withoutBody(ResponseHead head, String sentId) {
		return byEvent(head, ServiceError.NONE, sentId);
	}

	/**
	 * Creates the exception for an error event of a stream.
	 * @param head the head of the stream, with the status of the event
	 */
	static RuntimeException byEvent(ResponseHead head, ServiceError error, String sentId) {
		return new Refusal(head, sentId, false, error, "").failure(SERVICE,
				Hints.ofService(head.status(), error.message(), ""), SentSecrets.none());
	}

	/**
	 * Creates the exception for an error response of the token endpoint, whose responses
	 * have no request id.
	 * @param addressHint the hint that names the property of the endpoint's address
	 */
	static RuntimeException ofTokenEndpoint(TransportResponse response, String rqUid, SentSecrets secrets,
			String addressHint) {
		Refusal refusal = of(response, rqUid, secrets, true);
		return refusal.failure(TOKEN_ENDPOINT, refusal.error.isOfService()
				? Hints.ofTokenEndpoint(response.head().status(), refusal.error.code(), addressHint) : addressHint,
				secrets);
	}

	/**
	 * Creates the exception for an error response of the token endpoint whose body was
	 * lost.
	 * @param addressHint the hint that names the property of the endpoint's address
	 */
	static RuntimeException ofTokenEndpointWithoutBody(ResponseHead head, String rqUid, String addressHint) {
		return new Refusal(head, rqUid, true, ServiceError.NONE, "").failure(TOKEN_ENDPOINT,
				Hints.ofTokenEndpoint(head.status(), null, addressHint), SentSecrets.none());
	}

	private RuntimeException failure(String who, @Nullable String hint, SentSecrets secrets) {
		int status = this.head.status();
		if (status >= 300 && status < 400) {
			return redirect(who, secrets);
		}
		FailureKind kind = kindOf(status);
		boolean proxy = status == PROXY_AUTHENTICATION;
		String what = proxy ? PROXY + " " + verb(kind) : who + " " + verb(kind) + this.foreign;
		Duration retryAfter = RateLimitHeaders.retryAfter(this.head.header("retry-after"), Instant.now());
		FailureDetails details = new FailureDetails(kind, what, status, this.error.code(), this.error.message(),
				RequestIds.of(this.head, this.sentId), retryAfter, proxy ? Hints.PROXY : hint, this.ofTokenEndpoint,
				!proxy && this.error.isOfService());
		return ExceptionFactory.of(details, null);
	}

	private RuntimeException redirect(String who, SentSecrets secrets) {
		String location = this.head.header("location");
		String target = (location != null) ? " to " + secrets.blotted(withoutSecrets(location)) : "";
		return ExceptionFactory.of(
				new FailureDetails(FailureKind.REDIRECT, who + " redirects" + target, this.head.status(), null, null,
						RequestIds.of(this.head, this.sentId), null, Hints.REDIRECT, this.ofTokenEndpoint, false),
				null);
	}

	/** Returns the address without user, query and fragment. */
	private static String withoutSecrets(String location) {
		int end = location.length();
		for (char mark : new char[] { '?', '#' }) {
			int at = location.indexOf(mark);
			end = (at >= 0) ? Math.min(end, at) : end;
		}
		String address = location.substring(0, end);
		int authority = address.indexOf("//");
		int slash = (authority >= 0) ? address.indexOf('/', authority + 2) : -1;
		int at = address.lastIndexOf('@', (slash >= 0) ? slash : address.length());
		return (authority >= 0 && at > authority) ? address.substring(0, authority + 2) + address.substring(at + 1)
				: address;
	}

	private static String verb(FailureKind kind) {
		return switch (kind) {
			case AUTHENTICATION -> "refused the credentials";
			case PERMISSION -> "does not permit this";
			case QUOTA -> "has no paid tokens left for this";
			case NOT_FOUND -> "did not find the requested resource";
			case RATE_LIMIT -> "received too many requests";
			case SERVER -> "failed";
			default -> "refused the request";
		};
	}

	private static FailureKind kindOf(int status) {
		return switch (status) {
			case 401 -> FailureKind.AUTHENTICATION;
			case 402 -> FailureKind.QUOTA;
			// not AUTHENTICATION: a new token would not help
			case 403, PROXY_AUTHENTICATION -> FailureKind.PERMISSION;
			case 404 -> FailureKind.NOT_FOUND;
			case 413 -> FailureKind.TOO_LARGE;
			case 429 -> FailureKind.RATE_LIMIT;
			default -> {
				if (status >= 500) {
					yield FailureKind.SERVER;
				}
				yield (status >= 400) ? FailureKind.INVALID_REQUEST : FailureKind.PROTOCOL;
			}
		};
	}

	/** Describes a body by its length and type, without its content. */
	static String described(TransportResponse response) {
		String type = response.head().contentType();
		return response.content().length() + " bytes of "
				+ ((type != null) ? type.toLowerCase(Locale.ROOT) : "no content type");
	}

}
