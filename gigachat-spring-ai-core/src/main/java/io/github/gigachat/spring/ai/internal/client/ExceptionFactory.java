package io.github.gigachat.spring.ai.internal.client;

import java.time.Duration;

import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.auth.AccessTokenUnavailableException;
import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Turns whatever went wrong into one of this provider's two exceptions.
 */
public final class ExceptionFactory {

	private ExceptionFactory() {
	}

	/**
	 * Tells whether a failure of a kind may pass by itself.
	 * @param kind the kind
	 */
	static boolean isTransient(FailureKind kind) {
		return switch (kind) {
			case RATE_LIMIT, SERVER, CONNECTION, TIMEOUT, CUT, TOKEN_UNAVAILABLE, BUSY, MODEL_OUTPUT -> true;
			default -> false;
		};
	}

	/**
	 * A failure of the transport.
	 * @param failure what happened
	 * @param sentId the id that was sent
	 */
	public static RuntimeException transport(TransportException failure, String sentId) {
		ResponseHead head = failure.head();
		if (head != null && !head.isSuccessful()) {
			// the status says more than what became of the body that explains it
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
	 * As many requests are under way, and as many wait, as may be.
	 * @param state how many
	 * @param maxQueued how many may wait
	 */
	static RuntimeException queueFull(RequestLimitState state, int maxQueued) {
		return new GigaChatTransientException(FailureDetails
			.of(FailureKind.BUSY,
					"No room for the request: " + state.limit() + " may be under way at once, and " + maxQueued
							+ " wait already")
			.withHint(Hints.QUEUE_FULL), null);
	}

	/**
	 * No request ended in time to make room for another.
	 * @param waited how long it waited
	 * @param state how many are under way
	 */
	static RuntimeException noRoom(Duration waited, RequestLimitState state) {
		return new GigaChatTransientException(FailureDetails
			.of(FailureKind.BUSY,
					"No room for the request within " + waited.toMillis() + " ms: " + state.limit()
							+ " may be under way at once, and " + state.waiting() + " more wait")
			.withHint(Hints.ACQUIRE_TIMEOUT), null);
	}

	/** The call's time was over before there was room for its request. */
	static RuntimeException callOverInLine() {
		return new GigaChatTransientException(FailureDetails
			.of(FailureKind.TIMEOUT, "The time of the whole call was over before there was room for its request")
			.withHint(Hints.CALL_TIMEOUT), null);
	}

	/**
	 * An interrupt while a request waited for room.
	 * @param interrupt the interrupt
	 */
	static RuntimeException interruptedInLine(InterruptedException interrupt) {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.CANCELLED, "Interrupted while the request waited for room"), interrupt);
	}

	/** The API was closed before there was room for a request. */
	static RuntimeException limitClosed() {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.CANCELLED, "Closed: no more requests are sent"), null);
	}

	/**
	 * An interrupt while a request waited to be sent again.
	 * @param last the failure of the attempt before
	 */
	static RuntimeException interruptedPause(Throwable last) {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.CANCELLED, "Interrupted while the request waited to be sent again"),
				last);
	}

	/**
	 * A file whose content could not be read.
	 * @param failure what reading it failed with
	 */
	public static GigaChatNonTransientException source(Throwable failure) {
		return new GigaChatNonTransientException(FailureDetails
			.of(FailureKind.INVALID_REQUEST,
					"The content of the file could not be read: " + failure.getClass().getName())
			.withHint("The cause tells why; the file was not uploaded"), failure);
	}

	/**
	 * An interrupt while a call waited for those of its requests that others make.
	 * @param interrupt the interrupt
	 */
	static RuntimeException interruptedParts(InterruptedException interrupt) {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.CANCELLED, "Interrupted while the rest of the call was under way"),
				interrupt);
	}

	/**
	 * A request to the token endpoint that was given up.
	 * @param waited how long it was waited for
	 * @param rqUid the id that was sent
	 */
	static RuntimeException tokenAttemptTimeout(Duration waited, String rqUid) {
		return new GigaChatTransientException(new FailureDetails(FailureKind.TIMEOUT,
				"GigaChat's token endpoint did not answer within " + waited.toMillis() + " ms", null, null, null, rqUid,
				null, Hints.TOKEN_ATTEMPT), null);
	}

	/**
	 * No token to put on the request.
	 * @param failure why
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

	/** The facts of a wait without a token: those of the last attempt, if one failed. */
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
	 * An answer with a good status that is not what the protocol says.
	 * @param what what was wrong, in words that quote nothing
	 * @param head the answer's head
	 * @param sentId the id that was sent
	 */
	static RuntimeException protocol(String what, ResponseHead head, String sentId) {
		return protocol(what, head, sentId, null);
	}

	private static RuntimeException protocol(String what, ResponseHead head, String sentId, @Nullable String hint) {
		return new GigaChatNonTransientException(new FailureDetails(FailureKind.PROTOCOL, what, head.status(), null,
				null, RequestIds.of(head, sentId), null, hint), null);
	}

	/**
	 * A compressed answer. It is not unpacked: nobody asked for one, and a few bytes may
	 * stand for gigabytes.
	 * @param encoding the encoding
	 * @param head the answer's head
	 * @param sentId the id that was sent
	 */
	public static RuntimeException encoded(String encoding, ResponseHead head, String sentId) {
		return new GigaChatNonTransientException(new FailureDetails(FailureKind.PROTOCOL,
				"The answer is compressed (Content-Encoding: " + printable(encoding) + "), which was not asked for",
				head.status(), null, null, RequestIds.of(head, sentId), null, Hints.ENCODING), null);
	}

	private static String printable(String encoding) {
		String words = (encoding.length() > 20) ? encoding.substring(0, 20) + "…" : encoding;
		return words.replaceAll("[^a-z0-9, …-]", "?");
	}

	/**
	 * A body that ended before it was complete.
	 * @param what what is missing
	 * @param head the answer's head
	 * @param sentId the id that was sent
	 */
	static RuntimeException cut(String what, ResponseHead head, String sentId) {
		return new GigaChatTransientException(new FailureDetails(FailureKind.CUT, what, head.status(), null, null,
				RequestIds.of(head, sentId), null, null), null);
	}

	/**
	 * An answer that could not be read. The parser's own exception is not kept as a
	 * cause: it quotes the answer.
	 * @param ex what the parser said
	 * @param response the answer
	 * @param sentId the id that was sent
	 * @param addressHint names the property of the address, for an answer that was never
	 * meant to be JSON
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
	 * Creates the failure for a whole answer in place of an event stream.
	 * @param response the answer
	 * @param sentId the id that was sent
	 */
	public static RuntimeException noStream(TransportResponse response, String sentId) {
		return protocol("The answer is not an event stream: " + Refusal.described(response), response.head(), sentId,
				ServiceError.isJson(response.body()) ? null : Hints.BASE_URL);
	}

	/**
	 * Where the parser stopped, without what it saw there.
	 */
	static String at(JacksonException ex) {
		return (ex.getLocation() != null && ex.getLocation().getLineNr() > 0)
				? ", unreadable at line " + ex.getLocation().getLineNr() + ", column " + ex.getLocation().getColumnNr()
				: "";
	}

}
