package io.github.gigachat.spring.ai.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What both exceptions of this provider tell, by call and by stream alike.
 * {@link GigaChatTransientException} may pass by itself,
 * {@link GigaChatNonTransientException} will not. No message holds a prompt, an answer or
 * a secret.
 */
public interface GigaChatFailure {

	/**
	 * All the facts of the failure.
	 * @return the facts
	 */
	FailureDetails details();

	/**
	 * What went wrong.
	 * @return the kind
	 */
	default FailureKind kind() {
		return details().kind();
	}

	/**
	 * The HTTP status of the refusal. If an error body came with HTTP 200, or as an event
	 * of a stream, this is the status in that body.
	 * @return the status, or {@code null} when there was no answer to take one from
	 */
	default @Nullable Integer status() {
		return details().status();
	}

	/**
	 * The service's own code of the error; the token endpoint has them.
	 * @return the code, or {@code null}
	 */
	default @Nullable Integer code() {
		return details().code();
	}

	/**
	 * The service's own words, without what it quotes of the request.
	 * @return the words, or {@code null}
	 */
	default @Nullable String serviceMessage() {
		return details().serviceMessage();
	}

	/**
	 * The id under which the service logged the request: {@code x-request-id} of its
	 * answer, or the id that was sent, where the answer had none.
	 * @return the id, or {@code null} when nothing was sent
	 */
	default @Nullable String requestId() {
		return details().requestId();
	}

	/**
	 * Whether it was the token endpoint that refused, so that the request itself was not
	 * sent.
	 * @return {@code true} when no word of the failure is about the request
	 */
	default boolean isOfTokenEndpoint() {
		return details().ofTokenEndpoint();
	}

	/**
	 * Tells whether the service itself refused, in its own form of an error body:
	 * {@code {"status", "message"}}, or {@code {"code", "message"}} of the token
	 * endpoint.
	 * @return {@code false} for a refusal of a gateway or proxy on the way, or of a wrong
	 * address, and for any failure that is no refusal
	 */
	default boolean isOfService() {
		return details().ofService();
	}

	/**
	 * How long the service asks to wait before the next request.
	 * @return the wait, or {@code null} when it did not say
	 */
	default @Nullable Duration retryAfter() {
		return details().retryAfter();
	}

	/**
	 * What to do about it.
	 * @return the hint, or {@code null} when there is none
	 */
	default @Nullable String hint() {
		return details().hint();
	}

}
