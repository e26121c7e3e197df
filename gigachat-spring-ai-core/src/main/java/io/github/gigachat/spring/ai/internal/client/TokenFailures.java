package io.github.gigachat.spring.ai.internal.client;

import java.util.Locale;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.auth.AccessTokenUnavailableException;
import io.github.gigachat.spring.ai.auth.InvalidAuthorizationKeyException;
import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.http.HeaderRules;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;

/**
 * Asks the application's suppliers of secrets, and turns what goes wrong there into this
 * provider's exceptions. No message of theirs is copied: it may hold a secret.
 */
final class TokenFailures {

	private TokenFailures() {
	}

	/**
	 * Asks a supplier.
	 * @param what what it supplies
	 * @param supplier the supplier
	 * @return what it gave, which a header can carry
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
			// neither Kotlin nor a proxy of an interface keeps to unchecked exceptions
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			throw refused("The supplier of the " + what + " failed with " + ex.getClass().getName(), ex);
		}
		if (value == null || value.isBlank()) {
			throw refused("The supplier of the " + what + " gave none", null);
		}
		return sendable(what, value);
	}

	/**
	 * A secret as it goes into a header.
	 * @param what what it is
	 * @param value the secret
	 * @return the secret without white space around it
	 */
	static String sendable(String what, String value) {
		String stripped = value.strip();
		if (!HeaderRules.isSendable(stripped)) {
			throw refused("The " + what + " has a character that a header cannot carry, such as a line break", null);
		}
		return stripped;
	}

	/**
	 * One caller's own exception for a failure that others may be told too.
	 * @param failure why there is no token
	 * @return a new exception of the same facts. Causes are shared, the failure that has
	 * the facts is none of them
	 */
	static RuntimeException own(Throwable failure) {
		if (failure instanceof AccessTokenUnavailableException unavailable) {
			return ExceptionFactory.token(unavailable);
		}
		if (failure instanceof GigaChatTransientException passing) {
			return new GigaChatTransientException(passing.details(), passing.getCause());
		}
		if (failure instanceof GigaChatNonTransientException lasting) {
			return new GigaChatNonTransientException(lasting.details(), lasting.getCause());
		}
		return refused("Getting an access token failed with " + failure.getClass().getName(), failure);
	}

	/**
	 * The reason why an attempt to get a token failed.
	 * @param failure the failure, which is not this provider's own exception of a request
	 * @return its message where that is one of ours, else its class: an application's own
	 * message may hold a secret
	 */
	static String words(Throwable failure) {
		boolean ours = failure instanceof TransientAiException || failure instanceof NonTransientAiException;
		return ours ? String.valueOf(failure.getMessage()) : failure.getClass().getName();
	}

	/**
	 * Adds the endpoint that was asked to the first words of a failure.
	 * @param failure the failure
	 * @param endpoint the endpoint's name
	 * @return the same failure with the endpoint's name
	 */
	static RuntimeException at(RuntimeException failure, String endpoint) {
		if (!(failure instanceof GigaChatFailure typed)) {
			return failure;
		}
		FailureDetails details = typed.details();
		FailureDetails named = details.as(details.kind(), details.what() + " [" + endpoint + "]", details.hint());
		return (failure instanceof TransientAiException) ? new GigaChatTransientException(named, failure.getCause())
				: new GigaChatNonTransientException(named, failure.getCause());
	}

	/**
	 * A word for a failure: that of its kind.
	 * @param failure the failure
	 * @return the kind, in small letters with hyphens
	 */
	static String kindOf(RuntimeException failure) {
		return (failure instanceof GigaChatFailure typed)
				? typed.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') : failure.getClass().getSimpleName();
	}

	private static GigaChatNonTransientException refused(String words, @Nullable Throwable cause) {
		return new GigaChatNonTransientException(FailureDetails.of(FailureKind.AUTHENTICATION, words), cause);
	}

}
