package io.github.gigachat.spring.ai.failure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The common interface of this provider's two exceptions,
 * {@link GigaChatTransientException} and {@link GigaChatNonTransientException}. Blocking
 * calls throw them, and streams end with them. No exception message contains a prompt, an
 * answer or a secret.
 */
public interface GigaChatFailure {

	/**
	 * Returns all facts of the failure.
	 * @return the facts
	 */
	FailureDetails details();

	/**
	 * Returns the kind of the failure.
	 * @return the kind
	 */
	default FailureKind kind() {
		return details().kind();
	}

	/**
	 * Returns the HTTP status of the refusal. If an error body came with HTTP 200 or as
	 * an event of a stream, this is the status in that body.
	 * @return the status, or {@code null} if there was no response
	 */
	default @Nullable Integer status() {
		return details().status();
	}

	/**
	 * Returns the service's own error code, as the token endpoint sends it.
	 * @return the code, or {@code null}
	 */
	default @Nullable Integer code() {
		return details().code();
	}

	/**
	 * Returns the error message of the service, without the parts of the request that it
	 * quotes.
	 * @return the message, or {@code null}
	 */
	default @Nullable String serviceMessage() {
		return details().serviceMessage();
	}

	/**
	 * Returns the id under which the service logged the request: the {@code x-request-id}
	 * header of the response, or the id that was sent if the response has none.
	 * @return the id, or {@code null} if nothing was sent
	 */
	default @Nullable String requestId() {
		return details().requestId();
	}

	/**
	 * Tells whether the token endpoint refused to issue a token, so that the request
	 * itself was not sent.
	 * @return {@code true} if the failure says nothing about the request itself
	 */
	default boolean isOfTokenEndpoint() {
		return details().ofTokenEndpoint();
	}

	/**
	 * Tells whether the service itself refused the request, with an error body in its own
	 * format: {@code {"status", "message"}}, or {@code {"code", "message"}} of the token
	 * endpoint.
	 * @return {@code false} if a gateway, a proxy or a server at a wrong address refused
	 * the request, and for any failure that is not a refusal
	 */
	default boolean isOfService() {
		return details().ofService();
	}

	/**
	 * Returns the delay that the service asks for before the next request.
	 * @return the delay, or {@code null} if the service named none
	 */
	default @Nullable Duration retryAfter() {
		return details().retryAfter();
	}

	/**
	 * Returns the option, or the part of the request, that is to blame, if this provider
	 * refused the request itself. An option has the name of its property without the
	 * prefix, such as {@code temperature}, {@code max-tokens} or
	 * {@code reasoning-effort}. A medium is named by its place in the prompt, such as
	 * {@code messages[2].media[0]}; indices begin at 0. A tool is {@code tools[0]}, and a
	 * text to embed {@code inputs[0]}.
	 * @return the name, or {@code null} if no option is to blame; always {@code null} for
	 * a refusal of a chat, embedding or image request by the service, whose
	 * {@link #serviceMessage()} may name a parameter
	 */
	default @Nullable String option() {
		return details().option();
	}

	/**
	 * Returns advice on how to fix the problem.
	 * @return the hint, or {@code null} if there is none
	 */
	default @Nullable String hint() {
		return details().hint();
	}

}
