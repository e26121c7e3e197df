package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;

import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
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

	/**
	 * Returns whether failures of a kind are transient.
	 * @param kind the kind
	 */
	static boolean isTransient(FailureKind kind) {
		return switch (kind) {
			case RATE_LIMIT, SERVER, CONNECTION, TIMEOUT, CUT, TOKEN_UNAVAILABLE, BUSY, MODEL_OUTPUT -> true;
			default -> false;
		};
	}

	/**
	 * Creates the exception for a failure of the transport.
	 * @param failure the failure
	 * @param sentId the id of the request
	 */
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
		FailureDetails details = new FailureDetails(kind, String.valueOf(failure.getMessage()), null, null, null,
				requestId, null, hint);
		return isTransient(kind) ? new GigaChatTransientException(details, failure)
				: new GigaChatNonTransientException(details, failure);
	}

	/**
	 * Creates the exception for a request that is refused because the maximum number of
	 * requests waits already.
	 * @param state the state of the limit
	 * @param maxQueued the maximum number of waiting requests
	 */
	static RuntimeException queueFull(RequestLimitState state, int maxQueued) {
		return new GigaChatTransientException(FailureDetails
			.of(FailureKind.BUSY,
					"Too many concurrent requests: " + state.limit() + " may be under way at once, and " + maxQueued
							+ " wait already")
			.withHint(Hints.QUEUE_FULL), null);
	}

	/**
	 * Creates the exception for a request that got no permit within the acquire timeout.
	 * @param waited the time that the request waited
	 * @param state the state of the limit
	 */
	static RuntimeException noRoom(Duration waited, RequestLimitState state) {
		return new GigaChatTransientException(FailureDetails
			.of(FailureKind.BUSY,
					"The request was not admitted within " + waited.toMillis() + " ms: " + state.limit()
							+ " may be under way at once, and " + state.waiting() + " more wait")
			.withHint(Hints.ACQUIRE_TIMEOUT), null);
	}

	/**
	 * Creates the exception for a call whose deadline passed while its request waited for
	 * a permit.
	 */
	static RuntimeException callOverInLine() {
		return new GigaChatTransientException(FailureDetails
			.of(FailureKind.TIMEOUT, "The time of the whole call was over while its request waited to be admitted")
			.withHint(Hints.CALL_TIMEOUT), null);
	}

	/**
	 * Creates the exception for an interrupt while a request waited for a permit.
	 * @param interrupt the interrupt
	 */
	static RuntimeException interruptedInLine(InterruptedException interrupt) {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.CANCELLED, "Interrupted while the request waited to be admitted"),
				interrupt);
	}

	/** Creates the exception for a request that has no permit when the API is closed. */
	static RuntimeException limitClosed() {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.CANCELLED, "Closed: no more requests are sent"), null);
	}

	/**
	 * Creates the exception for an interrupt during the pause between two attempts.
	 * @param last the failure of the previous attempt
	 */
	static RuntimeException interruptedPause(Throwable last) {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.CANCELLED, "Interrupted while the request waited to be sent again"),
				last);
	}

	/**
	 * Creates the exception for a file whose content could not be read.
	 * @param failure the failure of reading it
	 */
	public static GigaChatNonTransientException source(Throwable failure) {
		return new GigaChatNonTransientException(FailureDetails
			.of(FailureKind.INVALID_REQUEST,
					"The content of the file could not be read: " + failure.getClass().getName())
			.withHint("See the cause; the file was not uploaded"), failure);
	}

	/**
	 * Creates the exception for an interrupt while a call waited for its requests on
	 * other threads.
	 * @param interrupt the interrupt
	 */
	static RuntimeException interruptedParts(InterruptedException interrupt) {
		return new GigaChatNonTransientException(FailureDetails.of(FailureKind.CANCELLED,
				"Interrupted while the other requests of the call were in progress"), interrupt);
	}

	/**
	 * Creates the exception for a request to the token endpoint that timed out.
	 * @param waited the time that the request waited
	 * @param rqUid the {@code RqUID} of the request
	 */
	static RuntimeException tokenAttemptTimeout(Duration waited, String rqUid) {
		return new GigaChatTransientException(new FailureDetails(FailureKind.TIMEOUT,
				"GigaChat's token endpoint did not answer within " + waited.toMillis() + " ms", null, null, null, rqUid,
				null, Hints.TOKEN_ATTEMPT), null);
	}

	/**
	 * Creates the exception for a request without a token.
	 * @param failure the reason why there is no token
	 */
	static RuntimeException token(AccessTokenUnavailableException failure) {
		FailureDetails details = switch (failure.reason()) {
			case TIMED_OUT -> tokenDetails(FailureKind.TOKEN_UNAVAILABLE, failure, Hints.TOKEN_WAIT);
			case CALL_OVER -> tokenDetails(FailureKind.TIMEOUT, failure, Hints.CALL_TIMEOUT);
			case GIVEN_UP -> tokenDetails(FailureKind.TOKEN_UNAVAILABLE, failure, null);
			case INTERRUPTED, CLOSED -> tokenDetails(FailureKind.CANCELLED, failure, null);
		};
		return isTransient(details.kind()) ? new GigaChatTransientException(details, failure)
				: new GigaChatNonTransientException(details, failure);
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
		return FailureDetails.of(kind, (cause != null) ? what + ": " + TokenFailures.words(cause) : what)
			.withHint(hint);
	}

	/**
	 * Creates the exception for a response with a success status that violates the
	 * protocol.
	 * @param what the description of the violation, without quotes from the response
	 * @param head the head of the response
	 * @param sentId the id of the request
	 */
	static RuntimeException protocol(String what, ResponseHead head, String sentId) {
		return protocol(what, head, sentId, null);
	}

	private static RuntimeException protocol(String what, ResponseHead head, String sentId, @Nullable String hint) {
		return new GigaChatNonTransientException(new FailureDetails(FailureKind.PROTOCOL, what, head.status(), null,
				null, RequestIds.of(head, sentId), null, hint), null);
	}

	/**
	 * Creates the exception for a compressed response. It is not decompressed: the
	 * request did not accept compression, and a few bytes may expand to gigabytes.
	 * @param encoding the {@code Content-Encoding}
	 * @param head the head of the response
	 * @param sentId the id of the request
	 */
	public static RuntimeException encoded(String encoding, ResponseHead head, String sentId) {
		return new GigaChatNonTransientException(new FailureDetails(FailureKind.PROTOCOL,
				"The answer is compressed (Content-Encoding: " + printable(encoding) + "), which was not requested",
				head.status(), null, null, RequestIds.of(head, sentId), null, Hints.ENCODING), null);
	}

	private static String printable(String encoding) {
		String words = (encoding.length() > 20) ? encoding.substring(0, 20) + "…" : encoding;
		return words.replaceAll("[^a-z0-9, …-]", "?");
	}

	/**
	 * Creates the exception for a body that ended before it was complete.
	 * @param what the description of what is missing
	 * @param head the head of the response
	 * @param sentId the id of the request
	 */
	static RuntimeException cut(String what, ResponseHead head, String sentId) {
		return new GigaChatTransientException(new FailureDetails(FailureKind.CUT, what, head.status(), null, null,
				RequestIds.of(head, sentId), null, null), null);
	}

	/**
	 * Creates the exception for a response that could not be parsed. The parser's
	 * exception is not kept as the cause, because it quotes the response.
	 * @param ex the exception of the parser
	 * @param response the response
	 * @param sentId the id of the request
	 * @param addressHint the hint that names the property of the address, for a response
	 * that does not look like JSON
	 */
	static RuntimeException unreadable(JacksonException ex, TransportResponse response, String sentId,
			String addressHint) {
		int length = response.body().length;
		boolean json = length > 0 && response.body()[0] != '<';
		if (json && JsonEnd.isMissing(response.body())) {
			return cut("The answer's JSON ends before it is complete, after " + length + " bytes", response.head(),
					sentId);
		}
		return protocol("The answer is not the JSON that was expected: " + Refusal.described(response) + at(ex),
				response.head(), sentId, ServiceError.isJson(response.body()) ? null : addressHint);
	}

	/**
	 * Creates the exception for a response that is not an event stream although one was
	 * requested.
	 * @param response the response
	 * @param sentId the id of the request
	 */
	public static RuntimeException noStream(TransportResponse response, String sentId) {
		return protocol("The answer is not an event stream: " + Refusal.described(response), response.head(), sentId,
				ServiceError.isJson(response.body()) ? null : Hints.BASE_URL);
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
