package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;

import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.ResponseBody;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;
import io.github.gigachat.spring.ai.internal.token.AccessTokenUnavailableException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Creates this provider's exceptions, transient and non-transient, from failures of all
 * kinds.
 */
public final class ExceptionFactory {

	private ExceptionFactory() {
	}

	/** Creates the exception of the class that the kind of the failure requires. */
	static RuntimeException of(FailureDetails details, @Nullable Throwable cause) {
		return switch (details.kind()) {
			case RATE_LIMIT, SERVER, CONNECTION, TIMEOUT, CUT, TOKEN_UNAVAILABLE, BUSY, MODEL_OUTPUT ->
				new GigaChatTransientException(details, cause);
			default -> new GigaChatNonTransientException(details, cause);
		};
	}

	private static RuntimeException busy(String what, String hint) {
		return of(FailureDetails.of(FailureKind.BUSY, what).withHint(hint), null);
	}

	private static RuntimeException cancelled(String what, @Nullable Throwable cause) {
		return of(FailureDetails.of(FailureKind.CANCELLED, what), cause);
	}

	private static RuntimeException ofResponse(FailureKind kind, String what, ResponseHead head, String sentId,
			@Nullable String hint) {
		return of(new FailureDetails(kind, what, head.status(), null, null, RequestIds.of(head, sentId), null, hint),
				null);
	}

	/** Creates the exception for a failure of the transport. */
	public static RuntimeException transport(TransportException failure, String sentId) {
		ResponseHead head = failure.head();
		if (head != null && !head.isSuccessful()) {
			// the status says more than the failure to read its body
			return Refusal.withoutBody(head, sentId);
		}
		FailureKind kind = switch (failure.kind()) {
			case CONNECT, UNKNOWN_HOST, RESET -> FailureKind.CONNECTION;
			case TLS -> FailureKind.TLS;
			case CUT -> FailureKind.CUT;
			case SILENCE, DEADLINE -> FailureKind.TIMEOUT;
			case TOO_LARGE -> FailureKind.RESPONSE_TOO_LARGE;
			case BUSY -> FailureKind.BUSY;
			case OVERFLOW -> FailureKind.OVERFLOW;
			case INTERRUPTED, CLOSED -> FailureKind.CANCELLED;
			case PROTOCOL -> FailureKind.PROTOCOL;
		};
		String hint = switch (failure.kind()) {
			case CONNECT, UNKNOWN_HOST -> Hints.CONNECTION;
			case TLS -> Hints.TLS;
			case SILENCE -> Hints.SILENCE;
			case DEADLINE -> Hints.CALL_TIMEOUT;
			case TOO_LARGE -> Hints.RESPONSE_SIZE;
			case BUSY -> Hints.BUSY_SERVER;
			default -> null;
		};
		String requestId = (head != null) ? RequestIds.of(head, sentId) : sentId;
		return of(
				new FailureDetails(kind, String.valueOf(failure.getMessage()), null, null, null, requestId, null, hint),
				failure);
	}

	/**
	 * Creates the exception for a request that is refused because the maximum number of
	 * requests waits already.
	 */
	static RuntimeException queueFull(RequestLimitState state, int maxQueued) {
		return busy("Too many concurrent requests: " + state.limit() + " may be under way at once, and " + maxQueued
				+ " wait already", Hints.QUEUE_FULL);
	}

	/**
	 * Creates the exception for a request that got no permit within the acquire timeout.
	 */
	static RuntimeException noRoom(Duration waited, RequestLimitState state) {
		return busy("The request was not admitted within " + waited.toMillis() + " ms: " + state.limit()
				+ " may be under way at once, and " + state.waiting() + " more wait", Hints.ACQUIRE_TIMEOUT);
	}

	/**
	 * Creates the exception for a call whose deadline passed while its request waited for
	 * a permit.
	 */
	static RuntimeException callOverInLine() {
		return of(FailureDetails
			.of(FailureKind.TIMEOUT, "The time of the whole call was over while its request waited to be admitted")
			.withHint(Hints.CALL_TIMEOUT), null);
	}

	static RuntimeException interruptedInLine(InterruptedException interrupt) {
		return cancelled("Interrupted while the request waited to be admitted", interrupt);
	}

	/** Creates the exception for a request that has no permit when the API is closed. */
	static RuntimeException limitClosed() {
		return cancelled("Closed: no more requests are sent", null);
	}

	/**
	 * Creates the exception for an interrupt during the pause between two attempts.
	 * @param last the failure of the previous attempt
	 */
	static RuntimeException interruptedPause(Throwable last) {
		return cancelled("Interrupted while the request waited to be sent again", last);
	}

	/** Creates the exception for a file whose content could not be read. */
	public static GigaChatNonTransientException source(Throwable failure) {
		return new GigaChatNonTransientException(FailureDetails
			.of(FailureKind.INVALID_REQUEST,
					"The content of the file could not be read: " + failure.getClass().getName())
			.withHint("See the cause; the file was not uploaded"), failure);
	}

	/**
	 * Creates the exception for an interrupt while a call waited for its requests on
	 * other threads.
	 */
	static RuntimeException interruptedParts(InterruptedException interrupt) {
		return cancelled("Interrupted while the other requests of the call were in progress", interrupt);
	}

	/**
	 * Creates the exception for a request to the token endpoint that timed out.
	 */
	static RuntimeException tokenAttemptTimeout(Duration waited, String rqUid) {
		return of(new FailureDetails(FailureKind.TIMEOUT,
				"GigaChat's token endpoint did not answer within " + waited.toMillis() + " ms", null, null, null, rqUid,
				null, Hints.TOKEN_ATTEMPT), null);
	}

	/** Creates the exception for a request without a token. */
	static RuntimeException token(AccessTokenUnavailableException failure) {
		return of(switch (failure.reason()) {
			case TIMED_OUT -> tokenDetails(FailureKind.TOKEN_UNAVAILABLE, failure, Hints.TOKEN_WAIT);
			case CALL_OVER -> tokenDetails(FailureKind.TIMEOUT, failure, Hints.CALL_TIMEOUT);
			case GIVEN_UP -> tokenDetails(FailureKind.TOKEN_UNAVAILABLE, failure, null);
			case INTERRUPTED, CLOSED -> tokenDetails(FailureKind.CANCELLED, failure, null);
		}, failure);
	}

	/**
	 * Returns the details of a wait that ended without a token. They include those of the
	 * last failed attempt to fetch one.
	 */
	private static FailureDetails tokenDetails(FailureKind kind, AccessTokenUnavailableException failure,
			@Nullable String hint) {
		String what = String.valueOf(failure.getMessage());
		Throwable cause = failure.getCause();
		if (cause instanceof GigaChatFailure last) {
			return last.details().as(kind, what + ": " + last.details().what(), Hints.both(last.hint(), hint));
		}
		return FailureDetails.of(kind, (cause != null) ? what + ": " + AccessTokenSource.Failure.describe(cause) : what)
			.withHint(hint);
	}

	/**
	 * Creates the exception for a response with a success status that violates the
	 * protocol.
	 * @param what the description of the violation, without quotes from the response
	 */
	static RuntimeException protocol(String what, ResponseHead head, String sentId) {
		return ofResponse(FailureKind.PROTOCOL, what, head, sentId, null);
	}

	/**
	 * Refuses a compressed response. It is not decompressed: the request did not accept
	 * compression, and a few bytes may expand to gigabytes.
	 */
	public static void refuseEncoded(ResponseHead head, String sentId) {
		String encoding = head.contentEncoding();
		if (encoding != null) {
			throw encoded(encoding, head, sentId);
		}
	}

	private static RuntimeException encoded(String encoding, ResponseHead head, String sentId) {
		return ofResponse(FailureKind.PROTOCOL,
				"The answer is compressed (Content-Encoding: " + printable(encoding) + "), which was not requested",
				head, sentId, Hints.ENCODING);
	}

	private static String printable(String encoding) {
		String words = (encoding.length() > 20) ? encoding.substring(0, 20) + "…" : encoding;
		return words.replaceAll("[^a-z0-9, …-]", "?");
	}

	/** Creates the exception for a body that ended before it was complete. */
	static RuntimeException cut(String what, ResponseHead head, String sentId) {
		return ofResponse(FailureKind.CUT, what, head, sentId, null);
	}

	/**
	 * Creates the exception for a response that could not be parsed. The parser's
	 * exception is not kept as the cause, because it quotes the response.
	 * @param addressHint the hint that names the property of the address, for a response
	 * that does not look like JSON
	 */
	static RuntimeException unreadable(JacksonException ex, TransportResponse response, String sentId,
			String addressHint) {
		ResponseBody body = response.content();
		if (body.at(0) != '<' && WireJson.isTruncated(body.buffers())) {
			return cut("The answer's JSON ends before it is complete, after " + body.length() + " bytes",
					response.head(), sentId);
		}
		return unexpected("The answer is not the JSON that was expected: " + Refusal.described(response) + at(ex),
				response, sentId, addressHint);
	}

	/**
	 * Creates the exception for a response that is not an event stream although one was
	 * requested.
	 */
	public static RuntimeException noStream(TransportResponse response, String sentId) {
		String encoding = response.head().contentEncoding();
		return (encoding != null) ? encoded(encoding, response.head(), sentId) : unexpected(
				"The answer is not an event stream: " + Refusal.described(response), response, sentId, Hints.BASE_URL);
	}

	private static RuntimeException unexpected(String what, TransportResponse response, String sentId,
			String addressHint) {
		return ofResponse(FailureKind.PROTOCOL, what, response.head(), sentId,
				ServiceError.isJson(response.content()) ? null : addressHint);
	}

	/**
	 * Describes the position where the parser stopped, without the content there.
	 */
	static String at(JacksonException ex) {
		return (ex.getLocation() != null && ex.getLocation().getLineNr() > 0)
				? ", unreadable at line " + ex.getLocation().getLineNr() + ", column " + ex.getLocation().getColumnNr()
				: "";
	}

}
