package io.github.gigachat.spring.ai.internal.client;

import java.util.function.Supplier;

import io.github.gigachat.spring.ai.auth.InvalidAuthorizationKeyException;
import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.HeaderRules;
import io.github.gigachat.spring.ai.internal.token.AccessTokenUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.TransientAiException;

/**
 * Calls the application's suppliers of secrets, and converts their failures to this
 * provider's exceptions. Messages of the suppliers' exceptions are not copied, because
 * they may contain a secret.
 */
final class TokenFailures {

	private TokenFailures() {
	}

	/**
	 * Calls a supplier.
	 * @param what the description of the secret, for messages
	 * @return the secret, which is valid as a header value
	 */
	static String ask(String what, Supplier<? extends @Nullable String> supplier) {
		@Nullable String value;
		try {
			value = supplier.get();
		}
		catch (InvalidAuthorizationKeyException ex) {
			throw refused(String.valueOf(ex.getMessage()), ex);
		}
		catch (TransientAiException ex) {
			throw new GigaChatTransientException(FailureDetails.of(FailureKind.TOKEN_UNAVAILABLE,
					"The supplier of the " + what + " failed with " + ex.getClass().getName()), ex);
		}
		catch (Throwable ex) {
			// Kotlin and proxies of an interface may throw checked exceptions
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			throw refused("The supplier of the " + what + " failed with " + ex.getClass().getName(), ex);
		}
		if (value == null || value.isBlank()) {
			throw refused("The supplier of the " + what + " returned no value", null);
		}
		return sendable(what, value);
	}

	/**
	 * Checks that a secret is valid as a header value.
	 * @param what the description of the secret, for messages
	 * @return the secret without surrounding white space
	 */
	static String sendable(String what, String value) {
		String stripped = value.strip();
		if (!HeaderRules.isSendable(stripped)) {
			throw refused("The " + what + " has a character that is not allowed in a header, such as a line break",
					null);
		}
		return stripped;
	}

	/**
	 * Creates a caller's own exception for a failure that other callers may receive too.
	 * @param failure the reason why there is no token
	 * @return a new exception with the same details. It shares the causes of the failure,
	 * but the failure itself is not a cause
	 */
	static RuntimeException own(Throwable failure) {
		if (failure instanceof AccessTokenUnavailableException unavailable) {
			return ExceptionFactory.token(unavailable);
		}
		if (failure instanceof GigaChatFailure typed) {
			return ExceptionFactory.of(typed.details(), failure.getCause());
		}
		return refused("Obtaining an access token failed with " + failure.getClass().getName(), failure);
	}

	/**
	 * Adds the name of the endpoint to the message of a failure.
	 * @return the same failure with the endpoint's name
	 */
	static RuntimeException at(RuntimeException failure, String endpoint) {
		if (!(failure instanceof GigaChatFailure typed)) {
			return failure;
		}
		FailureDetails details = typed.details();
		FailureDetails named = details.as(details.kind(), details.what() + " [" + endpoint + "]", details.hint());
		return ExceptionFactory.of(named, failure.getCause());
	}

	private static GigaChatNonTransientException refused(String words, @Nullable Throwable cause) {
		return new GigaChatNonTransientException(FailureDetails.of(FailureKind.AUTHENTICATION, words), cause);
	}

}
